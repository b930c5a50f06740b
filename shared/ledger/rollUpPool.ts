import type { Pool } from '#shared/domain/bucket.ts';
import { buildDetail } from '#shared/domain/buildDetail.ts';
import { childOf, type Grain, nextStart, startOf, startsOf } from '#shared/domain/calendar.ts';
import { isSealed } from '#shared/domain/isSealed.ts';
import { type RollupChild, rollUpChildren } from '#shared/domain/rollUpChildren.ts';
import { type Level, levels, type Rollup } from '#shared/domain/rollup.ts';
import type { Instant } from '#shared/domain/time.ts';
import type { StoredBucket } from './bucketItem.ts';
import type { Ledger } from './createLedger.ts';
import { retryConflicts } from './retryConflicts.ts';
import type { StoredRollup } from './rollupItem.ts';

type LevelCounts = { written: number; unchanged: number; sealed: number };

/** What a run did; `conflicts` are puts lost to another run and done again. */
export type RollUpCounts = { hours: LevelCounts; days: LevelCounts; months: LevelCounts; conflicts: number };

/** One period as it is stored, and its children as they are; of an hour, the buckets whole. */
type Family = {
  start: Instant;
  own: StoredRollup | undefined;
  children: readonly RollupChild[];
  buckets: readonly StoredBucket[];
};

type Outcome = 'written' | 'unchanged' | 'sealed' | 'childless';

/** What is read in one go: the hours of a day, the days of a month, a month. */
const batches: Record<Level, Grain> = { hour: 'day', day: 'month', month: 'month' };
const countNames = { hour: 'hours', day: 'days', month: 'months' } as const;

const fromBucket = ({ version, expireAt, bucket }: StoredBucket): RollupChild => {
  const { start, evidence, backfilled } = bucket;
  return { start, version, splits: [bucket], evidence, backfilled, expireAt };
};

const fromRollup = ({ version, rollup }: StoredRollup): RollupChild => {
  const { start, splits, evidence, backfilled } = rollup;
  return { start, version, splits, evidence, backfilled, expireAt: undefined };
};

/** A child never goes but by its expiry: one that is missing seals its parent as one that has expired does. */
const isLast = ({ rollup }: StoredRollup, children: readonly RollupChild[], now: Instant): boolean => {
  if (isSealed(rollup, now) || rollup.origin.kind === 'samples') return true;
  const starts = new Set(children.map(({ start }) => start));
  return [...rollup.origin.versions.keys()].some((start) => !starts.has(start));
};

const isMadeFrom = ({ origin }: Rollup, children: readonly RollupChild[]): boolean =>
  origin.kind === 'children' &&
  origin.versions.size === children.length &&
  children.every(({ start, version }) => origin.versions.get(start) === version);

const createRollUp = (ledger: Ledger, pool: Pool, now: Instant) => {
  /** Reads the parents *before* their children: what is stored may then be older than they are, never newer. */
  const readFamilies = async (level: Level, starts: readonly Instant[]): Promise<Family[]> => {
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

  const put = async (level: Level, { start, own, children, buckets }: Family): Promise<Outcome> => {
    if (own !== undefined && isLast(own, children, now)) return 'sealed';
    if (children.length === 0) return 'childless';
    if (own !== undefined && isMadeFrom(own.rollup, children)) return 'unchanged';
    // Before the hour itself: a crash in between leaves the hour to be made again, and this with it.
    if (level === 'hour') await ledger.putDetail(pool, buildDetail(start, buckets));
    await ledger.putRollup(pool, rollUpChildren(level, start, children), own?.version ?? 0);
    return 'written';
  };

  return async (level: Level, starts: readonly Instant[], onConflict: () => void): Promise<Outcome[]> => {
    const outcomes: Outcome[] = [];
    for (const family of await readFamilies(level, starts)) {
      let read: Family | undefined = family;
      const outcome = await retryConflicts(async () => {
        const [current = family] = read === undefined ? await readFamilies(level, [family.start]) : [read];
        read = undefined;
        return put(level, current);
      }, onConflict);
      outcomes.push(outcome);
    }
    return outcomes;
  };
};

/**
 * Brings a pool's hours, days and months in line with what they are made from, and puts each hour in full beside it.
 * Looked at is every period that ended by `to` and ends after `from`, hours before days before months: the versions of
 * its children are compared with those that it was made from, and it is made anew where they differ. So a run that
 * crashed is mended by the next, and running twice changes nothing.
 *
 * A sealed period is left alone, and one without any child is not written: the pool was not there.
 *
 * @param input.from not after the start of what may have changed since a roll-up was last seen through: a late change of
 *   an old bucket reaches its hour, day and month when `from` covers that bucket.
 * @param input.to the pool's `settledThrough`.
 * @param input.now wall clock, by which children expire.
 * @throws ConflictError when other runs come between again and again.
 */
export const rollUpPool = async (
  ledger: Ledger,
  pool: Pool,
  { from, to, now }: { from: Instant; to: Instant; now: Instant },
): Promise<RollUpCounts> => {
  const none = { written: 0, unchanged: 0, sealed: 0 };
  const counts = { hours: { ...none }, days: { ...none }, months: { ...none }, conflicts: 0 };
  const onConflict = () => {
    counts.conflicts += 1;
  };
  const rollUp = createRollUp(ledger, pool, now);
  for (const level of levels) {
    const starts = startsOf(level, startOf(level, from), to);
    for (const batch of Map.groupBy(starts, (start) => startOf(batches[level], start)).values()) {
      for (const outcome of await rollUp(level, batch, onConflict)) {
        if (outcome !== 'childless') counts[countNames[level]][outcome] += 1;
      }
    }
  }
  return counts;
};
