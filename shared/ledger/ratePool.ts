import type { BucketRate, Pool, Split } from '#shared/domain/bucket.ts';
import { isSealed } from '#shared/domain/isSealed.ts';
import type { PoolState } from '#shared/domain/poolState.ts';
import { rateAt } from '#shared/domain/rateHistory.ts';
import { repriceSplit } from '#shared/domain/repriceSplit.ts';
import { sumSplits } from '#shared/domain/sumSplits.ts';
import { after, bucketSeconds, earliest, floorTo, type Instant, latest } from '#shared/domain/time.ts';
import type { StoredBucket } from './bucketItem.ts';
import type { Ledger } from './createLedger.ts';
import { retryConflicts } from './retryConflicts.ts';
import { rollUpPool } from './rollUpPool.ts';

const day = 86_400;
const hour = 3_600;

type Stretch = { from: Instant; to: Instant; now: Instant };

/** The price that a split should have, unless it has it, or one of a later history, already. */
const priceDue = ({ rate, accelerators }: Split, due: BucketRate | undefined): BucketRate | undefined => {
  if (due === undefined || accelerators === undefined) return undefined;
  if (rate === undefined) return due;
  return rate.revision < due.revision ||
    (rate.revision === due.revision && rate.perInstanceHour !== due.perInstanceHour)
    ? due
    : undefined;
};

/** Gives a bucket its price, on what stands there by then; whether it was put. */
const rateBucket = (
  ledger: Ledger,
  pool: Pool,
  { rates }: PoolState,
  known: StoredBucket,
): Promise<boolean> => {
  const { start } = known.bucket;
  let stored: StoredBucket | undefined = known;
  return retryConflicts(
    async () => {
      if (stored === undefined) return false;
      const { bucket, version } = stored;
      const rate = priceDue(bucket, rateAt(rates, start));
      if (rate === undefined) return false;
      await ledger.putBucket(pool, { ...bucket, ...repriceSplit(bucket, rate) }, version);
      return true;
    },
    async () => {
      [stored] = await ledger.readBuckets(pool, start, after(start, bucketSeconds));
    },
  );
};

/** Re-rates buckets; gives how many were put. */
const rateBuckets = async (ledger: Ledger, pool: Pool, state: PoolState, { from, to }: Stretch) => {
  let rated = 0;
  for (const stored of await ledger.readBuckets(pool, from, to)) {
    if (await rateBucket(ledger, pool, state, stored)) rated += 1;
  }
  return rated;
};

/** Re-rates hours that have no buckets to be made from again: sealed ones, and those stored directly. */
const rateHours = async (ledger: Ledger, pool: Pool, { rates }: PoolState, { from, to, now }: Stretch) => {
  let rated = 0;
  for (const { rollup, version } of await ledger.readRollups(pool, 'hour', from, to)) {
    if (!isSealed(rollup, now)) continue;
    const due = rateAt(rates, rollup.start);
    const splits = rollup.splits.map((split) => {
      const rate = priceDue(split, due);
      return rate === undefined ? split : repriceSplit(split, rate);
    });
    if (splits.every((split, index) => split === rollup.splits[index])) continue;
    await ledger.putRollup(pool, { ...rollup, splits: sumSplits(splits) }, version);
    rated += 1;
  }
  return rated;
};

/**
 * Re-rates what is stored of a pool since the bucket that its state names: a price became known for the past. Cost is
 * computed again from stored accelerator-seconds, CloudWatch is not asked. Done day by day, each marked when it is done, so
 * that a run which ends early is gone on with by the next.
 * @param input.hasTime whether there is time for another day.
 * @returns how many buckets and directly stored or sealed hours were put.
 */
export const ratePool = async (
  ledger: Ledger,
  pool: Pool,
  { now, hasTime }: { now: Instant; hasTime(): boolean },
): Promise<number> => {
  const state = (await ledger.readPool(pool))?.state;
  if (state?.rerateFrom === undefined) return 0;
  let rated = 0;
  const first = earliest(state.collectedFrom, state.backfill?.from ?? state.collectedFrom);
  let from = floorTo(latest(state.rerateFrom, first), hour);
  while (from < state.readThrough) {
    if (!hasTime()) return rated;
    const to = earliest(after(floorTo(from, day), day), state.readThrough);
    rated += await rateBuckets(ledger, pool, state, { from, to, now });
    rated += await rateHours(ledger, pool, state, { from, to, now });
    await rollUpPool(ledger, pool, { from, to: earliest(to, state.settledThrough), now });
    from = to;
    const done = from >= state.readThrough;
    await ledger.changePool(pool, (before = state) =>
      before.rates.length > state.rates.length ? before : { ...before, rerateFrom: done ? undefined : to },
    );
  }
  return rated;
};
