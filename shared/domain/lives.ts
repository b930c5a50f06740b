import type { Samples, SlotCounts } from './samples.ts';
import { slotStart, slotsOf } from './slots.ts';
import { earliest, type Instant, latest } from './time.ts';

/** How long a series is known to have lived: the slots of its first and its last sample, and its samples a slot. */
export type Life = { first: Instant; last: Instant; width: number };

/** Lives of a pool's instances (by instance) and of its held accelerators (by `holdingKey`, with their instance). */
export type Lives = {
  instances: Map<string, Life>;
  holdings: Map<string, Life & { instance: string }>;
};

export type SampledBucket = { start: Instant; samples: Samples };

const lifeWithin = (start: Instant, frequency: number, counts: SlotCounts): Life | undefined => {
  const firstIndex = counts.findIndex((count) => count > 0);
  if (firstIndex < 0) return undefined;
  const slots = slotsOf(start, frequency);
  const lastIndex = counts.findLastIndex((count) => count > 0);
  return {
    first: slotStart(slots, firstIndex),
    last: slotStart(slots, lastIndex),
    width: Math.max(...counts),
  };
};

const join = (a: Life | undefined, b: Life): Life =>
  a === undefined
    ? b
    : { first: earliest(a.first, b.first), last: latest(a.last, b.last), width: Math.max(a.width, b.width) };

/**
 * Finds each series' first and last sample over consecutive buckets. What lies between the two without a sample is
 * a hole: the thing was there, and no sample vouches for it.
 */
export const observeLives = (buckets: Iterable<SampledBucket>): Lives => {
  const lives: Lives = { instances: new Map(), holdings: new Map() };
  for (const { start, samples } of buckets) {
    for (const [key, counts] of samples.instances) {
      const life = lifeWithin(start, samples.publishFrequency, counts);
      if (life !== undefined) lives.instances.set(key, join(lives.instances.get(key), life));
    }
    for (const [key, { instance, counts }] of samples.holdings) {
      const life = lifeWithin(start, samples.publishFrequency, counts);
      if (life !== undefined) lives.holdings.set(key, { ...join(lives.holdings.get(key), life), instance });
    }
  }
  return lives;
};

/** Whether a sample at `time` is one that the life spans: missing there means a hole. */
export const isWithin = (life: Life | undefined, time: Instant): life is Life =>
  life !== undefined && life.first <= time && time <= life.last;
