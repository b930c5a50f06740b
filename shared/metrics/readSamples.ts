import type { Unread } from '#shared/domain/presumeLives.ts';
import {
  emptySamples,
  type Holding,
  holdingKey,
  mergeCounts,
  type Samples,
  type SlotCounts,
} from '#shared/domain/samples.ts';
import { slotsOf } from '#shared/domain/slots.ts';
import { after, bucketSeconds, bucketsOf, floorTo, type Instant, instant } from '#shared/domain/time.ts';
import type { Metric } from './metric.ts';
import type { PoolSeries } from './poolSeries.ts';
import type { Counts, ReadCounts } from './readCounts.ts';

export type SampleRange = { from: Instant; to: Instant; publishFrequency: number };

export type SamplesRead = {
  /** What was seen in each bucket of the range. */
  samples: ReadonlyMap<Instant, Samples>;
  /** The series that CloudWatch would not give. */
  unread: Unread;
};

/** One series on its way from metric to slot counts. */
type Row = {
  key: string;
  metric: Metric;
  /** Undefined for an instance's own series. */
  holding: Omit<Holding, 'counts'> | undefined;
  slots: Map<Instant, SlotCounts>;
  isUnread: boolean;
};

const toRows = (series: PoolSeries): Row[] => [
  ...series.instances.map(({ instance, metric }): Row => {
    return { key: instance, metric, holding: undefined, slots: new Map(), isUnread: false };
  }),
  ...series.holdings.map(({ metric, instance, container, component, accelerator }): Row => {
    const holding = { instance, container, component, accelerator };
    return { key: holdingKey(holding), metric, holding, slots: new Map(), isUnread: false };
  }),
];

const sumCounts = (counts: SlotCounts | undefined) => counts?.reduce((a, b) => a + b, 0) ?? 0;

const knownCounts = (samples: Samples | undefined, row: Row, frequency: number): SlotCounts | undefined => {
  if (samples === undefined || samples.publishFrequency !== frequency) return undefined;
  return row.holding === undefined ? samples.instances.get(row.key) : samples.holdings.get(row.key)?.counts;
};

/** Reads rows slot by slot and fills the wanted buckets. A series of single things has at most one sample a slot. */
const readSlots = async (
  rows: readonly Row[],
  buckets: readonly Instant[],
  { publishFrequency }: SampleRange,
  limit: number,
  readCounts: ReadCounts,
) => {
  const first = buckets[0];
  const last = buckets.at(-1);
  if (first === undefined || last === undefined || rows.length === 0) return;
  const from = floorTo(first, publishFrequency);
  const to = instant(Math.ceil((last + bucketSeconds) / publishFrequency) * publishFrequency);
  const metrics = rows.map(({ metric }) => metric);
  const answers = await readCounts(metrics, { from, to, period: publishFrequency });
  rows.forEach((row, index) => {
    const counts = answers[index];
    row.isUnread = counts === undefined;
    for (const bucket of counts === undefined ? [] : buckets) {
      const slots = slotsOf(bucket, publishFrequency);
      const start = (slots.first - from) / publishFrequency;
      const seen = slots.seconds.map((_, slot) => Math.min(limit, counts?.[start + slot] ?? 0));
      row.slots.set(bucket, seen);
    }
  });
};

/** Settles a bucket from its sum alone where that tells every slot; true when the slots must be read. */
const settleFromSum = (
  row: Row,
  bucket: Instant,
  sum: number,
  full: SlotCounts,
  known: SlotCounts | undefined,
) => {
  if (sum === 0) return false;
  if (sum < full.length && sum !== sumCounts(known)) return true;
  row.slots.set(bucket, sum < full.length && known !== undefined ? known : full);
  return false;
};

/**
 * Reads single series by bucket first: 30 samples in five minutes at a ten-second frequency tell all 30 slots. Only
 * series whose sum is neither full, nothing nor what is stored are read slot by slot. CloudWatch bills the metric and
 * not the point, and most series are full most of the time, so that this costs no more and moves a thirtieth.
 */
const readSingles = async (
  rows: readonly Row[],
  range: SampleRange,
  stored: ReadonlyMap<Instant, Samples>,
  readCounts: ReadCounts,
) => {
  const full = slotsOf(range.from, range.publishFrequency).seconds.map(() => 1);
  const metrics = rows.map(({ metric }) => metric);
  const sums: Counts[] = await readCounts(metrics, { from: range.from, to: range.to, period: bucketSeconds });
  const partial = new Set<Row>();
  const wanted = new Set<Instant>();
  rows.forEach((row, index) => {
    const counts = sums[index];
    row.isUnread = counts === undefined;
    counts?.forEach((sum, position) => {
      const bucket = after(range.from, position * bucketSeconds);
      const known = knownCounts(stored.get(bucket), row, range.publishFrequency);
      if (!settleFromSum(row, bucket, sum, full, known)) return;
      partial.add(row);
      wanted.add(bucket);
    });
  });
  const inOrder = [...wanted].toSorted((a, b) => a - b);
  await readSlots([...partial], fillGaps(inOrder), range, 1, readCounts);
};

/** The buckets from the first to the last of some. */
const fillGaps = (buckets: readonly Instant[]): Instant[] => {
  const [first] = buckets;
  const last = buckets.at(-1);
  return first === undefined || last === undefined ? [] : bucketsOf(first, after(last, bucketSeconds));
};

const toSamples = (rows: readonly Row[], bucket: Instant, base: Samples): Samples => {
  const instances = new Map<string, SlotCounts>();
  const holdings = new Map<string, Holding>();
  for (const { key, holding, slots } of rows) {
    const counts = slots.get(bucket);
    if (counts === undefined || counts.every((count) => count === 0)) continue;
    if (holding === undefined) instances.set(key, mergeCounts(counts, instances.get(key)));
    else holdings.set(key, { ...holding, counts: mergeCounts(counts, holdings.get(key)?.counts) });
  }
  return { ...base, instances, holdings };
};

/**
 * Reads a pool's samples in [from, to), which lie on bucket edges.
 *
 * @param stored what earlier runs saw: a bucket whose sum is still the same is not read again slot by slot.
 */
export const readSamples = async (
  series: PoolSeries,
  range: SampleRange,
  stored: ReadonlyMap<Instant, Samples>,
  readCounts: ReadCounts,
): Promise<SamplesRead> => {
  const rows = toRows(series);
  const buckets = bucketsOf(range.from, range.to);
  const isSumTelling = series.kind === 'single' && bucketSeconds % range.publishFrequency === 0;
  if (isSumTelling) await readSingles(rows, range, stored, readCounts);
  else
    await readSlots(
      rows,
      buckets,
      range,
      series.kind === 'single' ? 1 : Number.POSITIVE_INFINITY,
      readCounts,
    );
  const none = emptySamples(series.kind, range.publishFrequency);
  const unread = rows.filter(({ isUnread }) => isUnread);
  return {
    samples: new Map(buckets.map((bucket) => [bucket, toSamples(rows, bucket, none)])),
    unread: {
      instances: unread.filter(({ holding }) => holding === undefined).map(({ key }) => key),
      holdings: unread.flatMap(({ key, holding }) => (holding ? [{ key, instance: holding.instance }] : [])),
    },
  };
};
