import type { HeldCounts, InstanceCounts } from './chooseSamples.ts';
import { type ClosedTally, closeTally } from './closeTally.ts';
import type { IdleReason } from './idleReason.ts';
import { anyComponent } from './samples.ts';
import { type Slots, slotStart } from './slots.ts';
import { sumTallies, usageOfHeld } from './tallyInstance.ts';
import { type InstanceFacts, type LivesOfInstance, tallySlots } from './tallySlots.ts';
import { tallyUsage } from './tallyUsage.ts';
import { bucketSeconds, type Instant, latest } from './time.ts';
import type { UnknownReason } from './unknownReason.ts';
import type { Usage } from './usage.ts';

/** Seconds of the finest step that a bucket is divided by: the shortest publish interval. */
export const finestStep = 10;

/** Where capacity is: an instance, and on it a copy (its container); undefined where nothing tells. */
export type Place = { instance: string | undefined; copy: string | undefined };

/** What a bucket's samples show of something in one place. */
export type PlaceWeight = {
  place: Place;
  unitSeconds: number;
  /** What was done with it, of what is held. */
  usage: Usage | undefined;
  /** The same by finest step, in `partsPerSecond`. */
  steps: readonly number[];
};

/** Of a component (of what adapters share the base), or of a reason. */
export type Weight<Key> = PlaceWeight & { key: Key };

export type InstanceWeights = {
  held: readonly Weight<string>[];
  idle: readonly Weight<IdleReason>[];
  unknown: readonly Weight<UnknownReason>[];
  /** Instance-seconds by finest step, in `partsPerSecond`. */
  running: readonly number[];
};

/** The samples of a count are as many as divide a bucket's seconds: in such parts they are divided without remainder. */
export const partsPerSecond = bucketSeconds;

/** What lies in each slot by finest step, evenly within a slot. */
const toSteps = (slots: Slots, start: Instant, amounts: readonly number[]): number[] => {
  const steps = new Array<number>(bucketSeconds / finestStep).fill(0);
  for (const [index, amount] of amounts.entries()) {
    const inside = slots.seconds[index] ?? 0;
    if (amount === 0 || inside === 0) continue;
    const from = latest(slotStart(slots, index), start) - start;
    const to = from + inside;
    for (let step = Math.floor(from / finestStep); step * finestStep < to; step += 1) {
      const overlap = Math.min(to, (step + 1) * finestStep) - Math.max(from, step * finestStep);
      steps[step] = (steps[step] ?? 0) + Math.round((amount * partsPerSecond * overlap) / inside);
    }
  }
  return steps;
};

type Named = { component: string; copy: string | undefined };

/** Each copy as a component of its own; sums know none. */
const nameCopies = (
  { kind, held }: InstanceCounts,
  containers: ReadonlyMap<string, string>,
): { held: HeldCounts[]; names: Map<string, Named> } => {
  const names = new Map<string, Named>();
  if (kind === 'summed') return { held, names };
  const named = held.map((each) => {
    const copy = containers.get(each.key);
    if (copy === undefined || each.component === anyComponent) return each;
    const name = JSON.stringify([each.component, copy]);
    names.set(name, { component: each.component, copy });
    return { ...each, component: name };
  });
  return { held: named, names };
};

/**
 * Where and when one instance's capacity was held, idle and unknown in a bucket: over the bucket as `attribute` has it, and slot
 * by slot as it has each alone.
 * @param start of the bucket. @param containers by `holdingKey`.
 */
export const weighInstance = (
  series: InstanceCounts & LivesOfInstance,
  start: Instant,
  containers: ReadonlyMap<string, string>,
  facts: InstanceFacts,
): InstanceWeights => {
  const { held, names } = nameCopies(series, containers);
  const own = { ...series, held };
  const tallies = tallySlots(own, series, facts);
  const sum = { ...sumTallies(tallies), usage: tallyUsage(own) };
  const whole = closeTally(sum, facts.unitsPerInstance);
  const bySlot = tallies.map((tally) => closeTally(tally, facts.unitsPerInstance));
  const usages = new Map(usageOfHeld(sum, whole.held));
  const instance = series.kind === 'single' ? series.instance : undefined;
  const weigh = <Key>(of: (tally: ClosedTally) => ReadonlyMap<Key, number>): Weight<Key>[] =>
    [...of(whole)].map(([key, unitSeconds]) => {
      const amounts = bySlot.map((tally) => of(tally).get(key) ?? 0);
      const steps = toSteps(series.slots, start, amounts);
      return { key, place: { instance, copy: undefined }, unitSeconds, usage: undefined, steps };
    });
  const running = tallies.map(({ instanceSeconds }) => instanceSeconds);
  return {
    held: weigh((tally) => tally.held).map((weight) => {
      const { component, copy } = names.get(weight.key) ?? { component: weight.key, copy: undefined };
      return { ...weight, key: component, place: { instance, copy }, usage: usages.get(weight.key) };
    }),
    idle: weigh((tally) => tally.idle),
    unknown: weigh((tally) => tally.unknown),
    running: toSteps(series.slots, start, running),
  };
};
