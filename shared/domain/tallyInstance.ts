import { addTo } from './addTo.ts';
import {
  emptyTally,
  type InstanceFacts,
  type LivesOfInstance,
  type SeriesOfInstance,
  type Tally,
  tallySlots,
} from './tallySlots.ts';
import { tallyUsage } from './tallyUsage.ts';
import { scaleUsage, type Usage } from './usage.ts';

/** Unit-seconds of one instance over a period, and by component what it did with what it held. */
export type InstanceTally = Tally & { usage: Map<string, Usage> };

/** Adds up the tallies of an instance's slots. */
export const sumTallies = (slots: readonly Tally[]): Tally => {
  const sum = emptyTally();
  for (const { instanceSeconds, held, missing, idle } of slots) {
    sum.instanceSeconds += instanceSeconds;
    for (const [component, seconds] of held) addTo(sum.held, component, seconds);
    for (const [reason, seconds] of missing) addTo(sum.missing, reason, seconds);
    for (const [reason, seconds] of idle) addTo(sum.idle, reason, seconds);
  }
  return sum;
};

/** Counts one instance over its period, slot by slot (`tallySlots`). */
export const tallyInstance = (
  series: SeriesOfInstance,
  lives: LivesOfInstance,
  facts: InstanceFacts,
): InstanceTally => ({ ...sumTallies(tallySlots(series, lives, facts)), usage: tallyUsage(series) });

/** What components did on an instance, of as many seconds as they have there at last. */
export const usageOfHeld = (
  tally: InstanceTally,
  held: ReadonlyMap<string, number>,
): [component: string, usage: Usage][] =>
  [...held].flatMap(([component, seconds]) => {
    const usage = tally.usage.get(component);
    const counted = tally.held.get(component) ?? seconds;
    return usage === undefined || seconds === 0 ? [] : [[component, scaleUsage(usage, counted, seconds)]];
  });
