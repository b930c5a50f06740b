import { after, floorTo, type Instant, instant } from '#shared/domain/time.ts';
import { type FirstSeen, type FleetHistory, isUnclear } from './assignInstances.ts';
import type { Counts, ReadCounts } from './readCounts.ts';
import type { SeriesRow } from './seriesRow.ts';

/** A minute, which every metric has, then what only those have that are published more often (seconds). */
const finerPeriods = [60, 10];

/** How far before what is read an instance is looked for that is there from the first cell on: an update is over by then. */
const backSeconds = 3 * 3_600;

/** The first of some periods in which any series has a sample. */
const firstIn = (answers: readonly Counts[], from: Instant, period: number): FirstSeen | undefined => {
  const indexes = answers.map((counts) => counts?.findIndex((count) => count > 0) ?? -1);
  const found = indexes.filter((index) => index >= 0);
  if (found.length === 0) return undefined;
  const start = after(from, Math.min(...found) * period);
  // Samples lie on multiples of ten seconds.
  return { from: start, to: after(start, period === 10 ? 1 : period) };
};

/** An instance's own samples can be so much later to be read than those of what is held on it. */
const lagSeconds = 1_800;

/** Whether the first sample seen may not be the first: some series could not be read, or the instance's own lags behind. */
const isDoubtful = (
  rows: readonly SeriesRow[],
  sums: readonly Counts[],
  seen: FirstSeen,
  history: FleetHistory,
): boolean => {
  const hasOwn = rows.some((row, index) => row.holding === undefined && sums[index]?.some((sum) => sum > 0));
  if (hasOwn && !sums.includes(undefined)) return false;
  return isUnclear({ from: after(seen.from, -lagSeconds), to: seen.to }, history);
};

/**
 * When the first sample of an instance was: from the sums of its cells, and where that leaves open whose it is, from finer
 * ones, as far as CloudWatch has them.
 * @param rows the instance's series. @param sums theirs, by cell.
 * @returns undefined where there is none, `doubtful` where it cannot be told for now and matters.
 */
export const findFirstSeen = async (
  rows: readonly SeriesRow[],
  sums: readonly Counts[],
  { from, cell, resolution }: { from: Instant; cell: number; resolution: number },
  history: FleetHistory,
  readCounts: ReadCounts,
): Promise<FirstSeen | 'doubtful' | undefined> => {
  const metrics = rows.map(({ metric }) => metric);
  let seen = firstIn(sums, from, cell);
  if (seen !== undefined && isDoubtful(rows, sums, seen, history)) return 'doubtful';
  const back = after(from, -backSeconds);
  if (seen?.from === from && isUnclear({ from: back, to: seen.to }, history)) {
    const earlier = await readCounts(metrics, { from: back, to: from, period: cell });
    seen = firstIn(earlier, back, cell) ?? seen;
  }
  for (const period of finerPeriods) {
    if (seen === undefined || period < resolution || !isUnclear(seen, history)) return seen;
    const range = {
      from: floorTo(seen.from, period),
      to: instant(Math.ceil(seen.to / period) * period),
      period,
    };
    const answers = await readCounts(metrics, range);
    seen = firstIn(answers, range.from, period) ?? seen;
  }
  return seen;
};
