import { loadOf } from '#shared/domain/load.ts';
import { type SlotCounts, sumCounts } from '#shared/domain/samples.ts';
import { floorTo, type Instant } from '#shared/domain/time.ts';
import { type ReadRange, readByCell } from './readCells.ts';
import type { ReadCounts } from './readCounts.ts';
import { readWithLoads } from './readWithLoads.ts';
import type { SeriesRow } from './seriesRow.ts';

/** What is stamped in a cell: a slot that reaches in from before has its sample there. */
const stamped = (counts: SlotCounts, start: Instant, frequency: number): number =>
  sumCounts(floorTo(start, frequency) < start ? counts.slice(1) : counts);

/** Reads rows that each sum a pool's and fills the given cells, and what held accelerators did in them. */
export const readSummedCells = async (
  rows: readonly SeriesRow[],
  frequency: number,
  cells: readonly Instant[],
  range: ReadRange,
  readCounts: ReadCounts,
): Promise<void> => {
  const answers = await readWithLoads(rows, (metrics) =>
    readByCell(metrics, frequency, cells, range, readCounts),
  );
  for (const { row, counts, percents } of answers) {
    row.isUnread ||= counts === undefined;
    row.isUnmeasured ||= row.holding !== undefined && percents === undefined;
    for (const [start, seen] of counts ?? []) {
      row.cells.set(start, seen);
      const sums = percents?.get(start);
      const load = sums && loadOf(stamped(seen, start, frequency), stamped(sums, start, frequency));
      if (load !== undefined) row.loads.set(start, load);
    }
  }
};
