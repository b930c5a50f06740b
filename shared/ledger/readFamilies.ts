import type { Pool } from '#shared/domain/bucket.ts';
import { childOf, nextStart, startOf } from '#shared/domain/calendar.ts';
import type { RollupChild } from '#shared/domain/rollUpChildren.ts';
import type { Level } from '#shared/domain/rollup.ts';
import type { Instant } from '#shared/domain/time.ts';
import type { StoredBucket } from './bucketItem.ts';
import type { Ledger } from './createLedger.ts';
import type { StoredVersion } from './parseVersion.ts';
import type { StoredRollup } from './rollupItem.ts';

/** One hour, day or month as it is stored, and which versions of its children stand there. */
export type Family = { start: Instant; own: StoredRollup | undefined; children: readonly StoredVersion[] };

/** A period's children as they are; of an hour, the buckets with what they rest on. */
export type Children = { children: readonly RollupChild[]; buckets: readonly StoredBucket[] };

const fromBucket = ({ version, expireAt, bucket }: StoredBucket): RollupChild => {
  const { start, evidence, backfilled } = bucket;
  return { start, version, splits: [bucket], evidence, backfilled, expireAt };
};

const fromRollup = ({ version, rollup }: StoredRollup): RollupChild => {
  const { start, splits, evidence, backfilled } = rollup;
  return { start, version, splits, evidence, backfilled, expireAt: undefined };
};

/**
 * Reads the roll-ups that start at `starts` (in order of time, near each other), stored or not, with their children's versions.
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
  const children = await ledger.readVersions(pool, childOf(level), first, end);
  const ownByStart = new Map(own.map((stored) => [stored.rollup.start, stored]));
  const childrenByStart = Map.groupBy(children, ({ start }) => startOf(level, start));
  return starts.map((start) => ({
    start,
    own: ownByStart.get(start),
    children: childrenByStart.get(start) ?? [],
  }));
};

/** Reads what a roll-up is to be made from. */
export const readChildren = async (
  ledger: Ledger,
  pool: Pool,
  level: Level,
  start: Instant,
): Promise<Children> => {
  const end = nextStart(level, start);
  const child = childOf(level);
  if (child !== 'bucket') {
    const children = await ledger.readRollups(pool, child, start, end);
    return { children: children.map(fromRollup), buckets: [] };
  }
  const buckets = await ledger.readBuckets(pool, start, end);
  return { children: buckets.map(fromBucket), buckets };
};
