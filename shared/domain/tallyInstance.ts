import type { InstanceCounts } from './chooseSamples.ts';
import { expectedSamples, type Life, missingReason } from './lives.ts';
import { anyComponent } from './samples.ts';
import { type Slots, slotStart } from './slots.ts';
import { after, type Instant } from './time.ts';
import type { UnknownReason } from './unknownReason.ts';

export type SeriesOfInstance = Pick<InstanceCounts, 'kind' | 'slots' | 'counts' | 'held'>;

/** The lives of an instance and, by key, of all that is held on it, also of what has no counts here. */
export type LivesOfInstance = { life: Life | undefined; heldLives: ReadonlyMap<string, Life> };

/** Accelerator-seconds of one instance. */
export type Tally = {
  instanceSeconds: number;
  held: Map<string, number>;
  missing: Map<UnknownReason, number>;
};

/** What is known of one slot, in samples of one accelerator or instance. */
type SlotTally = {
  /** Samples that the instance must have had: its own, those that its life spans, and those of what is held on it. */
  running: number;
  held: ReadonlyMap<string, number>;
  missing: ReadonlyMap<UnknownReason, number>;
};

const add = <Key>(sums: Map<Key, number>, key: Key, amount: number): void => {
  if (amount > 0) sums.set(key, (sums.get(key) ?? 0) + amount);
};

/** What is presumed to go on in the midst of a slot lacks the samples at its end. */
const lastSecondOf = (slots: Slots, index: number): Instant => after(slotStart(slots, index + 1), -1);

/** What accelerators' series claim of one slot. */
type Claims = {
  held: Map<string, number>;
  /** All that components hold, and the most that one series has of it. */
  total: number;
  most: number;
  absent: Map<UnknownReason, number>;
};

const gatherClaims = (
  index: number,
  { slots, held: series }: SeriesOfInstance,
  heldLives: LivesOfInstance['heldLives'],
): Claims => {
  const claims: Claims = { held: new Map(), total: 0, most: 0, absent: new Map() };
  let reserved = 0;
  for (const { key, component, counts } of series) {
    const seen = counts[index] ?? 0;
    if (component === anyComponent) {
      reserved += seen;
      continue;
    }
    claims.total += seen;
    claims.most = Math.max(claims.most, seen);
    add(claims.held, component, seen);
    const life = heldLives.get(key);
    const expected = expectedSamples(life, slots, index) * (life?.width ?? 1);
    add(claims.absent, missingReason(life, lastSecondOf(slots, index)), expected - seen);
  }
  add(claims.absent, 'unverified', reserved - claims.total);
  return claims;
};

/** Samples that an instance must have had for what is held on it; of a sum that has any of its own nothing is known to lack. */
const neededSamples = (
  { kind, slots }: SeriesOfInstance,
  own: number,
  { total, most }: Claims,
  accelerators: number | undefined,
): number => {
  if (kind === 'single' || accelerators === undefined) return Math.min(most, slots.samples);
  return own > 0 ? 0 : Math.ceil(total / accelerators);
};

/** Accelerators' samples that claim time for which the instance has no sample of its own. */
const claimedBeyond = (
  index: number,
  { kind, held }: SeriesOfInstance,
  own: number,
  { total }: Claims,
  accelerators: number,
): number =>
  kind === 'summed'
    ? Math.max(0, total - own * accelerators)
    : held.reduce((sum, { counts }) => sum + Math.max(0, (counts[index] ?? 0) - own), 0);

const tallySlot = (
  index: number,
  series: SeriesOfInstance,
  { life, heldLives }: LivesOfInstance,
  accelerators: number | undefined,
): SlotTally => {
  const { slots, counts } = series;
  const own = counts?.[index] ?? 0;
  const claims = gatherClaims(index, series, heldLives);
  const { held, absent } = claims;
  const spanned = expectedSamples(life, slots, index) * (life?.width ?? 1);
  const running = Math.max(own, spanned, neededSamples(series, own, claims, accelerators));
  if (running === 0) return { running, held, missing: new Map() };
  const missing = [...absent.values()].reduce((a, b) => a + b, 0);
  const unvouched =
    accelerators === undefined
      ? 0
      : (running - own) * accelerators - claimedBeyond(index, series, own, claims, accelerators);
  if (unvouched <= missing) return { running, held, missing: absent };
  return { running, held, missing: new Map([[missingReason(life, lastSecondOf(slots, index)), unvouched]]) };
};

/**
 * Counts one instance slot by slot. A slot with its `CPUUtilization` sample is vouched for: what no accelerator sample
 * claims is idle, but for accelerators inside a hole of their own series. A slot without that sample, inside the instance's
 * life or with an accelerator's sample on it, is capacity of which only the claimed part is known. Where a slot counts
 * several samples the same is said of their number.
 */
export const tallyInstance = (
  series: SeriesOfInstance,
  lives: LivesOfInstance,
  accelerators: number | undefined,
): Tally => {
  const tally: Tally = { instanceSeconds: 0, held: new Map(), missing: new Map() };
  const { slots } = series;
  const unheld = [...lives.heldLives.keys()].filter((key) => !series.held.some((each) => each.key === key));
  const all = {
    ...series,
    held: [...series.held, ...unheld.map((key) => ({ key, component: 'gone', counts: [] }))],
  };
  slots.seconds.forEach((seconds, index) => {
    const perSample = seconds / slots.samples;
    const { running, held, missing } = tallySlot(index, all, lives, accelerators);
    tally.instanceSeconds += running * perSample;
    for (const [component, samples] of held) add(tally.held, component, samples * perSample);
    for (const [reason, samples] of missing) add(tally.missing, reason, samples * perSample);
  });
  return tally;
};
