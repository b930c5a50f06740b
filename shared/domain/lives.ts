import { heldIn, type Samples, type SeriesKind, type SlotCounts } from './samples.ts';
import { type Period, type Slots, slotStart, slotsOfCounts } from './slots.ts';
import { after, earliest, type Instant, latest } from './time.ts';
import type { UnknownReason } from './unknownReason.ts';

/**
 * How long a series is known to have lived, and its samples a slot. `first` is the latest time that its first sample can
 * have been, `last` the earliest for its last one: both exact where slots are known one by one.
 */
export type Life = {
  /** Undefined for what was never sampled. */
  kind: SeriesKind | undefined;
  /** Seconds between its samples; undefined for what was never sampled. */
  frequency: number | undefined;
  first: Instant;
  last: Instant;
  width: number;
  /** From when on it is only presumed to live, and why nothing was seen of it. */
  presumed?: { from: Instant; reason: UnknownReason };
};

/** Lives of a pool's instances (by instance) and of its held accelerators (by `holdingKey`, with their instance). */
export type Lives = {
  instances: Map<string, Life>;
  holdings: Map<string, Life & { instance: string }>;
};

/** A bucket, or an hour that has no finer data. */
export type SampledPeriod = Period & { samples: readonly Samples[] };

/** Where the first and the last sample of a slot can be at the latest and at the earliest. */
const edges = (slots: Slots, index: number, count: number): { first: Instant; last: Instant } => {
  const start = slotStart(slots, index);
  const seen = Math.min(count, slots.samples);
  return {
    first: after(start, slots.step - seen * slots.frequency),
    last: after(start, (seen - 1) * slots.frequency),
  };
};

/** What one period's counts say of a life. Of a sum, only where it last stood: it may go and come back. */
const lifeWithin = (
  period: Period,
  { kind, publishFrequency }: Samples,
  counts: SlotCounts,
): Life | undefined => {
  const lastIndex = counts.findLastIndex((count) => count > 0);
  if (lastIndex < 0) return undefined;
  const slots = slotsOfCounts(period, publishFrequency, counts.length);
  const lastCount = counts[lastIndex] ?? 0;
  const { last } = edges(slots, lastIndex, lastCount);
  const own = { kind, frequency: publishFrequency, last };
  if (kind === 'summed') return { ...own, first: last, width: Math.ceil(lastCount / slots.samples) };
  const firstIndex = counts.findIndex((count) => count > 0);
  return { ...own, first: edges(slots, firstIndex, counts[firstIndex] ?? 0).first, width: 1 };
};

const join = (kind: SeriesKind, a: Life | undefined, b: Life): Life => {
  if (a === undefined) return b;
  const later = a.last > b.last ? a : b;
  if (kind === 'summed') return later;
  return { ...later, first: earliest(a.first, b.first), last: latest(a.last, b.last) };
};

/**
 * Finds each series' first and last sample over consecutive periods. What lies between the two without a sample is
 * a hole: the thing was there, and no sample vouches for it. A summed series has no holes of its own: nothing tells a
 * sample that is missing from a copy or instance that was gone for a while.
 */
export const observeLives = (periods: Iterable<SampledPeriod>): Lives => {
  const lives: Lives = { instances: new Map(), holdings: new Map() };
  for (const { samples, ...period } of periods) {
    for (const each of samples) {
      for (const [key, counts] of each.instances) {
        const life = lifeWithin(period, each, counts);
        if (life !== undefined) lives.instances.set(key, join(each.kind, lives.instances.get(key), life));
      }
      for (const [key, { instance, counts }] of heldIn(each)) {
        const life = lifeWithin(period, each, counts);
        if (life === undefined) continue;
        lives.holdings.set(key, { ...join(each.kind, lives.holdings.get(key), life), instance });
      }
    }
  }
  return lives;
};

/** Samples of a slot that a life spans: where fewer were seen, the rest is missing. */
export const expectedSamples = (life: Life | undefined, slots: Slots, index: number): number => {
  if (life === undefined) return 0;
  const start = slotStart(slots, index);
  const from = Math.max(0, Math.ceil((life.first - start) / slots.frequency));
  const to = Math.min(slots.samples - 1, Math.floor((life.last - start) / slots.frequency));
  return Math.max(0, to - from + 1);
};

/** Why a life's sample at `time` is missing. */
export const missingReason = (life: Life | undefined, time: Instant): UnknownReason =>
  life?.presumed !== undefined && time >= life.presumed.from ? life.presumed.reason : 'hole';
