import { chooseSamples, type InstanceCounts } from './chooseSamples.ts';
import type { Life, Lives } from './lives.ts';
import type { Samples, SeriesKind } from './samples.ts';
import { type Period, slotsOf } from './slots.ts';
import type { LivesOfInstance } from './tallySlots.ts';

/** What was sampled of a pool over a period. */
export type SampledPool = {
  period: Period;
  samples: readonly Samples[];
  /** From the period and its neighbours, so that a hole can be told from an end. */
  lives: Lives;
  /** Seconds between the samples of what has none in the period. */
  publishFrequency: number;
};

const overlaps = (life: Life, { start, seconds }: Period, frequency: number): boolean =>
  life.last > start - frequency && life.first < start + seconds;

/** The kind of the series that were there last, for a period in which none has a sample. */
const lastKind = (lives: Lives): SeriesKind | undefined =>
  [...lives.instances.values()].toSorted((a, b) => b.last - a.last)[0]?.kind;

/** Every instance that has samples in the period or whose life spans it. */
export const gatherInstances = (input: SampledPool): (InstanceCounts & LivesOfInstance)[] => {
  const { period, lives, publishFrequency } = input;
  const found = chooseSamples(input.samples, period);
  const kind = found[0]?.kind ?? lastKind(lives);
  const seen = new Set(found.map(({ instance }) => instance));
  const unseen = [...lives.instances].flatMap(([instance, life]): InstanceCounts[] => {
    const isOther = life.kind !== undefined && life.kind !== kind;
    const frequency = life.frequency ?? publishFrequency;
    if (seen.has(instance) || isOther || !overlaps(life, period, frequency)) return [];
    const slots = slotsOf(period, frequency);
    return [{ instance, kind: kind ?? 'single', slots, counts: undefined, held: [] }];
  });
  const held = Map.groupBy(lives.holdings, ([, life]) => life.instance);
  return [...found, ...unseen].map((each) => ({
    ...each,
    life: lives.instances.get(each.instance),
    heldLives: new Map(held.get(each.instance) ?? []),
  }));
};
