import type { Metric, Statistic } from './metricSource.ts';

/** The metric and statistic that a series was read as; what labels can name. */
export type SeriesOrigin = { metric: Metric; statistic: Statistic };

/** A time series on a grid of periods: `values[i]` belongs to `start + i·period`, `NaN` where there is no point. */
export type Series = {
  start: number;
  period: number;
  values: Float64Array;
  /** Absent for a series that was computed from several. */
  origin?: SeriesOrigin;
  label?: string;
};
