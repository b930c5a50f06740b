import type { Interval } from './fleet.ts';

/** How many samples a set of publishers has made, by arithmetic instead of by keeping them. */
export type SampleCounter = {
  /** Samples stamped before `time` (epoch seconds). */
  before(time: number): number;
  /** Undefined when there is never a sample. */
  firstSampleAt: number | undefined;
};

/** The first sample time of an interval: its first multiple of `frequency`, if there is one. */
export const firstSampleOf = ({ from, to }: Interval, frequency: number): number | undefined => {
  const first = Math.ceil(from / frequency) * frequency;
  return first < to ? first : undefined;
};

/** Counts the samples of one publisher. */
export const countSingle = (interval: Interval, frequency: number): SampleCounter => {
  const first = Math.ceil(interval.from / frequency);
  return {
    before: (time) => Math.max(0, Math.ceil(Math.min(time, interval.to) / frequency) - first),
    firstSampleAt: firstSampleOf(interval, frequency),
  };
};

/** How many publish from each sample number (time / frequency) on: sorted, one entry a change. */
const changesOf = (intervals: readonly Interval[], frequency: number): [number, number][] => {
  const changes = new Map<number, number>();
  const add = (sample: number, change: number) => changes.set(sample, (changes.get(sample) ?? 0) + change);
  for (const { from, to } of intervals) {
    add(Math.ceil(from / frequency), 1);
    if (to !== Number.POSITIVE_INFINITY) add(Math.ceil(to / frequency), -1);
  }
  return [...changes].filter(([, change]) => change !== 0).toSorted(([a], [b]) => a - b);
};

/**
 * Counts the samples of many publishers, one at every multiple of `frequency` in each interval. The number
 * that publish is a step function, so the count before a time is piecewise linear: one binary search a question.
 */
export const countMany = (intervals: readonly Interval[], frequency: number): SampleCounter => {
  const changes = changesOf(intervals, frequency);
  const starts = Float64Array.from(changes, ([sample]) => sample);
  const levels = new Float64Array(starts.length);
  const totals = new Float64Array(starts.length);
  let level = 0;
  let total = 0;
  let last = 0;
  for (const [index, [sample, change]] of changes.entries()) {
    total += level * (sample - last);
    level += change;
    last = sample;
    totals[index] = total;
    levels[index] = level;
  }
  const findStep = (sample: number): number => {
    let low = 0;
    let high = starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= sample) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  };
  const first = starts[0];
  return {
    before: (time) => {
      const sample = Math.ceil(time / frequency);
      const step = findStep(sample);
      if (step < 0) return 0;
      return (totals[step] ?? 0) + (levels[step] ?? 0) * (sample - (starts[step] ?? 0));
    },
    firstSampleAt: first === undefined ? undefined : first * frequency,
  };
};
