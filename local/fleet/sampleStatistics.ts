import type { ReadRequest } from '#local/aws/cloudwatch/metricSource.ts';

/** Collects samples, in any order, into the statistic of each period that a read asks for. */
export type SampleStatistics = {
  /** Adds `count` samples of the same value stamped `time` (epoch seconds); times outside the request are left out. */
  add(time: number, value: number, count?: number): void;
  result(): Float64Array;
};

export const createSampleStatistics = (request: ReadRequest): SampleStatistics => {
  const { start, end, period, before, statistic } = request;
  const length = Math.max(0, Math.ceil((end - start) / period));
  const counts = new Float64Array(length);
  const values = new Float64Array(length);
  const fold = (index: number, value: number, count: number): number => {
    const held = values[index] ?? 0;
    if (statistic === 'Minimum') return counts[index] === 0 ? value : Math.min(held, value);
    if (statistic === 'Maximum') return counts[index] === 0 ? value : Math.max(held, value);
    return held + value * count;
  };
  return {
    add: (time, value, count = 1) => {
      if (time < start || time >= end || time >= before || count === 0) return;
      const index = Math.floor((time - start) / period);
      values[index] = fold(index, value, count);
      counts[index] = (counts[index] ?? 0) + count;
    },
    result: () =>
      values.map((value, index) => {
        const count = counts[index] ?? 0;
        if (count === 0) return Number.NaN;
        if (statistic === 'SampleCount') return count;
        return statistic === 'Average' ? value / count : value;
      }),
  };
};
