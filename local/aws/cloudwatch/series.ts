import type { Metric, MetricSource, Statistic } from './metricSource.ts';
import { alignWindow, type WindowRequest } from './periodWindow.ts';
import { readValues } from './readValues.ts';

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

/** Reads a metric over the periods that a request is answered with. */
export const readSeries = (
  source: MetricSource,
  { metric, statistic }: SeriesOrigin,
  request: WindowRequest,
  label: string,
): Series => {
  const window = alignWindow(request);
  const origin = { metric, statistic };
  const read = readValues(source, origin, window, request.now);
  const values =
    read.length === 0 ? new Float64Array(window.length).fill(Number.NaN) : Float64Array.from(read);
  return { start: window.start, period: window.period, values, origin, label };
};
