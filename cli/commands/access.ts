import { accessKind } from '#cli/access/accessKind.ts';
import { documentCommand } from '#cli/documents/documentCommand.ts';
import { stackHelp } from '#cli/openStack.ts';

export const accessHelp = `tenner access apply FILE --note TEXT: puts grants in force, at once
tenner access show: every version with who gave it, when and why, and the one in force

  --note TEXT       why the grants change (needed)
  --by NAME         who changes them (default: the user of this machine)
  --version NUMBER  show this version instead of the one in force
  --json            print one JSON document (show)
${stackHelp}

FILE is JSON, see docs/access.md: who may see and change what through the API. Whoever may write to the table gives the first
grants so, and mends them when all admins are gone. Where, what and as whom is asked as by any AWS client: AWS_REGION,
AWS_PROFILE, AWS_ENDPOINT_URL.

  tenner access apply access.json --note "the platform team are admins"`;

/** Applies and shows who may see what through the API. */
export const access = documentCommand(accessKind);
