import type { SlotCounts } from '#shared/domain/samples.ts';
import { type Period, slotsOf } from '#shared/domain/slots.ts';
import { after, floorTo, type Instant, instant } from '#shared/domain/time.ts';
import type { Metric } from './metric.ts';
import type { ReadCounts } from './readCounts.ts';
import type { SeriesRow } from './seriesRow.ts';

/** What is read: whole cells (buckets or hours), and the finest sums that CloudWatch has of them. */
export type ReadRange = {
  from: Instant;
  to: Instant;
  /** Seconds: 300 for buckets, 3,600 for hours. */
  cell: number;
  /** Seconds; 1 for single samples. */
  resolution: number;
};

export const cellsOf = ({ from, to, cell }: ReadRange): Instant[] =>
  Array.from({ length: (to - from) / cell }, (_, index) => after(from, index * cell));

const leastCommonMultiple = (a: number, b: number): number => {
  const divide = (x: number, y: number): number => (y === 0 ? x : divide(y, x % y));
  return (a * b) / divide(a, b);
};

/** Seconds that one count covers: a slot, or the shortest sum that holds whole slots. */
export const countPeriod = (frequency: number, resolution: number): number =>
  resolution === 1 ? frequency : leastCommonMultiple(frequency, resolution);

const fillGaps = (cells: readonly Instant[], cell: number): Instant[] => {
  const [first] = cells;
  const last = cells.at(-1);
  if (first === undefined || last === undefined) return [];
  return Array.from({ length: (last - first) / cell + 1 }, (_, index) => after(first, index * cell));
};

const slotsIn = (
  period: Period,
  frequency: number,
  countEvery: number,
): { first: Instant; length: number } => {
  if (countEvery !== frequency) return { first: period.start, length: period.seconds / countEvery };
  const slots = slotsOf(period, frequency);
  return { first: slots.first, length: slots.seconds.length };
};

/**
 * Reads metrics of one frequency count by count, in every cell from the first to the last of `cells`.
 * @param statistic what is read instead of SampleCount.
 * @returns for each metric its counts by cell; undefined when CloudWatch would not give it.
 */
export const readByCell = async (
  metrics: readonly Metric[],
  frequency: number,
  cells: readonly Instant[],
  { cell, resolution }: ReadRange,
  readCounts: ReadCounts,
  statistic?: 'Sum',
): Promise<(Map<Instant, SlotCounts> | undefined)[]> => {
  const starts = fillGaps(cells, cell);
  const [first, last] = [starts[0], starts.at(-1)];
  if (first === undefined || last === undefined) return metrics.map(() => new Map());
  const period = countPeriod(frequency, resolution);
  const from = floorTo(first, period);
  const to = instant(Math.ceil((last + cell) / period) * period);
  const answers = await readCounts(metrics, { from, to, period, ...(statistic && { statistic }) });
  const inCell = (counts: readonly number[], start: Instant): SlotCounts => {
    const slots = slotsIn({ start, seconds: cell }, frequency, period);
    const begin = (slots.first - from) / period;
    return counts.slice(begin, begin + slots.length);
  };
  return answers.map((counts) => counts && new Map(starts.map((start) => [start, inCell(counts, start)])));
};

/**
 * The counts of a single thing, which has at most `most` samples in each: one that slipped over an edge goes back to the
 * neighbour that lacks it.
 */
const settleJitter = (counts: SlotCounts, most: number): SlotCounts => {
  if (counts.every((count) => count <= most)) return counts;
  const settled = [...counts];
  settled.forEach((count, index) => {
    if (count <= most) return;
    const lacking = [index - 1, index + 1].find((at) => (settled[at] ?? most) < most);
    settled[index] = most;
    if (lacking !== undefined) settled[lacking] = (settled[lacking] ?? 0) + 1;
  });
  return settled;
};

/** Reads rows of one frequency and fills their cells from the first to the last of `cells`, but for those known already. */
export const readCells = async (
  rows: readonly SeriesRow[],
  cells: readonly Instant[],
  range: ReadRange,
  readCounts: ReadCounts,
): Promise<void> => {
  const [first] = rows;
  if (first === undefined) return;
  const metrics = rows.map(({ metric }) => metric);
  const answers = await readByCell(metrics, first.frequency, cells, range, readCounts);
  const most = countPeriod(first.frequency, range.resolution) / first.frequency;
  rows.forEach((row, index) => {
    const seen = answers[index];
    row.isUnread ||= seen === undefined;
    for (const [start, counts] of seen ?? [])
      if (!row.cells.has(start)) row.cells.set(start, row.isSingle ? settleJitter(counts, most) : counts);
  });
};
