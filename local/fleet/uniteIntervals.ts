import type { Interval } from './fleet.ts';

/** The times in which at least one of the intervals is open, as disjoint intervals in order. */
export const uniteIntervals = (intervals: readonly Interval[]): Interval[] => {
  const united: Interval[] = [];
  for (const { from, to } of intervals.toSorted((a, b) => a.from - b.from)) {
    const last = united.at(-1);
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to);
    else united.push({ from, to });
  }
  return united;
};
