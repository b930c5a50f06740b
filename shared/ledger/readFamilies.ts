import type { Pool } from '#shared/domain/bucket.ts';
import { childOf, nextStart, startOf } from '#shared/domain/calendar.ts';
import type { RollupChild } from '#shared/domain/rollUpChildren.ts';
import type { Level } from '#shared/domain/rollup.ts';
import type { Instant } from '#shared/domain/time.ts';
import type { StoredBucket } from './bucketItem.ts';
import type { Ledger } from './createLedger.ts';
import type { StoredRollup } from './rollupItem.ts';

/** One hour, day or month as it is stored, and its children as they are; of an hour, the buckets whole. */
export type Family = {
  start: Instant;
  own: StoredRollup | undefined;
  children: readonly RollupChild[];
  buckets: readonly StoredBucket[];
};

const fromBucket = ({ version, expireAt, bucket }: StoredBucket): RollupChild => {
  const { start, evidence, backfilled } = bucket;
  return { start, version, splits: [bucket], evidence, backfilled, expireAt };
};

const fromRollup = ({ version, rollup }: StoredRollup): RollupChild => {
  const { start, splits, evidence, backfilled } = rollup;
  return { start, version, splits, evidence, backfilled, expireAt: undefined };
};

/**
 * Reads the roll-ups that start at `starts` (in order of time, near each other), stored or not, with their children.
 * The parents are read *before* their children: what a parent was made from may then be older than they are, never newer.
 */
export const readFamilies = async (
  ledger: Ledger,
  pool: Pool,
  level: Level,
  starts: readonly Instant[],
): Promise<Family[]> => {
  const [first] = starts;
  const last = starts.at(-1);
  if (first === undefined || last === undefined) return [];
  const end = nextStart(level, last);
  const own = await ledger.readRollups(pool, level, first, end);
  const child = childOf(level);
  const buckets = child === 'bucket' ? await ledger.readBuckets(pool, first, end) : [];
  const children =
    child === 'bucket'
      ? buckets.map(fromBucket)
      : (await ledger.readRollups(pool, child, first, end)).map(fromRollup);
  const ownByStart = new Map(own.map((stored) => [stored.rollup.start, stored]));
  const childrenByStart = Map.groupBy(children, ({ start }) => startOf(level, start));
  const bucketsByStart = Map.groupBy(buckets, ({ bucket }) => startOf(level, bucket.start));
  return starts.map((start) => ({
    start,
    own: ownByStart.get(start),
    children: childrenByStart.get(start) ?? [],
    buckets: bucketsByStart.get(start) ?? [],
  }));
};
