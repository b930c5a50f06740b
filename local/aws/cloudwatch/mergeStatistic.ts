import type { Percentile, Statistic } from './metricSource.ts';

/**
 * The statistics that two disjoint sets of samples give for their union. The average is not one: it is Sum / SampleCount; and
 * percentiles have none but from the samples.
 */
export type MergeableStatistic = Exclude<Statistic, 'Average' | Percentile>;

/** The statistic of two disjoint sets of samples from that of each; `NaN` stands for a set without samples. */
export const mergeStatistic = (statistic: MergeableStatistic, a: number, b: number): number => {
  if (Number.isNaN(a)) return b;
  if (Number.isNaN(b)) return a;
  switch (statistic) {
    case 'SampleCount':
    case 'Sum':
      return a + b;
    case 'Minimum':
      return Math.min(a, b);
    case 'Maximum':
      return Math.max(a, b);
  }
};
