import { onlyFile, readDocumentFile } from '#cli/documents/readDocumentFile.ts';
import { openStack, stackOptions } from '#cli/openStack.ts';
import { parseOptions } from '#cli/parseOptions.ts';
import { parsePastRange, rangeOptions } from '#cli/parsePastRange.ts';
import { formatInstant } from '#shared/domain/time.ts';
import { checkRates } from '#shared/rates/checkRates.ts';
import { parseRates } from '#shared/rates/parseRates.ts';
import { toRatesCheck } from '#shared/rates/toRatesCheck.ts';
import { renderRatesCheck } from './renderRatesCheck.ts';

/** Tries a file's rates on a past range, and changes nothing. */
export const checkRatesFile = async (args: string[]): Promise<void> => {
  const { values, positionals } = parseOptions(args, {
    ...rangeOptions,
    json: { type: 'boolean', default: false },
    ...stackOptions,
  });
  const file = onlyFile('rates check', positionals);
  const range = parsePastRange(values);
  const rates = parseRates(await readDocumentFile(file));
  const { account, ledger } = await openStack(values);
  const check = await checkRates({ ...range, account, rates }, ledger);
  if (values.json) {
    const document = {
      from: formatInstant(range.from),
      to: formatInstant(range.to),
      ...toRatesCheck(check),
    };
    process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
  } else {
    const title = `${file} on ${formatInstant(range.from)} to ${formatInstant(range.to)}; nothing is changed`;
    process.stdout.write(`${title}\n\n${renderRatesCheck(check)}\n`);
  }
};
