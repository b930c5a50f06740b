import type { Pool } from '#shared/domain/bucket.ts';
import { ownersOf } from '#shared/domain/ownersOf.ts';
import { rateAt } from '#shared/domain/rateHistory.ts';
import { reownSplit } from '#shared/domain/reownSplit.ts';
import { rerateSplit } from '#shared/domain/rerateSplit.ts';
import type { Instant } from '#shared/domain/time.ts';
import type { Ledger } from '#shared/ledger/createLedger.ts';
import { revisePool } from '#shared/ledger/revisePool.ts';
import type { Labels } from './buildBucket.ts';

/**
 * Gives what is stored of a pool the prices and owners that are known now. An hour of which no buckets are left has the
 * owners of its start.
 */
export const createRevise =
  (ledger: Ledger) =>
  (pool: Pool, { owners, describe }: Labels, input: { now: Instant; hasTime(): boolean }): Promise<number> =>
    revisePool(
      ledger,
      pool,
      ({ rates }) =>
        (split, start) =>
          rerateSplit(
            reownSplit(split, owners.version, ({ component, model }) =>
              ownersOf(owners.document, { ...describe(component, start), model }, start),
            ),
            rateAt(rates, start),
          ),
      input,
    );
