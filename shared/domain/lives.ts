import type { Samples, SeriesKind, SlotCounts } from './samples.ts';
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

/** What one bucket's counts say of a life. Of a sum, only where it last stood: it may go and come back. */
const lifeWithin = (
  start: Instant,
  { kind, publishFrequency }: Samples,
  counts: SlotCounts,
): Life | undefined => {
  const lastIndex = counts.findLastIndex((count) => count > 0);
  if (lastIndex < 0) return undefined;
  const slots = slotsOf(start, publishFrequency);
  const last = slotStart(slots, lastIndex);
  if (kind === 'summed') return { first: last, last, width: counts[lastIndex] ?? 0 };
  const firstIndex = counts.findIndex((count) => count > 0);
  return { first: slotStart(slots, firstIndex), last, width: 1 };
};

const join = (kind: SeriesKind, a: Life | undefined, b: Life): Life => {
  if (a === undefined) return b;
  if (kind === 'summed') return a.last > b.last ? a : b;
  return { first: earliest(a.first, b.first), last: latest(a.last, b.last), width: 1 };
};

/**
 * Finds each series' first and last sample over consecutive buckets. What lies between the two without a sample is
 * a hole: the thing was there, and no sample vouches for it. A summed series has no holes of its own: nothing tells a
 * sample that is missing from a copy or instance that was gone for a while.
 */
export const observeLives = (buckets: Iterable<SampledBucket>): Lives => {
  const lives: Lives = { instances: new Map(), holdings: new Map() };
  for (const { start, samples } of buckets) {
    for (const [key, counts] of samples.instances) {
      const life = lifeWithin(start, samples, counts);
      if (life !== undefined) lives.instances.set(key, join(samples.kind, lives.instances.get(key), life));
    }
    for (const [key, { instance, counts }] of samples.holdings) {
      const life = lifeWithin(start, samples, counts);
      if (life === undefined) continue;
      lives.holdings.set(key, { ...join(samples.kind, lives.holdings.get(key), life), instance });
    }
  }
  return lives;
};

/** Whether a sample at `time` is one that the life spans: missing there means a hole. */
export const isWithin = (life: Life | undefined, time: Instant): life is Life =>
  life !== undefined && life.first <= time && time <= life.last;
