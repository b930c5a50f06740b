import type { Pool } from '#shared/domain/bucket.ts';
import { knowsMore } from '#shared/domain/oweRevision.ts';
import { ownersOf } from '#shared/domain/ownersOf.ts';
import type { PoolState } from '#shared/domain/poolState.ts';
import { ratesOf } from '#shared/domain/ratesOf.ts';
import { reownSplit } from '#shared/domain/reownSplit.ts';
import { rerateSplit } from '#shared/domain/rerateSplit.ts';
import type { Ledger } from '#shared/ledger/createLedger.ts';
import { type ReviseSplit, revisePool } from '#shared/ledger/revisePool.ts';
import type { Terms } from './buildBucket.ts';

/** Undefined where the pool was marked for a later document than is known here: then that is not done by clearing the mark. */
const createReviser = (
  pool: Pool,
  { owners, rates, describe }: Terms,
  state: PoolState,
): ReviseSplit | undefined => {
  const known = { rates: state.rates, ownersVersion: owners.version, ratesVersion: rates.version };
  if (knowsMore(state, known)) return undefined;
  return (split, start) =>
    rerateSplit(
      reownSplit(split, owners.version, ({ component, model }) =>
        ownersOf(owners.document, { ...describe(component, start), model }, start),
      ),
      ratesOf(rates, state.rates, pool, start),
    );
};

/**
 * Gives what is stored of a pool the owners and rates that are known now. An hour of which no buckets are left has those of
 * its start.
 */
export const createRevise =
  (ledger: Ledger) =>
  (pool: Pool, terms: Terms, input: Parameters<typeof revisePool>[3]): Promise<number> =>
    revisePool(ledger, pool, (state) => createReviser(pool, terms, state), input);
