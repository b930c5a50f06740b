import type { Pool, Split } from '#shared/domain/bucket.ts';
import { isSealed } from '#shared/domain/isSealed.ts';
import { knowsMore } from '#shared/domain/oweRevision.ts';
import type { PoolState } from '#shared/domain/poolState.ts';
import { sumSplits } from '#shared/domain/sumSplits.ts';
import { after, bucketSeconds, earliest, floorTo, type Instant, latest } from '#shared/domain/time.ts';
import type { StoredBucket } from './bucketItem.ts';
import type { Ledger } from './createLedger.ts';
import { retryConflicts } from './retryConflicts.ts';
import { rollUpPool } from './rollUpPool.ts';

const day = 86_400;
const hour = 3_600;

/** A split that starts at `start` as it is to be now; the very same one where it is so already. */
export type ReviseSplit = (split: Split, start: Instant) => Split;

type Stretch = { from: Instant; to: Instant; now: Instant };

/** Revises a bucket, on what stands there by then; whether it was put. */
const reviseBucket = (
  ledger: Ledger,
  pool: Pool,
  revise: ReviseSplit,
  known: StoredBucket,
): Promise<boolean> => {
  const { start } = known.bucket;
  let stored: StoredBucket | undefined = known;
  return retryConflicts(
    async () => {
      if (stored === undefined) return false;
      const { bucket, version } = stored;
      const split = revise(bucket, start);
      if (split === bucket) return false;
      await ledger.putBucket(pool, { ...bucket, ...split }, version);
      return true;
    },
    async () => {
      [stored] = await ledger.readBuckets(pool, start, after(start, bucketSeconds));
    },
  );
};

/** Revises buckets; gives how many were put. */
const reviseBuckets = async (ledger: Ledger, pool: Pool, revise: ReviseSplit, { from, to }: Stretch) => {
  let revised = 0;
  for (const stored of await ledger.readBuckets(pool, from, to)) {
    if (await reviseBucket(ledger, pool, revise, stored)) revised += 1;
  }
  return revised;
};

/** Revises hours that have no buckets to be made from again: sealed ones, and those stored directly. */
const reviseHours = async (ledger: Ledger, pool: Pool, revise: ReviseSplit, { from, to, now }: Stretch) => {
  let revised = 0;
  for (const { rollup, version } of await ledger.readRollups(pool, 'hour', from, to)) {
    if (!isSealed(rollup, now)) continue;
    const splits = rollup.splits.map((split) => revise(split, rollup.start));
    if (splits.every((split, index) => split === rollup.splits[index])) continue;
    await ledger.putRollup(pool, { ...rollup, splits: sumSplits(splits) }, version);
    revised += 1;
  }
  return revised;
};

/**
 * Revises what is stored of a pool since the bucket that its state names: something became known for the past. Splits are
 * made anew from stored accelerator-seconds, CloudWatch is not asked. Done day by day, each marked when it is done, so
 * that a run which ends early is gone on with by the next, and so that what is marked meanwhile is done by the next.
 * @param reviserOf what is to become of splits, by what the pool's state says; undefined when more is known of the pool than
 *   whoever asks knows: it is left to those who do.
 * @param input.hasTime whether there is time for another day.
 * @returns how many buckets and directly stored or sealed hours were put.
 */
export const revisePool = async (
  ledger: Ledger,
  pool: Pool,
  reviserOf: (state: PoolState) => ReviseSplit | undefined,
  { now, hasTime }: { now: Instant; hasTime(): boolean },
): Promise<number> => {
  const state = (await ledger.readPool(pool))?.state;
  if (state?.reviseFrom === undefined) return 0;
  const revise = reviserOf(state);
  if (revise === undefined) return 0;
  let revised = 0;
  const first = earliest(state.collectedFrom, state.backfill?.from ?? state.collectedFrom);
  let mark: Instant | undefined = state.reviseFrom;
  let from = floorTo(latest(state.reviseFrom, first), hour);
  while (from < state.readThrough) {
    if (!hasTime()) return revised;
    const to = earliest(after(floorTo(from, day), day), state.readThrough);
    revised += await reviseBuckets(ledger, pool, revise, { from, to, now });
    revised += await reviseHours(ledger, pool, revise, { from, to, now });
    await rollUpPool(ledger, pool, { from, to: earliest(to, state.settledThrough), now });
    from = to;
    const left = from >= state.readThrough ? undefined : to;
    const isMarkedAgain = (before: PoolState) => before.reviseFrom !== mark || knowsMore(before, state);
    const kept = await ledger.changePool(pool, (before = state) =>
      isMarkedAgain(before) ? before : { ...before, reviseFrom: left },
    );
    if (kept.reviseFrom !== left) return revised;
    mark = left;
  }
  return revised;
};
