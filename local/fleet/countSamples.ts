import type { Interval } from './fleet.ts';
import type { Publisher } from './publisher.ts';

/** How many samples a set of publishers has made, by arithmetic instead of by keeping them. */
export type SampleCounter = {
  /** Samples stamped before `time` (epoch seconds). */
  before(time: number): number;
  /** Undefined when there is never a sample. */
  firstSampleAt: number | undefined;
};

type Sampled = Pick<Publisher, 'from' | 'to' | 'frequency' | 'lost'>;

/** Counts the samples of one publisher that lost none. */
const countWhole = ({ from, to, frequency }: Sampled): SampleCounter => {
  const first = Math.ceil(from / frequency);
  const end = Math.ceil(to / frequency);
  return {
    before: (time) => Math.max(0, Math.min(Math.ceil(time / frequency), end) - first),
    firstSampleAt: first < end ? first * frequency : undefined,
  };
};

/** How many publish from each sample number (time / frequency) on: sorted, one entry a change. */
const changesOf = (publishers: readonly Sampled[], frequency: number): [number, number][] => {
  const changes = new Map<number, number>();
  const add = (time: number, change: number) => {
    if (time === Number.POSITIVE_INFINITY) return;
    const sample = Math.ceil(time / frequency);
    changes.set(sample, (changes.get(sample) ?? 0) + change);
  };
  const addInterval = ({ from, to }: Interval, change: number) => {
    add(from, change);
    add(to, -change);
  };
  for (const { from, to, lost } of publishers) {
    addInterval({ from, to }, 1);
    for (const gap of lost)
      if (gap.from < to && from < gap.to)
        addInterval({ from: Math.max(from, gap.from), to: Math.min(to, gap.to) }, -1);
  }
  return [...changes].filter(([, change]) => change !== 0).toSorted(([a], [b]) => a - b);
};

/**
 * Counts the samples of publishers of one frequency. The number that publish is a step function, so the count
 * before a time is piecewise linear: one binary search a question.
 */
const countSteps = (publishers: readonly Sampled[], frequency: number): SampleCounter => {
  const changes = changesOf(publishers, frequency);
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

const addUp = (counters: readonly SampleCounter[]): SampleCounter => {
  const firsts = counters.flatMap(({ firstSampleAt }) => firstSampleAt ?? []);
  return {
    before: (time) => counters.reduce((sum, counter) => sum + counter.before(time), 0),
    firstSampleAt: firsts.length === 0 ? undefined : Math.min(...firsts),
  };
};

/** Counts the samples of publishers, each at its own frequency and without those it lost. */
export const countSamples = (publishers: readonly Sampled[]): SampleCounter => {
  const [only] = publishers;
  if (only !== undefined && publishers.length === 1 && only.lost.length === 0) return countWhole(only);
  const byFrequency = Map.groupBy(publishers, ({ frequency }) => frequency);
  const counters = Array.from(byFrequency, ([frequency, group]) => countSteps(group, frequency));
  const [single] = counters;
  return single !== undefined && counters.length === 1 ? single : addUp(counters);
};
