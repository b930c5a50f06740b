import { allocate } from './allocate.ts';
import type { Bucket } from './bucket.ts';
import type { Detail, DetailCopy, DetailSeries } from './detail.ts';
import type { Holding, Samples, SlotCounts } from './samples.ts';
import { bucketAt, slotsOf } from './slots.ts';
import { bucketSeconds, type Instant } from './time.ts';

type HourBucket = { version: number; bucket: Bucket };
type Copy = Omit<DetailCopy, 'accelerators'> & { accelerators: Map<string, (SlotCounts | undefined)[]> };
type Series = Pick<DetailSeries, 'kind' | 'publishFrequency'> & {
  instances: Map<string, (SlotCounts | undefined)[]>;
  copies: Map<string, Copy>;
};

const findOrAdd = <Value>(values: Map<string, Value>, key: string, create: () => Value): Value => {
  const known = values.get(key);
  if (known !== undefined) return known;
  const created = create();
  values.set(key, created);
  return created;
};

const inOrder = <Value>(values: ReadonlyMap<string, Value>): [string, Value][] =>
  [...values].toSorted(([a], [b]) => (a < b ? -1 : 1));

const noCounts = (): (SlotCounts | undefined)[] =>
  new Array<SlotCounts | undefined>(3_600 / bucketSeconds).fill(undefined);

/** Accelerator-seconds of a series in a bucket: sample count × publish frequency, slots cut at the bucket's edges. */
const secondsOf = (bucket: Instant, publishFrequency: number, counts: SlotCounts): number => {
  const { seconds } = slotsOf(bucketAt(bucket), publishFrequency);
  const isBySlot = counts.length === seconds.length;
  return counts.reduce(
    (sum, count, slot) => sum + count * (isBySlot ? (seconds[slot] ?? 0) : publishFrequency),
    0,
  );
};

const openCopy = (series: Series, { component, instance, container }: Holding): Copy =>
  findOrAdd(series.copies, JSON.stringify([instance, container, component]), () => {
    return { component, instance, container, unitSeconds: 0, accelerators: new Map() };
  });

/** Files a bucket's counts under their series, and says what each copy's samples come to. */
const fileSamples = (
  series: Series,
  { publishFrequency, instances, holdings }: Samples,
  bucket: Instant,
  place: number,
): { copy: Copy; seconds: number }[] => {
  for (const [instance, counts] of instances) findOrAdd(series.instances, instance, noCounts)[place] = counts;
  return [...holdings.values()].map((holding) => {
    const copy = openCopy(series, holding);
    findOrAdd(copy.accelerators, holding.accelerator, noCounts)[place] = holding.counts;
    return { copy, seconds: secondsOf(bucket, publishFrequency, holding.counts) };
  });
};

/** Gives a component's copies their parts of what a bucket allocates to it, and gives back what no sample shows. */
const shareOut = (unitSeconds: number, held: readonly { copy: Copy; seconds: number }[]): number => {
  const sampled = held.reduce((sum, { seconds }) => sum + seconds, 0);
  const shared = Math.min(unitSeconds, sampled);
  const parts = allocate(
    BigInt(shared),
    held.map(({ seconds }) => BigInt(seconds)),
  );
  held.forEach(({ copy }, index) => {
    copy.unitSeconds += Number(parts[index] ?? 0n);
  });
  return unitSeconds - shared;
};

const close = ({ kind, publishFrequency, instances, copies }: Series): DetailSeries => ({
  kind,
  publishFrequency,
  instances: inOrder(instances).map(([instance, counts]) => ({ instance, counts })),
  copies: inOrder(copies).map(([, { accelerators, ...copy }]) => ({
    ...copy,
    accelerators: inOrder(accelerators).map(([accelerator, counts]) => ({ accelerator, counts })),
  })),
});

/**
 * Builds an hour in full from its buckets. A copy's accelerator-seconds are its samples' (count × publish frequency);
 * where a bucket is overcounted they are its component's scaled-down share, by largest remainder.
 *
 * Laws: by component (an adapter's are its base's), the copies' accelerator-seconds and `unsampled` add up to what the buckets allocate; the order of
 * the buckets does not matter.
 */
export const buildDetail = (hour: Instant, buckets: readonly HourBucket[]): Detail => {
  const all = new Map<string, Series>();
  const unsampled = new Map<string, number>();
  for (const { bucket } of buckets.toSorted((a, b) => a.bucket.start - b.bucket.start)) {
    const place = (bucket.start - hour) / bucketSeconds;
    const held = bucket.samples.flatMap((samples) => {
      const { kind, publishFrequency } = samples;
      const key = `${kind} ${publishFrequency}`;
      const series = findOrAdd(all, key, () => {
        return { kind, publishFrequency, instances: new Map(), copies: new Map() };
      });
      return fileSamples(series, samples, bucket.start, place);
    });
    const byComponent = Map.groupBy(held, ({ copy }) => copy.component);
    // What adapters share is held by their base's copies.
    for (const [component, rows] of Map.groupBy(
      bucket.allocated,
      (row) => row.shared?.base ?? row.component,
    )) {
      const unitSeconds = rows.reduce((sum, row) => sum + row.unitSeconds, 0);
      const rest = shareOut(unitSeconds, byComponent.get(component) ?? []);
      if (rest > 0) unsampled.set(component, (unsampled.get(component) ?? 0) + rest);
    }
  }
  return {
    hour,
    revision: buckets.reduce((sum, { version }) => sum + version, 0),
    series: inOrder(all).map(([, series]) => close(series)),
    unsampled: new Map(inOrder(unsampled)),
  };
};
