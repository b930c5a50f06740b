import { allocate } from './allocate.ts';
import { isWithin, type Life, type Lives } from './lives.ts';
import type { Samples, SlotCounts } from './samples.ts';
import { type Slots, slotStart, slotsOf } from './slots.ts';
import type { Instant } from './time.ts';

/**
 * Who held a pool's accelerators in one bucket, in accelerator-seconds.
 * Law: allocated + idle + unknown = gpuSeconds, and gpuSeconds = instanceSeconds × accelerators an instance.
 */
export type Attribution = {
  /** Seconds of running instances. */
  instanceSeconds: number;
  /** Capacity. */
  gpuSeconds: number;
  /** By component, in order of name. */
  allocated: ReadonlyMap<string, number>;
  idle: number;
  unknown: number;
  /** More was counted than there is on some instance; the components' shares there are scaled down to it. */
  overcounted: boolean;
};

type HeldSeries = { component: string | undefined; counts: SlotCounts | undefined; life: Life | undefined };
type InstanceSeries = { counts: SlotCounts | undefined; life: Life | undefined; held: HeldSeries[] };

const overlaps = (life: Life, slots: Slots): boolean =>
  life.last >= slots.first && life.first < slots.first + slots.seconds.length * slots.frequency;

/** Gathers, for each instance, its own series and those of the accelerators held on it. */
const gatherInstances = (samples: Samples, lives: Lives, slots: Slots): InstanceSeries[] => {
  const instances = new Map<string, InstanceSeries>();
  const instance = (key: string): InstanceSeries => {
    const known = instances.get(key);
    if (known !== undefined) return known;
    const fresh = { counts: samples.instances.get(key), life: lives.instances.get(key), held: [] };
    instances.set(key, fresh);
    return fresh;
  };
  for (const key of samples.instances.keys()) instance(key);
  for (const [key, life] of lives.instances) if (overlaps(life, slots)) instance(key);
  for (const [key, { instance: on, component, counts }] of samples.holdings) {
    instance(on).held.push({ component, counts, life: lives.holdings.get(key) });
  }
  for (const [key, life] of lives.holdings) {
    if (samples.holdings.has(key) || !overlaps(life, slots)) continue;
    instance(life.instance).held.push({ component: undefined, counts: undefined, life });
  }
  return [...instances.values()];
};

type Tally = { instanceSeconds: number; held: Map<string, number>; missing: number };

/**
 * Counts one instance slot by slot. A slot with its `CPUUtilization` sample is vouched for: what no accelerator
 * sample claims is idle, but for accelerators inside a hole of their own series. A slot without that sample, inside
 * the instance's life or with an accelerator's sample on it, is capacity of which only the claimed part is known.
 */
const tallyInstance = (series: InstanceSeries, slots: Slots, accelerators: number | undefined): Tally => {
  const tally: Tally = { instanceSeconds: 0, held: new Map(), missing: 0 };
  slots.seconds.forEach((seconds, index) => {
    const time = slotStart(slots, index);
    let held = 0;
    let missing = 0;
    for (const { component, counts, life } of series.held) {
      const seen = counts?.[index] ?? 0;
      if (seen > 0 && component !== undefined) {
        held += seen;
        tally.held.set(component, (tally.held.get(component) ?? 0) + seen * seconds);
      } else if (isWithin(life, time)) missing += life.width;
    }
    const vouched = series.counts?.[index] ?? 0;
    const presumed = held > 0 || isWithin(series.life, time) ? (series.life?.width ?? 1) : 0;
    const running = vouched > 0 ? vouched : presumed;
    const unvouched = vouched > 0 || accelerators === undefined ? 0 : running * accelerators - held;
    tally.instanceSeconds += seconds * running;
    tally.missing += seconds * Math.max(running > 0 ? missing : 0, unvouched);
  });
  return tally;
};

const sumOf = (values: Iterable<number>): number => {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
};

const scaleDown = (held: ReadonlyMap<string, number>, capacity: number): Map<string, number> => {
  const components = [...held.keys()].toSorted();
  const parts = allocate(
    BigInt(capacity),
    components.map((component) => BigInt(held.get(component) ?? 0)),
  );
  return new Map(components.map((component, index) => [component, Number(parts[index] ?? 0n)]));
};

/**
 * Splits a pool's bucket by accelerator-seconds held (SampleCount × publish frequency, cut at the bucket's edges).
 *
 * @param lives from this bucket and its neighbours, so that a hole can be told from an end.
 * @param accelerators on one instance of the pool; when undefined, only what is held or missing counts as capacity.
 */
export const attribute = (input: {
  bucket: Instant;
  samples: Samples;
  lives: Lives;
  accelerators: number | undefined;
}): Attribution => {
  const { bucket, samples, lives, accelerators } = input;
  const slots = slotsOf(bucket, samples.publishFrequency);
  const allocated = new Map<string, number>();
  const sum = { instanceSeconds: 0, gpuSeconds: 0, unknown: 0 };
  let overcounted = false;
  for (const series of gatherInstances(samples, lives, slots)) {
    const tally = tallyInstance(series, slots, accelerators);
    const counted = sumOf(tally.held.values());
    const capacity =
      accelerators === undefined ? counted + tally.missing : tally.instanceSeconds * accelerators;
    const isOver = counted > capacity;
    const held = isOver ? scaleDown(tally.held, capacity) : tally.held;
    for (const [component, seconds] of held)
      allocated.set(component, (allocated.get(component) ?? 0) + seconds);
    overcounted ||= isOver;
    sum.instanceSeconds += tally.instanceSeconds;
    sum.gpuSeconds += capacity;
    sum.unknown += Math.min(tally.missing, Math.max(0, capacity - counted));
  }
  const byName = new Map(
    [...allocated].filter(([, seconds]) => seconds > 0).toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
  const idle = sum.gpuSeconds - sumOf(byName.values()) - sum.unknown;
  return { ...sum, allocated: byName, idle, overcounted };
};
