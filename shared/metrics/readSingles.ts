import { loadOf } from '#shared/domain/load.ts';
import type { Samples, SlotCounts } from '#shared/domain/samples.ts';
import { sumCounts } from '#shared/domain/samples.ts';
import type { Instant } from '#shared/domain/time.ts';
import { assignInstance, type FleetHistory } from './assignInstances.ts';
import { findFirstSeen } from './findFirstSeen.ts';
import { cellsOf, countPeriod, type ReadRange, readCells } from './readCells.ts';
import type { Counts, ReadCounts } from './readCounts.ts';
import { type RowAnswer, readWithLoads } from './readWithLoads.ts';
import type { SeriesRow } from './seriesRow.ts';

/** What earlier runs stored, by bucket: the read's own and some before it. */
export type StoredSamples = ReadonlyMap<Instant, readonly Samples[]>;

/** Publish frequencies of the instances that earlier runs have seen. */
const knownFrequencies = (stored: StoredSamples): Map<string, number> => {
  const known = new Map<string, number>();
  for (const samples of stored.values()) {
    for (const { kind, publishFrequency, instances, holdings } of samples) {
      if (kind !== 'single') continue;
      for (const instance of instances.keys()) known.set(instance, publishFrequency);
      for (const { instance } of holdings.values()) known.set(instance, publishFrequency);
    }
  }
  return known;
};

/** Gives each row the frequency of its instance's fleet, and leaves out those of other pools' and lives' instances. */
const keepOwn = async (
  rows: readonly SeriesRow[],
  sums: readonly Counts[],
  range: ReadRange,
  history: FleetHistory,
  stored: StoredSamples,
  readCounts: ReadCounts,
): Promise<[SeriesRow, Counts][]> => {
  const known = knownFrequencies(stored);
  const newest = history.fleets.at(-1);
  const unseen = newest?.isOfPool === true ? newest.publishFrequency : undefined;
  const pairs = rows.map((row, index): [SeriesRow, Counts] => [row, sums[index]]);
  const own: [SeriesRow, Counts][] = [];
  for (const [instance, of] of Map.groupBy(pairs, ([row]) => row.instance)) {
    let frequency = known.get(instance);
    if (frequency === undefined) {
      const [series, counts] = [of.map(([row]) => row), of.map(([, sum]) => sum)];
      const seen = await findFirstSeen(series, counts, range, history, readCounts);
      if (seen === undefined || seen === 'doubtful') {
        // Not to be told yet, or nothing to be told.
        const isUnread = seen === 'doubtful' || counts.includes(undefined);
        if (isUnread && unseen !== undefined)
          own.push(...series.map((row): [SeriesRow, Counts] => [row, undefined]));
        continue;
      }
      frequency = assignInstance(history, seen);
    }
    if (frequency === undefined) continue;
    for (const [row] of of) row.frequency = frequency;
    own.push(...of);
  }
  return own;
};

const storedCounts = (samples: readonly Samples[] | undefined, row: SeriesRow): SlotCounts | undefined => {
  const like = samples?.find(
    ({ kind, publishFrequency }) => kind === 'single' && publishFrequency === row.frequency,
  );
  return row.holding === undefined ? like?.instances.get(row.key) : like?.holdings.get(row.key)?.counts;
};

/** Samples that a publisher's jitter may bring over from a neighbouring cell. */
const slippedSamples = 1;

/**
 * Settles a cell from its sum alone where that tells every slot, or nothing finer is to be had.
 * @returns whether it must be read count by count.
 */
const settleFromSum = (
  row: SeriesRow,
  start: Instant,
  sums: { own: number; before: number | undefined },
  range: ReadRange,
  known?: SlotCounts,
): boolean => {
  const { own: sum, before } = sums;
  const { frequency } = row;
  const full = range.cell / frequency;
  // The slot of a sample of the cell before reaches into this one where slots do not end with cells.
  if (sum === 0) return !Number.isInteger(full) && before !== 0;
  if (sum > Math.ceil(full) + slippedSamples) {
    // More samples than it can have: it publishes more often than was described. Better unknown than wrong.
    row.isUnread = true;
    return false;
  }
  // Samples of the cell before may reach into it.
  if (!Number.isInteger(full)) return true;
  if (sum >= full) row.cells.set(start, new Array<number>(full).fill(1));
  // Where only a sum was to be had the slots are read, now that they may be.
  else if (known?.length === full && sum === sumCounts(known)) row.cells.set(start, known);
  else if (countPeriod(frequency, range.resolution) === range.cell) row.cells.set(start, [sum]);
  else return true;
  return false;
};

const keepSum = (row: SeriesRow, start: Instant, counts: Counts, { from, cell }: ReadRange): void => {
  const sum = counts?.[(start - from) / cell] ?? 0;
  const isTelling = cell % row.frequency === 0 && sum > 0 && !row.cells.has(start);
  if (isTelling) row.cells.set(start, [Math.min(sum, cell / row.frequency)]);
};

/** What a held accelerator did in each cell. */
const keepLoads = ({ row, counts, percents }: RowAnswer<number[]>, range: ReadRange): void => {
  row.isUnmeasured ||= row.holding !== undefined && percents === undefined;
  cellsOf(range).forEach((start, index) => {
    const load = percents && loadOf(counts?.[index] ?? 0, percents[index] ?? 0);
    if (load !== undefined) row.loads.set(start, load);
  });
};

/**
 * Reads series of single things by cell first: 30 samples in five minutes at a ten-second frequency tell all 30 slots.
 * Only those whose sum is neither full, nothing nor what is stored are read slot by slot. CloudWatch bills the metric and
 * not the point, and most series are full most of the time, so that this costs no more and moves a thirtieth. What
 * held accelerators did is read by cell alone.
 *
 * @returns the rows of the pool's own instances.
 */
export const readSingles = async (
  rows: readonly SeriesRow[],
  range: ReadRange,
  history: FleetHistory,
  stored: StoredSamples,
  readCounts: ReadCounts,
): Promise<SeriesRow[]> => {
  const { from, to, cell: period } = range;
  const answers = await readWithLoads(rows, (metrics) => readCounts(metrics, { from, to, period }));
  for (const answer of answers) keepLoads(answer, range);
  const sums = answers.map(({ counts }) => counts);
  const own = await keepOwn(rows, sums, range, history, stored, readCounts);
  const cells = cellsOf(range);
  const wanted = new Map<SeriesRow, Instant[]>();
  for (const [row, counts] of own) {
    row.isUnread ||= counts === undefined;
    const partial = cells.filter((start, index) => {
      const seen = { own: counts?.[index] ?? 0, before: counts?.[index - 1] };
      return settleFromSum(row, start, seen, range, storedCounts(stored.get(start), row));
    });
    if (partial.length > 0 && !row.isUnread) wanted.set(row, partial);
  }
  for (const group of Map.groupBy(wanted.keys(), ({ frequency }) => frequency).values()) {
    const starts = group.flatMap((row) => wanted.get(row) ?? []).toSorted((a, b) => a - b);
    await readCells(group, starts, range, readCounts);
  }
  for (const [row, counts] of own) {
    // What its sum tells is kept, though where in the cell is not to be had for now.
    for (const start of row.isUnread ? (wanted.get(row) ?? []) : []) keepSum(row, start, counts, range);
  }
  return own.map(([row]) => row);
};
