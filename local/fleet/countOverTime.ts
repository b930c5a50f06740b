import type { Interval } from './fleet.ts';
import { createStepFunction, type StepFunction } from './stepFunction.ts';

/** How many of the intervals are open over time. */
export const countOverTime = (intervals: readonly Interval[]): StepFunction => {
  const changes = new Map<number, number>();
  const add = (time: number, change: number) => changes.set(time, (changes.get(time) ?? 0) + change);
  for (const { from, to } of intervals) {
    add(from, 1);
    if (to !== Number.POSITIVE_INFINITY) add(to, -1);
  }
  const steps: { time: number; value: number }[] = [];
  let value = 0;
  for (const [time, change] of [...changes].toSorted(([a], [b]) => a - b)) {
    value += change;
    steps.push({ time, value });
  }
  return createStepFunction(steps);
};
