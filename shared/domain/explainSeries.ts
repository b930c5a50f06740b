import { type Bucket, wholeInstances } from './bucket.ts';
import { chooseSamples, type HeldCounts, type InstanceCounts } from './chooseSamples.ts';
import { compareKeys } from './compareKeys.ts';
import { expectedSamples, type Life, type Lives } from './lives.ts';
import type { Load } from './load.ts';
import { anyComponent, type Holding, type SeriesKind, type SlotCounts, sumCounts } from './samples.ts';
import { bucketAt, type Slots, slotStart, slotsOf } from './slots.ts';
import { after, earliest, type Instant, latest } from './time.ts';

/** Samples that are missing in the midst of a series' life, one slot after the other. */
export type MissingSamples = { from: Instant; to: Instant; samples: number };

/** What one series showed in one bucket: an instance's own, or of what a component holds on one. */
export type BucketSeries = {
  kind: SeriesKind;
  instance: string;
  /** Undefined for an instance's own. */
  holding: Pick<Holding, 'component' | 'container' | 'accelerator'> | undefined;
  slots: Slots;
  counts: SlotCounts;
  seen: number;
  /** With those that are missing. */
  expected: number;
  missing: readonly MissingSamples[];
  /** Units of the pool that a sample stands for. */
  units: number;
  /** What its samples come to: each covers its slot, cut at the bucket's edges. */
  unitSeconds: number;
  load: Load | undefined;
};

type Given = Pick<BucketSeries, 'kind' | 'instance' | 'holding' | 'slots' | 'counts' | 'units' | 'load'>;

const findMissing = (
  { slots, counts }: Given,
  life: Life | undefined,
  { start }: Bucket,
): MissingSamples[] => {
  const missing: MissingSamples[] = [];
  const end = after(bucketAt(start).start, bucketAt(start).seconds);
  for (const index of slots.seconds.keys()) {
    const expected = expectedSamples(life, slots, index) * (life?.width ?? 1);
    const samples = expected - (counts[index] ?? 0);
    if (samples <= 0) continue;
    const from = latest(slotStart(slots, index), start);
    const to = earliest(slotStart(slots, index + 1), end);
    const last = missing.at(-1);
    if (last?.to === from) missing[missing.length - 1] = { ...last, to, samples: last.samples + samples };
    else missing.push({ from, to, samples });
  }
  return missing;
};

const describe = (given: Given, life: Life | undefined, bucket: Bucket): BucketSeries => {
  const { slots, counts, units } = given;
  const missing = findMissing(given, life, bucket);
  const seen = sumCounts(counts);
  const covered = counts.map((count, index) => (count * (slots.seconds[index] ?? 0) * units) / slots.samples);
  return {
    ...given,
    seen,
    expected: seen + missing.reduce((sum, { samples }) => sum + samples, 0),
    missing,
    unitSeconds: covered.reduce((a, b) => a + b, 0),
  };
};

const seriesOrder = ({ instance, holding }: BucketSeries) => [
  holding?.component,
  instance,
  holding?.container,
  holding?.accelerator,
];

const spans = (life: Life, { start }: Bucket): boolean =>
  life.first < start + bucketAt(start).seconds && life.last >= start;

/** What stands around a bucket and tells a hole from an end. */
export type Around = {
  lives: Lives;
  /** All that is held, by `holdingKey`. */
  holdings: ReadonlyMap<string, Holding>;
};

const heldSeries = (
  { instance, kind, slots }: InstanceCounts,
  { key, counts, units, load }: HeldCounts,
  { lives, holdings }: Around,
  bucket: Bucket,
): BucketSeries[] => {
  const holding = holdings.get(key);
  if (holding === undefined || holding.component === anyComponent) return [];
  return [describe({ kind, instance, holding, slots, counts, units, load }, lives.holdings.get(key), bucket)];
};

/** Series whose life spans a bucket in which they have no sample at all. */
const unseenSeries = (
  seen: ReadonlySet<string>,
  { lives, holdings }: Around,
  bucket: Bucket,
): BucketSeries[] =>
  [...lives.holdings].flatMap(([key, life]) => {
    const holding = holdings.get(key);
    const { kind, frequency } = life;
    const isOther = holding === undefined || kind !== 'single' || frequency === undefined;
    if (isOther || seen.has(key) || !spans(life, bucket)) return [];
    const slots = slotsOf(bucketAt(bucket.start), frequency);
    const counts = slots.seconds.map(() => 0);
    const { instance, units = 1 } = holding;
    return [describe({ kind, instance, holding, slots, counts, units, load: undefined }, life, bucket)];
  });

/** What CloudWatch vouched for in a bucket, series by series: what its figures rest on, in order of component and instance. */
export const explainSeries = (bucket: Bucket, around: Around): BucketSeries[] => {
  const found = chooseSamples(bucket.samples, bucketAt(bucket.start));
  const perInstance = bucket.unit?.perInstance ?? 1;
  const instances = found.flatMap(({ instance, kind, slots, counts }) => {
    if (counts === undefined) return [];
    const own = { kind, instance, holding: undefined, slots, counts, units: perInstance, load: undefined };
    return [describe(own, around.lives.instances.get(instance), bucket)];
  });
  const held = found.flatMap((each) => each.held.flatMap((own) => heldSeries(each, own, around, bucket)));
  const seen = new Set(found.flatMap((each) => each.held.map(({ key }) => key)));
  // Where sums are counted, nothing tells what of them is missing.
  const unseen = found[0]?.kind === 'summed' ? [] : unseenSeries(seen, around, bucket);
  return [...instances, ...held, ...unseen].toSorted((a, b) => compareKeys(seriesOrder(a), seriesOrder(b)));
};

/** The series that what a component holds rests on: of whole instances the instances' own. */
export const seriesOfComponent = (all: readonly BucketSeries[], component: string): BucketSeries[] =>
  all.filter(({ holding }) =>
    component === wholeInstances ? holding === undefined : holding?.component === component,
  );
