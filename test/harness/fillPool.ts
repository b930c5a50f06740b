import type { Bucket, Pool } from '#shared/domain/bucket.ts';
import type { PoolState } from '#shared/domain/poolState.ts';
import { after, bucketsOf, type Instant } from '#shared/domain/time.ts';
import type { Ledger } from '#shared/ledger/createLedger.ts';
import { bucketOf } from '#test/builders/bucket.ts';
import { settledState } from '#test/builders/poolState.ts';

type Range = { from: Instant; to: Instant };

/** Puts a pool into a ledger: a bucket for every five minutes of a range, and how far it is collected. */
export const fillPool = async (
  ledger: Ledger,
  pool: Pool,
  range: Range,
  bucketAt: (start: Instant) => Partial<Bucket> = () => ({}),
  state: Partial<PoolState> = {},
): Promise<void> => {
  await ledger.changePool(pool, () => ({ ...settledState(range), ...state }));
  for (const start of bucketsOf(range.from, range.to))
    await ledger.putBucket(pool, bucketOf({ ...bucketAt(start), start }), 0);
};

/** So many buckets from a time on. */
export const bucketsFrom = (from: Instant, count: number): Range => ({ from, to: after(from, 300 * count) });
