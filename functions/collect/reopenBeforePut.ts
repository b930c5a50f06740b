import type { Pool } from '#shared/domain/bucket.ts';
import type { PoolState } from '#shared/domain/poolState.ts';
import { earliest } from '#shared/domain/time.ts';
import type { Ledger } from '#shared/ledger/createLedger.ts';

type Mark = Pick<PoolState, 'settledThrough' | 'runs'>;

/**
 * A ledger that takes a pool's mark back before it puts a bucket that was settled. Otherwise a run that ends between the two
 * leaves a change that the next one finds stored, and takes for settled: nobody would announce it.
 *
 * @returns with the mark as this run knows it, to be kept by whoever moves it. Its `runs` stay behind those of the table where
 *   other runs came between, so that this one still notices.
 */
export const reopenBeforePut = (ledger: Ledger, pool: Pool, state: Mark): { ledger: Ledger; mark: Mark } => {
  const late = {
    mark: state,
    ledger: {
      ...ledger,
      putBucket: async (...[of, bucket, replaces]: Parameters<Ledger['putBucket']>) => {
        // Where nothing stands nothing tells a run that was overtaken, so it asks what others have settled meanwhile.
        if (bucket.start < late.mark.settledThrough || replaces === 0) {
          let found = -1;
          const kept = await ledger.changePool(pool, (before) => {
            if (before === undefined) throw new RangeError('a pool that is collected has a state');
            found = before.runs;
            if (before.settledThrough <= bucket.start) return before;
            return { ...before, settledThrough: bucket.start, runs: before.runs + 1 };
          });
          const { runs } = late.mark;
          late.mark = {
            settledThrough: earliest(bucket.start, kept.settledThrough),
            runs: found === runs ? kept.runs : runs,
          };
        }
        await ledger.putBucket(of, bucket, replaces);
      },
    },
  };
  return late;
};
