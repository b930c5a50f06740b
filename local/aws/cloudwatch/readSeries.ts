import type { MetricSource } from './metricSource.ts';
import { alignWindow, type WindowRequest } from './periodWindow.ts';
import { readValues } from './readValues.ts';
import type { Series, SeriesOrigin } from './series.ts';

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
