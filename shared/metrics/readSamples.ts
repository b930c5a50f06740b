import { mergeCounts } from '#shared/domain/mergeSamples.ts';
import type { Unread } from '#shared/domain/presumeLives.ts';
import type { Holding, Samples, SeriesKind, SlotCounts } from '#shared/domain/samples.ts';
import type { Instant } from '#shared/domain/time.ts';
import type { FleetHistory, FleetStart } from './assignInstances.ts';
import type { PoolSeries } from './poolSeries.ts';
import { cellsOf, type ReadRange, readCells } from './readCells.ts';
import type { ReadCounts } from './readCounts.ts';
import { readSingles, type StoredSamples } from './readSingles.ts';
import { type SeriesRow, toRows } from './seriesRow.ts';

export type SamplesRead = {
  /** What was seen in each cell of the range. */
  samples: ReadonlyMap<Instant, readonly Samples[]>;
  /** The series that CloudWatch would not give. */
  unread: Unread;
};

const toSamples = (
  rows: readonly SeriesRow[],
  cell: Instant,
  kind: SeriesKind,
  publishFrequency: number,
): Samples => {
  const instances = new Map<string, SlotCounts>();
  const holdings = new Map<string, Holding>();
  for (const { key, holding, cells } of rows) {
    const counts = cells.get(cell);
    if (counts === undefined || counts.every((count) => count === 0)) continue;
    if (holding === undefined) instances.set(key, mergeCounts(counts, instances.get(key)));
    else holdings.set(key, { ...holding, counts: mergeCounts(counts, holdings.get(key)?.counts) });
  }
  return { kind, publishFrequency, instances, holdings };
};

const newestOf = (fleets: readonly FleetStart[]): number =>
  fleets.findLast(({ isOfPool }) => isOfPool)?.publishFrequency ?? 0;

/** Cells in a row that are read at one frequency. */
type Stretch = { frequency: number; cells: Instant[] };

const stretchesOf = (cells: readonly Instant[], frequencyAt: (cell: Instant) => number): Stretch[] => {
  const stretches: Stretch[] = [];
  for (const cell of cells) {
    const frequency = frequencyAt(cell);
    const last = stretches.at(-1);
    if (last?.frequency === frequency) last.cells.push(cell);
    else stretches.push({ frequency, cells: [cell] });
  }
  return stretches;
};

/** Reads sums cell by cell, each at the frequency of the fleet that had started last by its end. */
const readSums = async (
  series: PoolSeries,
  range: ReadRange,
  fleets: readonly FleetStart[],
  readCounts: ReadCounts,
): Promise<SeriesRow[]> => {
  const own = fleets.filter(({ isOfPool }) => isOfPool);
  const frequencyAt = (cell: Instant): number =>
    newestOf(own.filter(({ startedAt }, index) => index === 0 || startedAt < cell + range.cell));
  const rows: SeriesRow[] = [];
  for (const { frequency, cells } of stretchesOf(cellsOf(range), frequencyAt)) {
    const part = toRows(series, frequency);
    await readCells(part, cells, range, readCounts);
    rows.push(...part);
  }
  return rows;
};

/**
 * Reads a pool's samples in [from, to), which lie on edges of cells.
 *
 * @param history the endpoint's life, and the configurations of the variant that can have had instances then.
 * @param stored what earlier runs saw: an instance that is known stays with its pool, and a cell whose sum is still the same
 * is not read again slot by slot.
 */
export const readSamples = async (
  series: PoolSeries,
  range: ReadRange,
  history: FleetHistory,
  stored: StoredSamples,
  readCounts: ReadCounts,
): Promise<SamplesRead> => {
  const rows =
    series.kind === 'single'
      ? await readSingles(toRows(series, newestOf(history.fleets)), range, history, stored, readCounts)
      : await readSums(series, range, history.fleets, readCounts);
  const byFrequency = [...Map.groupBy(rows, ({ frequency }) => frequency)];
  const unread = rows.filter(({ isUnread }) => isUnread);
  return {
    samples: new Map(
      cellsOf(range).map((cell) => [
        cell,
        byFrequency.map(([frequency, own]) => toSamples(own, cell, series.kind, frequency)),
      ]),
    ),
    unread: {
      instances: unread.filter(({ holding }) => holding === undefined).map(({ key }) => key),
      holdings: unread.flatMap(({ key, holding }) => (holding ? [{ key, instance: holding.instance }] : [])),
    },
  };
};
