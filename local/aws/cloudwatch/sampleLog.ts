import { isPercentile, type ReadRequest, type Statistic } from './metricSource.ts';

/** Samples of one moment, as CloudWatch keeps them. */
export type StatisticSet = { sampleCount: number; sum: number; minimum: number; maximum: number };

export type SampleLog = {
  add(time: number, samples: StatisticSet): void;
  /** Whether there is a sample in [from, to). */
  hasIn(from: number, to: number): boolean;
  /** `Infinity` while the log is empty. */
  firstTime(): number;
  read(request: Omit<ReadRequest, 'metric'>): Float64Array;
};

const merge = (a: StatisticSet, b: StatisticSet): StatisticSet => ({
  sampleCount: a.sampleCount + b.sampleCount,
  sum: a.sum + b.sum,
  minimum: Math.min(a.minimum, b.minimum),
  maximum: Math.max(a.maximum, b.maximum),
});

/** As on AWS, a statistic set has percentiles only where all of its samples are equal. */
const statisticOf = (set: StatisticSet, statistic: Statistic): number => {
  if (isPercentile(statistic)) return set.minimum === set.maximum ? set.maximum : Number.NaN;
  switch (statistic) {
    case 'SampleCount':
      return set.sampleCount;
    case 'Sum':
      return set.sum;
    case 'Average':
      return set.sum / set.sampleCount;
    case 'Minimum':
      return set.minimum;
    case 'Maximum':
      return set.maximum;
  }
};

/** The place of the first time that is not before `time`; `times` is ascending. */
const findFrom = (times: readonly number[], time: number): number => {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? Number.POSITIVE_INFINITY) < time) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** The samples of one metric in order of time; late ones are sorted in, those of one moment are merged. */
export const createSampleLog = (): SampleLog => {
  const times: number[] = [];
  const sets: StatisticSet[] = [];
  return {
    add: (time, samples) => {
      const at = findFrom(times, time);
      const present = times[at] === time ? sets[at] : undefined;
      if (present !== undefined) sets[at] = merge(present, samples);
      else {
        times.splice(at, 0, time);
        sets.splice(at, 0, samples);
      }
    },
    hasIn: (from, to) => (times[findFrom(times, from)] ?? Number.POSITIVE_INFINITY) < to,
    firstTime: () => times[0] ?? Number.POSITIVE_INFINITY,
    read: ({ statistic, start, end, period, before }) => {
      const merged: (StatisticSet | undefined)[] = new Array(Math.ceil((end - start) / period));
      const to = findFrom(times, Math.min(end, before));
      for (let i = findFrom(times, start); i < to; i++) {
        const set = sets[i];
        const at = Math.floor(((times[i] ?? start) - start) / period);
        const earlier = merged[at];
        if (set !== undefined) merged[at] = earlier === undefined ? set : merge(earlier, set);
      }
      return Float64Array.from(merged, (set) =>
        set === undefined ? Number.NaN : statisticOf(set, statistic),
      );
    },
  };
};
