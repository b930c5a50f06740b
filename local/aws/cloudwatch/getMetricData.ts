import type { Clock } from '#local/clock.ts';
import { invalidNextToken } from './cloudWatchErrors.ts';
import { collectPoints } from './collectPoints.ts';
import type { Home } from './dynamicLabel.ts';
import { type Evaluated, type Evaluation, evaluateQueries } from './evaluateQueries.ts';
import {
  type MetricDataRequest,
  type MetricStatQuery,
  parseMetricDataRequest,
} from './getMetricDataInput.ts';
import { labelMany, labelOne } from './labelSeries.ts';
import type { MetricDataResult } from './metricDataResult.ts';
import type { MetricSource } from './metricSource.ts';
import { type NextTokenContent, readNextToken, writeNextToken } from './nextToken.ts';
import { pageMetricStats } from './pageMetricStats.ts';
import type { Series } from './series.ts';

export type GetMetricDataDeps = {
  source: MetricSource;
  clock: Clock;
  home: Home;
  listingLagSeconds: number;
};

type GetMetricDataOutput = {
  MetricDataResults: MetricDataResult[];
  NextToken?: string;
  Messages: { Code: string; Value: string }[];
};

const isMetricStat = (query: { kind: string }): query is MetricStatQuery => query.kind === 'metricStat';

const readPlace = ({ identity, nextToken }: MetricDataRequest, now: number): NextTokenContent => {
  if (nextToken === undefined) return { asOf: now, passed: 0, periods: 0 };
  const place = readNextToken(identity, nextToken);
  if (place === undefined)
    throw invalidNextToken('The NextToken is malformed, or was given for a request with other parameters.');
  return place;
};

const labelSeries = (
  query: MetricDataRequest['queries'][number],
  value: Evaluated,
  home: Home,
): { series: Series; label: string }[] => {
  if (value.kind === 'array') {
    const labels = labelMany(query.label, value.series, home);
    return value.series.map((series, i) => ({ series, label: labels[i] ?? query.id }));
  }
  const defaultLabel = query.kind === 'metricStat' ? query.metric.name : query.id;
  return [{ series: value.series, label: labelOne(query.label, value.series, defaultLabel, home) }];
};

const writeResults = (request: MetricDataRequest, { values }: Evaluation, home: Home): MetricDataResult[] => {
  let room = request.mostPoints;
  return request.queries.flatMap((query) => {
    const value = values.get(query.id);
    if (!query.isReturned || value === undefined) return [];
    return labelSeries(query, value, home).map(({ series, label }): MetricDataResult => {
      const points = { Timestamps: [], Values: [] };
      const window = { ...series, length: series.values.length };
      const { isNewestFirst } = request;
      const isComplete = collectPoints(points, window, series.values, { isNewestFirst, room });
      room -= points.Values.length;
      return { Id: query.id, Label: label, ...points, StatusCode: isComplete ? 'Complete' : 'PartialData' };
    });
  });
};

const tooManySeries = {
  Code: 'MaxMetricsExceeded',
  Value: 'Maximum number of allowed metrics exceeded. Your search may have been limited.',
};

const readPage = (request: MetricDataRequest, deps: GetMetricDataDeps): GetMetricDataOutput => {
  const place = readPlace(request, deps.clock.now());
  const stats = request.queries.filter(isMetricStat).filter(({ isReturned }) => isReturned);
  const { results, next } = pageMetricStats(request, stats, place, deps);
  return {
    MetricDataResults: results,
    Messages: [],
    ...(next && { NextToken: writeNextToken(request.identity, next) }),
  };
};

const computeAll = (request: MetricDataRequest, deps: GetMetricDataDeps): GetMetricDataOutput => {
  if (request.nextToken !== undefined)
    throw invalidNextToken('A request with an expression has no NextToken: none is given for it.');
  const evaluation = evaluateQueries(request, deps.clock.now(), deps);
  return {
    MetricDataResults: writeResults(request, evaluation, deps.home),
    Messages: evaluation.isTruncated ? [tooManySeries] : [],
  };
};

/**
 * `GetMetricData`. A call that only reads metrics is paged; one with an expression, SEARCH included, is not:
 * what does not fit its data points is left out with the status `PartialData`.
 *
 * @throws AwsError ValidationError or InvalidNextToken
 */
export const createGetMetricData =
  (deps: GetMetricDataDeps) =>
  (input: unknown): GetMetricDataOutput => {
    const request = parseMetricDataRequest(input, deps.home.accountId);
    return request.queries.every(isMetricStat) ? readPage(request, deps) : computeAll(request, deps);
  };
