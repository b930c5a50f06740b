import {
  isPercentile,
  type Percentile,
  type ReadRequest,
  shareOf,
} from '#local/aws/cloudwatch/metricSource.ts';

/** Collects samples, in any order, into the statistic of each period that a read asks for. */
export type SampleStatistics = {
  /** Adds `count` samples of the same value stamped `time` (epoch seconds); times outside the request are left out. */
  add(time: number, value: number, count?: number): void;
  result(): Float64Array;
};

type Weighed = { value: number; count: number };

/** The smallest value that at least so many of the samples do not exceed. */
const percentileOf = (samples: readonly Weighed[], percentile: Percentile): number => {
  const inOrder = samples.toSorted((a, b) => a.value - b.value);
  const wanted = shareOf(percentile) * samples.reduce((sum, { count }) => sum + count, 0);
  let counted = 0;
  for (const { value, count } of inOrder) {
    counted += count;
    if (counted >= wanted) return value;
  }
  return Number.NaN;
};

const createPercentiles = (request: ReadRequest, percentile: Percentile): SampleStatistics => {
  const { start, end, period, before } = request;
  const samples: Weighed[][] = Array.from(
    { length: Math.max(0, Math.ceil((end - start) / period)) },
    () => [],
  );
  return {
    add: (time, value, count = 1) => {
      if (time >= start && time < end && time < before && count > 0)
        samples[Math.floor((time - start) / period)]?.push({ value, count });
    },
    result: () => Float64Array.from(samples, (own) => percentileOf(own, percentile)),
  };
};

export const createSampleStatistics = (request: ReadRequest): SampleStatistics => {
  if (isPercentile(request.statistic)) return createPercentiles(request, request.statistic);
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
