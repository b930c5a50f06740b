import { documentCommand } from '#cli/documents/documentCommand.ts';
import { stackHelp } from '#cli/openStack.ts';
import { checkRatesFile } from '#cli/rates/checkRatesFile.ts';
import { ratesKind } from '#cli/rates/ratesKind.ts';

export const ratesHelp = `tenner rates check FILE --from ISO --to ISO: tries rates on a past range, and changes nothing
tenner rates apply FILE --note TEXT: puts rates in force, from whatever dates they give
tenner rates show: every version with who gave it, when and why, and the one in force

  --from ISO        try the rates on what is stored from this bucket edge on
  --to ISO          up to this bucket edge
  --note TEXT       why the rates change (needed)
  --by NAME         who changes them (default: the user of this machine)
  --version NUMBER  show this version instead of the one in force
  --json            print one JSON document (check, show)
${stackHelp}

FILE is JSON, see docs/rates.md. The check shows what each instance type costs and what is charged for it, now and then, and
rules that match nothing. Where, what and as whom is asked as by any AWS client: AWS_REGION, AWS_PROFILE, AWS_ENDPOINT_URL.

  tenner rates check rates.json --from 2026-11-01T00:00:00Z --to 2026-11-24T00:00:00Z
  tenner rates apply rates.json --note "the savings plan of November, as billed"`;

/** Checks, applies and shows what is paid and charged. */
export const rates = documentCommand(ratesKind, checkRatesFile);
