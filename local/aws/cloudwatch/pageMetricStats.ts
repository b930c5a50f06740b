import { collectPoints, type Points } from './collectPoints.ts';
import type { Home } from './dynamicLabel.ts';
import type { MetricDataRequest, MetricStatQuery } from './getMetricDataInput.ts';
import { labelOne } from './labelSeries.ts';
import type { MetricDataResult } from './metricDataResult.ts';
import type { MetricSource } from './metricSource.ts';
import type { NextTokenContent } from './nextToken.ts';
import { alignWindow, type PeriodWindow } from './periodWindow.ts';
import { readValues } from './readValues.ts';

/** `length` periods of a window that come after the `passed` first ones, in the order they are given. */
const sliceWindow = (
  window: PeriodWindow,
  passed: number,
  length: number,
  isNewestFirst: boolean,
): PeriodWindow => {
  const skipped = isNewestFirst ? window.length - passed - length : passed;
  return { ...window, start: window.start + skipped * window.period, length };
};

const labelOf = (query: MetricStatQuery, home: Home): string => {
  const { metric, statistic, period, label } = query;
  const series = { start: 0, period, values: new Float64Array(), origin: { metric, statistic } };
  return labelOne(label, series, metric.name, home);
};

/**
 * A page of a call that only reads metrics. Queries are answered in their order; each page takes up where the
 * last one ended, within a series if need be, and reads nothing twice. Queries not reached yet are left out.
 *
 * @returns the page, and where the next one begins when there is one
 */
export const pageMetricStats = (
  request: MetricDataRequest,
  queries: readonly MetricStatQuery[],
  from: NextTokenContent,
  { source, home }: { source: MetricSource; home: Home },
): { results: MetricDataResult[]; next?: NextTokenContent } => {
  const { isNewestFirst, mostPoints, startTime, endTime } = request;
  const results: MetricDataResult[] = [];
  let room = mostPoints;
  for (let passed = from.passed; passed < queries.length; passed++) {
    const query = queries[passed];
    if (query === undefined) break;
    const window = alignWindow({ startTime, endTime, period: query.period, now: from.asOf });
    const points: Points = { Timestamps: [], Values: [] };
    let periods = passed === from.passed ? from.periods : 0;
    while (periods < window.length && room > 0) {
      const part = sliceWindow(window, periods, Math.min(room, window.length - periods), isNewestFirst);
      const before = points.Values.length;
      collectPoints(points, part, readValues(source, query, part, from.asOf), { isNewestFirst, room });
      room -= points.Values.length - before;
      periods += part.length;
    }
    const isComplete = periods >= window.length;
    results.push({
      Id: query.id,
      Label: labelOf(query, home),
      ...points,
      StatusCode: isComplete ? 'Complete' : 'PartialData',
    });
    if (!isComplete) return { results, next: { asOf: from.asOf, passed, periods } };
  }
  return { results };
};
