import { isDeepStrictEqual } from 'node:util';
import type { Terms } from '#shared/attribution/buildBucket.ts';
import type { Bucket, Described, Pool } from '#shared/domain/bucket.ts';
import { after, bucketSeconds, bucketsOf, type Instant } from '#shared/domain/time.ts';
import type { Ledger } from '#shared/ledger/createLedger.ts';
import { retryConflicts } from '#shared/ledger/retryConflicts.ts';

/** Builds a bucket from its samples again, with what was described; `stored` is undefined where there is none yet. */
export type Rebuild = (
  pool: Pool,
  start: Instant,
  stored: Bucket | undefined,
  described: Described,
  terms: Terms,
) => Promise<Bucket>;

/**
 * Marks buckets with what was described throughout them, each rebuilt and put on its version. One that is marked so
 * already is left alone.
 */
export const createMarkDescribed = (
  { readBuckets, putBucket }: Pick<Ledger, 'readBuckets' | 'putBucket'>,
  rebuild: Rebuild,
) => {
  const mark = (pool: Pool, start: Instant, described: Described, terms: Terms): Promise<boolean> =>
    retryConflicts(async () => {
      const [stored] = await readBuckets(pool, start, after(start, bucketSeconds));
      if (isDeepStrictEqual(stored?.bucket.described, described)) return false;
      const built = await rebuild(pool, start, stored?.bucket, described, terms);
      await putBucket(pool, built, stored?.version ?? 0);
      return true;
    });
  return async (
    pool: Pool,
    { from, to }: { from: Instant; to: Instant },
    described: Described,
    terms: Terms,
  ): Promise<number> => {
    let changed = 0;
    for (const start of bucketsOf(from, to)) if (await mark(pool, start, described, terms)) changed += 1;
    return changed;
  };
};
