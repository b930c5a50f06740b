import { type Period, slotsOf } from '#shared/domain/slots.ts';
import { after, floorTo, type Instant, instant } from '#shared/domain/time.ts';
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

/** Reads rows of one frequency count by count and fills their cells from the first to the last of `cells`. */
export const readCells = async (
  rows: readonly SeriesRow[],
  cells: readonly Instant[],
  { cell, resolution }: ReadRange,
  readCounts: ReadCounts,
): Promise<void> => {
  const [first, frequency] = [cells[0], rows[0]?.frequency];
  const last = cells.at(-1);
  if (first === undefined || last === undefined || frequency === undefined) return;
  const period = countPeriod(frequency, resolution);
  const from = floorTo(first, period);
  const to = instant(Math.ceil((last + cell) / period) * period);
  const metrics = rows.map(({ metric }) => metric);
  const answers = await readCounts(metrics, { from, to, period });
  rows.forEach((row, index) => {
    const counts = answers[index];
    row.isUnread ||= counts === undefined;
    for (const start of counts === undefined ? [] : fillGaps(cells, cell)) {
      // Its sum told it already.
      if (row.cells.has(start)) continue;
      const slots = slotsIn({ start, seconds: cell }, frequency, period);
      const begin = (slots.first - from) / period;
      const seen = Array.from({ length: slots.length }, (_, slot) => counts?.[begin + slot] ?? 0);
      row.cells.set(start, seen);
    }
  });
};
