import type { Pool } from '#shared/domain/bucket.ts';
import { buildDetail } from '#shared/domain/buildDetail.ts';
import { type Grain, startOf, startsOf } from '#shared/domain/calendar.ts';
import { isSealed } from '#shared/domain/isSealed.ts';
import { rollUpChildren } from '#shared/domain/rollUpChildren.ts';
import { type Level, levels, type Rollup } from '#shared/domain/rollup.ts';
import type { Instant } from '#shared/domain/time.ts';
import type { Ledger } from './createLedger.ts';
import type { StoredVersion } from './parseVersion.ts';
import { type Family, readChildren, readFamilies } from './readFamilies.ts';
import { retryConflicts } from './retryConflicts.ts';
import type { StoredRollup } from './rollupItem.ts';

type LevelCounts = { written: number; unchanged: number; sealed: number };

/** What a run did; `conflicts` are puts lost to another run and done again. */
export type RollUpCounts = { hours: LevelCounts; days: LevelCounts; months: LevelCounts; conflicts: number };

type Outcome = 'written' | 'unchanged' | 'sealed' | 'childless';

/** What is read in one go: the hours of a day, the days of a month, a month. */
const batches: Record<Level, Grain> = { hour: 'day', day: 'month', month: 'month' };
const countNames = { hour: 'hours', day: 'days', month: 'months' } as const;

/** A child never goes but by its expiry: one that is missing seals its parent as one that has expired does. */
const isLast = ({ rollup }: StoredRollup, children: readonly StoredVersion[], now: Instant): boolean => {
  if (isSealed(rollup, now) || rollup.origin.kind === 'samples') return true;
  const starts = new Set(children.map(({ start }) => start));
  return [...rollup.origin.versions.keys()].some((start) => !starts.has(start));
};

const isMadeFrom = ({ origin }: Rollup, children: readonly StoredVersion[]): boolean =>
  origin.kind === 'children' &&
  origin.versions.size === children.length &&
  children.every(({ start, version }) => origin.versions.get(start) === version);

const put = async (
  ledger: Ledger,
  pool: Pool,
  level: Level,
  { start, own, children: versions }: Family,
  now: Instant,
): Promise<Outcome> => {
  if (own !== undefined && isLast(own, versions, now)) return 'sealed';
  if (versions.length === 0) return 'childless';
  if (own !== undefined && isMadeFrom(own.rollup, versions)) return 'unchanged';
  const { children, buckets } = await readChildren(ledger, pool, level, start);
  // Before the hour itself: a crash in between leaves the hour to be made again, and this with it.
  if (level === 'hour') await ledger.putDetail(pool, buildDetail(start, buckets));
  await ledger.putRollup(pool, rollUpChildren(level, start, children), own?.version ?? 0);
  return 'written';
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
  for (const level of levels) {
    const starts = startsOf(level, startOf(level, from), to);
    for (const batch of Map.groupBy(starts, (start) => startOf(batches[level], start)).values()) {
      for (const read of await readFamilies(ledger, pool, level, batch)) {
        let families = [read];
        const outcome = await retryConflicts(
          async () => {
            const [family = read] = families;
            return put(ledger, pool, level, family, now);
          },
          async () => {
            counts.conflicts += 1;
            families = await readFamilies(ledger, pool, level, [read.start]);
          },
        );
        if (outcome !== 'childless') counts[countNames[level]][outcome] += 1;
      }
    }
  }
  return counts;
};
