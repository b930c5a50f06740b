import type { Load } from './load.ts';
import {
  coarsen,
  type Holding,
  heldIn,
  type Samples,
  type SeriesKind,
  type SlotCounts,
  sumCounts,
} from './samples.ts';
import { type Period, type Slots, slotsOfCounts } from './slots.ts';

/** A series held on an instance; its counts lie in the instance's slots. */
export type HeldCounts = {
  key: string;
  component: string;
  counts: SlotCounts;
  /** Units of the pool that each sample stands for. */
  units: number;
  load: Load | undefined;
};

/** One instance (or one type's sum) of a period: its slots, its own counts, and those of what is held on it. */
export type InstanceCounts = {
  instance: string;
  kind: SeriesKind;
  slots: Slots;
  /** Undefined where it has no sample of its own. */
  counts: SlotCounts | undefined;
  held: HeldCounts[];
};

/** All counts of one instance in coarsest parts, so that they can be told against each other. */
const align = (
  instance: string,
  { kind, publishFrequency, instances }: Samples,
  holdings: readonly [string, Holding][],
  period: Period,
): InstanceCounts => {
  const counts = instances.get(instance);
  const lengths = holdings.map(([, holding]) => holding.counts.length);
  const length = Math.min(...(counts === undefined ? [] : [counts.length]), ...lengths);
  return {
    instance,
    kind,
    slots: slotsOfCounts(period, publishFrequency, length),
    counts: counts && coarsen(counts, length),
    held: holdings.map(([key, holding]) => {
      const { component, units = 1, load } = holding;
      return { key, component, counts: coarsen(holding.counts, length), units, load };
    }),
  };
};

/** Seconds that an instance's samples vouch for. */
const vouchedSeconds = ({ counts, held, slots }: InstanceCounts): number =>
  slots.frequency *
  (counts === undefined ? Math.max(0, ...held.map((each) => sumCounts(each.counts))) : sumCounts(counts));

const gather = (samples: Samples, period: Period): InstanceCounts[] => {
  const held = Map.groupBy(heldIn(samples), ([, { instance }]) => instance);
  const names = new Set([...samples.instances.keys(), ...held.keys()]);
  return [...names].map((instance) => align(instance, samples, held.get(instance) ?? [], period));
};

/** Of an instance that stands under two publish frequencies, the one that vouches for more time. */
const chooseFrequency = (found: readonly InstanceCounts[]): InstanceCounts[] =>
  [...Map.groupBy(found, ({ instance }) => instance).values()].flatMap((same) =>
    same.toSorted((a, b) => vouchedSeconds(b) - vouchedSeconds(a)).slice(0, 1),
  );

/**
 * The series that a period's cost rests on, by instance. Exactly one set of series is counted: where a pool was read
 * one by one and by its sums, the set that vouches for more time, and for each instance one publish frequency.
 */
export const chooseSamples = (samples: readonly Samples[], period: Period): InstanceCounts[] => {
  const found = samples.flatMap((each) => gather(each, period));
  const byKind = Map.groupBy(found, ({ kind }) => kind);
  const seconds = (kind: SeriesKind) =>
    (byKind.get(kind) ?? []).reduce((sum, instance) => sum + vouchedSeconds(instance), 0);
  const kind = seconds('summed') > seconds('single') ? 'summed' : 'single';
  return chooseFrequency(byKind.get(kind) ?? []);
};
