import { createRatesChecker, type RatesCheck } from '#shared/domain/checkRates.ts';
import type { Rates } from '#shared/domain/rates.ts';
import type { Instant } from '#shared/domain/time.ts';
import { edgesIn } from '#shared/domain/validity.ts';
import type { Ledger } from '#shared/ledger/createLedger.ts';
import { readPieces } from '#shared/ledger/readPieces.ts';

/**
 * Tries a rates document on what the ledger has of a past range, and changes nothing.
 *
 * @param input.account `123456789012#us-east-1`.
 * @throws BadInputError when the range does not lie on bucket edges.
 * @throws NotFoundError when it cuts an hour whose buckets have expired.
 */
export const checkRates = async (
  input: { from: Instant; to: Instant; account: string; rates: Rates },
  ledger: Ledger,
): Promise<RatesCheck> => {
  const { account, rates } = input;
  const checker = createRatesChecker(rates);
  for (const pool of await ledger.listPools(account)) {
    const history = (await ledger.readPool(pool))?.state.rates ?? [];
    const edges = [...edgesIn(rates.rules), ...history.map(({ from }) => from)];
    for (const { start, splits } of await readPieces(ledger, pool, input, { edges }))
      for (const split of splits) checker.add(pool, history, split, start);
  }
  return checker.summarize();
};
