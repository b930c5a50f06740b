import { mergeCounts } from '#shared/domain/mergeSamples.ts';
import type { Unread } from '#shared/domain/presumeLives.ts';
import type { Holding, Samples, SeriesKind, SlotCounts } from '#shared/domain/samples.ts';
import type { Instant } from '#shared/domain/time.ts';
import type { FleetHistory } from './assignInstances.ts';
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
  const newest = history.fleets.findLast(({ isOfPool }) => isOfPool)?.publishFrequency ?? 0;
  let rows = toRows(series, newest);
  if (series.kind === 'single') rows = await readSingles(rows, range, history, stored, readCounts);
  else await readCells(rows, cellsOf(range), range, readCounts);
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
