import { documentCommand } from '#cli/documents/documentCommand.ts';
import { stackHelp } from '#cli/openStack.ts';
import { checkOwnersFile } from '#cli/owners/checkOwnersFile.ts';
import { ownersKind } from '#cli/owners/ownersKind.ts';

export const ownersHelp = `tenner owners check FILE --from ISO --to ISO: tries rules on a past range, and changes nothing
tenner owners apply FILE --note TEXT: puts rules in force, from whatever dates they give
tenner owners show: every version with who gave it, when and why, and the one in force

  --from ISO        try the rules on what is stored from this bucket edge on
  --to ISO          up to this bucket edge
  --note TEXT       why the rules change (needed)
  --by NAME         who changes them (default: the user of this machine)
  --version NUMBER  show this version instead of the one in force
  --json            print one JSON document (check, show)
${stackHelp}

FILE is JSON, see docs/owners.md. The check shows what each team would gain or lose, what each rule gives, what no rule
matches, and names in tags that look like a team. Where, what and as whom is asked as by any AWS client: AWS_REGION,
AWS_PROFILE, AWS_ENDPOINT_URL.

  tenner owners check owners.json --from 2026-11-01T00:00:00Z --to 2026-11-24T00:00:00Z
  tenner owners apply owners.json --note "chat is shared since the 15th, as agreed with both teams"`;

/** Checks, applies and shows the rules that say whose a component is. */
export const owners = documentCommand(ownersKind, checkOwnersFile);
