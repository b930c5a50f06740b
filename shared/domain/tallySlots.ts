import { addTo } from './addTo.ts';
import { chooseIdleReason } from './chooseIdleReason.ts';
import type { InstanceCounts } from './chooseSamples.ts';
import type { IdleFacts } from './idleFacts.ts';
import type { IdleReason } from './idleReason.ts';
import { expectedSamples, type Life, missingReason } from './lives.ts';
import { anyComponent } from './samples.ts';
import { type Slots, slotStart } from './slots.ts';
import { sumOf } from './sumOf.ts';
import { after, type Instant } from './time.ts';
import type { UnknownReason } from './unknownReason.ts';

export type SeriesOfInstance = Pick<InstanceCounts, 'kind' | 'slots' | 'counts' | 'held'>;

/** The lives of an instance and, by key, of all that is held on it, also of what has no counts here. */
export type LivesOfInstance = { life: Life | undefined; heldLives: ReadonlyMap<string, Life> };

/** Unit-seconds of one instance, in one slot or in several. */
export type Tally = {
  instanceSeconds: number;
  held: Map<string, number>;
  missing: Map<UnknownReason, number>;
  idle: Map<IdleReason, number>;
};

export const emptyTally = (): Tally => ({
  instanceSeconds: 0,
  held: new Map(),
  missing: new Map(),
  idle: new Map(),
});

/** What an instance's units are known by. */
export type InstanceFacts = {
  /** On one instance; when undefined nothing is known to be idle. */
  unitsPerInstance: number | undefined;
  /** Who holds all of it; undefined where components hold what they reserve. */
  holder?: string | undefined;
  idle: IdleFacts;
};

/** What is known of one slot, in samples of one unit or instance. */
type SlotSamples = {
  /** Samples that the instance must have had: its own, those that its life spans, and those of what is held on it. */
  running: number;
  held: ReadonlyMap<string, number>;
  missing: ReadonlyMap<UnknownReason, number>;
};

/** What is presumed to go on in the midst of a slot lacks the samples at its end. */
const lastSecondOf = (slots: Slots, index: number): Instant => after(slotStart(slots, index + 1), -1);

/** What the series held on an instance claim of one slot. */
type Claims = {
  held: Map<string, number>;
  /** All units that components hold, and the most samples that one series has. */
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
  for (const { key, component, counts, units } of series) {
    const seen = counts[index] ?? 0;
    if (component === anyComponent) {
      reserved += seen * units;
      continue;
    }
    claims.total += seen * units;
    claims.most = Math.max(claims.most, seen);
    addTo(claims.held, component, seen * units);
    const life = heldLives.get(key);
    const expected = expectedSamples(life, slots, index) * (life?.width ?? 1);
    addTo(claims.absent, missingReason(life, lastSecondOf(slots, index)), (expected - seen) * units);
  }
  addTo(claims.absent, 'unverified', reserved - claims.total);
  return claims;
};

/** Samples that an instance must have had for what is held on it; of a sum that has any of its own nothing is known to lack. */
const neededSamples = (
  { kind, slots }: SeriesOfInstance,
  own: number,
  { total, most }: Claims,
  unitsPerInstance: number | undefined,
): number => {
  if (kind === 'single' || unitsPerInstance === undefined) return Math.min(most, slots.samples);
  return own > 0 ? 0 : Math.ceil(total / unitsPerInstance);
};

/** What is claimed of time for which the instance has no sample of its own. */
const claimedBeyond = (
  index: number,
  { kind, held }: SeriesOfInstance,
  own: number,
  { total }: Claims,
  unitsPerInstance: number,
): number =>
  kind === 'summed'
    ? Math.max(0, total - own * unitsPerInstance)
    : held.reduce((sum, { counts, units }) => sum + Math.max(0, (counts[index] ?? 0) - own) * units, 0);

const tallySlot = (
  index: number,
  series: SeriesOfInstance,
  { life, heldLives }: LivesOfInstance,
  unitsPerInstance: number | undefined,
): SlotSamples => {
  const { slots, counts } = series;
  const own = counts?.[index] ?? 0;
  const claims = gatherClaims(index, series, heldLives);
  const { held, absent } = claims;
  const spanned = expectedSamples(life, slots, index) * (life?.width ?? 1);
  const running = Math.max(own, spanned, neededSamples(series, own, claims, unitsPerInstance));
  if (running === 0) return { running, held, missing: new Map() };
  const missing = sumOf(absent.values());
  const unvouched =
    unitsPerInstance === undefined
      ? 0
      : (running - own) * unitsPerInstance - claimedBeyond(index, series, own, claims, unitsPerInstance);
  if (unvouched <= missing) return { running, held, missing: absent };
  return { running, held, missing: new Map([[missingReason(life, lastSecondOf(slots, index)), unvouched]]) };
};

/** Why what is left of a slot is idle; where a slot counts several samples, by what is free of them in the mean. */
const idleReasonIn = (
  index: number,
  { kind, slots }: SeriesOfInstance,
  { life, heldLives }: LivesOfInstance,
  { running, held, missing }: SlotSamples,
  free: number,
  facts: IdleFacts,
): IdleReason => {
  const isSingle = kind === 'single';
  const moment = {
    time: slotStart(slots, index),
    free: free / (isSingle ? running : slots.samples),
    hasCopy: held.size + missing.size > 0,
    life: isSingle ? life : undefined,
    heldLives: heldLives.values(),
  };
  return chooseIdleReason(moment, facts);
};

/** With what lives on an instance and has no counts of its own here. */
const withUnheld = (series: SeriesOfInstance, { heldLives }: LivesOfInstance): SeriesOfInstance => {
  const unheld = [...heldLives.keys()].filter((key) => !series.held.some((each) => each.key === key));
  const gone = unheld.map((key) => ({ key, component: 'gone', counts: [], units: 1, load: undefined }));
  return { ...series, held: [...series.held, ...gone] };
};

/**
 * Counts one instance in each of its slots. A slot with its `CPUUtilization` sample is vouched for: what no accelerator sample
 * claims is idle, but for accelerators inside a hole of their own series; or it is the holder's, where one holds all. A slot
 * without that sample, inside the instance's life or with an accelerator's sample on it, is capacity of which only the claimed
 * part is known. Where a slot counts several samples the same is said of their number. What is idle has its reason.
 */
export const tallySlots = (
  series: SeriesOfInstance,
  lives: LivesOfInstance,
  { unitsPerInstance, holder, idle }: InstanceFacts,
): Tally[] => {
  const { slots } = series;
  const all = withUnheld(series, lives);
  return slots.seconds.map((seconds, index) => {
    const perSample = seconds / slots.samples;
    const tally = emptyTally();
    const slot = tallySlot(index, all, lives, unitsPerInstance);
    const { running, held, missing } = slot;
    const free = running * (unitsPerInstance ?? 0) - sumOf(held.values()) - sumOf(missing.values());
    tally.instanceSeconds = running * perSample;
    for (const [component, samples] of held) addTo(tally.held, component, samples * perSample);
    for (const [reason, samples] of missing) addTo(tally.missing, reason, samples * perSample);
    if (free <= 0) return tally;
    if (holder !== undefined) addTo(tally.held, holder, free * perSample);
    else addTo(tally.idle, idleReasonIn(index, all, lives, slot, free, idle), free * perSample);
    return tally;
  });
};
