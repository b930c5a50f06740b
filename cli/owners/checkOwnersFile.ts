import { openStack, stackOptions } from '#cli/openStack.ts';
import { parseBucketEdge, parseOptions } from '#cli/parseOptions.ts';
import { UsageError } from '#cli/usageError.ts';
import { formatInstant } from '#shared/domain/time.ts';
import { checkOwners } from '#shared/ownership/checkOwners.ts';
import { parseOwners } from '#shared/ownership/parseOwners.ts';
import { toCheckDocument } from './checkDocument.ts';
import { onlyFile, readOwnersFile } from './readOwnersFile.ts';
import { renderCheck } from './renderCheck.ts';

const parseEdge = (name: 'from' | 'to', text: string | undefined) => {
  if (text === undefined)
    throw new UsageError(`--${name} is needed: a bucket edge of the range to try it on`);
  return parseBucketEdge(name, text);
};

/** Tries a file's rules on a past range, and changes nothing. */
export const checkOwnersFile = async (args: string[]): Promise<void> => {
  const { values, positionals } = parseOptions(args, {
    from: { type: 'string' },
    to: { type: 'string' },
    json: { type: 'boolean', default: false },
    ...stackOptions,
  });
  const file = onlyFile('check', positionals);
  const range = { from: parseEdge('from', values.from), to: parseEdge('to', values.to) };
  if (range.from >= range.to)
    throw new UsageError(`--from ${formatInstant(range.from)} is not before --to ${formatInstant(range.to)}`);
  const owners = parseOwners(await readOwnersFile(file));
  const { account, ledger, records } = await openStack(values);
  const check = await checkOwners({ ...range, account, owners }, { ledger, records });
  if (values.json) process.stdout.write(`${JSON.stringify(toCheckDocument(range, check), null, 2)}\n`);
  else {
    const title = `${file} on ${formatInstant(range.from)} to ${formatInstant(range.to)}; nothing is changed`;
    process.stdout.write(`${title}\n\n${renderCheck(check)}\n`);
  }
};
