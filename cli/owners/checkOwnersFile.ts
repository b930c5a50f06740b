import { onlyFile, readDocumentFile } from '#cli/documents/readDocumentFile.ts';
import { openStack, stackOptions } from '#cli/openStack.ts';
import { parseOptions } from '#cli/parseOptions.ts';
import { parsePastRange, rangeOptions } from '#cli/parsePastRange.ts';
import { formatInstant } from '#shared/domain/time.ts';
import { checkOwners } from '#shared/ownership/checkOwners.ts';
import { parseOwners } from '#shared/ownership/parseOwners.ts';
import { toOwnersCheck } from '#shared/ownership/toOwnersCheck.ts';
import { renderCheck } from './renderCheck.ts';

/** Tries a file's rules on a past range, and changes nothing. */
export const checkOwnersFile = async (args: string[]): Promise<void> => {
  const { values, positionals } = parseOptions(args, {
    ...rangeOptions,
    json: { type: 'boolean', default: false },
    ...stackOptions,
  });
  const file = onlyFile('owners check', positionals);
  const range = parsePastRange(values);
  const owners = parseOwners(await readDocumentFile(file));
  const { account, ledger, records } = await openStack(values);
  const check = await checkOwners({ ...range, account, owners }, { ledger, records });
  if (values.json) {
    const document = {
      from: formatInstant(range.from),
      to: formatInstant(range.to),
      ...toOwnersCheck(check),
    };
    process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
  } else {
    const title = `${file} on ${formatInstant(range.from)} to ${formatInstant(range.to)}; nothing is changed`;
    process.stdout.write(`${title}\n\n${renderCheck(check)}\n`);
  }
};
