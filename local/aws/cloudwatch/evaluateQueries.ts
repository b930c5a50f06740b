import { evaluateExpression } from '#local/aws/cloudwatch/math/evaluateExpression.ts';
import { ExpressionError } from '#local/aws/cloudwatch/math/expressionError.ts';
import type { MathScope } from '#local/aws/cloudwatch/math/mathFunctions.ts';
import type { MathValue } from '#local/aws/cloudwatch/math/mathValue.ts';
import { parseExpression } from '#local/aws/cloudwatch/math/parseExpression.ts';
import { validationError } from './cloudWatchErrors.ts';
import type { Home } from './dynamicLabel.ts';
import type { ExpressionQuery, MetricDataRequest, MetricStatQuery } from './getMetricDataInput.ts';
import { labelOne } from './labelSeries.ts';
import type { MetricSource } from './metricSource.ts';
import { readSeries } from './readSeries.ts';
import { searchSeries } from './searchSeries.ts';
import type { Series } from './series.ts';

type Query = MetricStatQuery | ExpressionQuery;
/** One series or an array of them. */
export type Evaluated = MathValue & { kind: 'series' | 'array' };

/** What the queries of one call come to, by Id, and whether a SEARCH found more than it may give. */
export type Evaluation = { values: ReadonlyMap<string, Evaluated>; isTruncated: boolean };

export type EvaluateDeps = { source: MetricSource; home: Home; listingLagSeconds: number };

const checkPeriod = (query: ExpressionQuery, value: Evaluated): void => {
  const all: readonly Series[] = value.kind === 'series' ? [value.series] : value.series;
  const other = all.find(({ period, values }) => values.length > 0 && period !== query.period);
  if (query.period !== undefined && other !== undefined)
    throw new ExpressionError(
      `its Period is ${query.period}, but what it computes with has a period of ${other.period}`,
    );
};

const namingExpression = <T>(id: string, act: () => T): T => {
  try {
    return act();
  } catch (error) {
    if (error instanceof ExpressionError)
      throw validationError(`Error in expression '${id}': ${error.message}`);
    throw error;
  }
};

/**
 * Evaluates all queries of a call that has expressions. A query may refer to any other, before or after it; each is
 * evaluated once. A query's Period overrides the one inside its SEARCH; for other expressions it must be the period
 * of the series they compute with.
 *
 * @throws AwsError (ValidationError) for an expression that is wrong, refers to an unknown Id or to itself
 */
export const evaluateQueries = (request: MetricDataRequest, now: number, deps: EvaluateDeps): Evaluation => {
  const byId = new Map<string, Query>(request.queries.map((query) => [query.id, query]));
  const values = new Map<string, Evaluated>();
  const underway = new Set<string>();
  const { startTime, endTime } = request;
  let isTruncated = false;

  const readStat = (query: MetricStatQuery): Series => {
    const time = { startTime, endTime, period: query.period, now };
    const series = readSeries(deps.source, query, time, query.metric.name);
    return { ...series, label: labelOne(query.label, series, query.metric.name, deps.home) };
  };

  const scopeOf = (query: ExpressionQuery): MathScope => ({
    resolve,
    readMetrics: (part = '') =>
      request.queries.flatMap(({ kind, id }) => {
        const value = kind === 'metricStat' && id.includes(part) ? resolve(id) : undefined;
        return value?.kind === 'series' ? [value.series] : [];
      }),
    search: (text, statistic, period) => {
      const time = { startTime, endTime, period: query.period ?? period, now };
      const found = searchSeries(text, statistic, time, { ...deps, accountId: deps.home.accountId });
      isTruncated ||= found.isTruncated;
      return found.series;
    },
  });

  const evaluate = (query: Query): Evaluated => {
    if (query.kind === 'metricStat') return { kind: 'series', series: readStat(query) };
    return namingExpression(query.id, () => {
      if (/^\s*SELECT\b/i.test(query.expression))
        throw new ExpressionError('this local CloudWatch has no Metrics Insights (SELECT …)');
      const value = evaluateExpression(parseExpression(query.expression), scopeOf(query));
      checkPeriod(query, value);
      return value;
    });
  };

  const resolve = (id: string): Evaluated => {
    const known = values.get(id);
    if (known !== undefined) return known;
    const query = byId.get(id);
    if (query === undefined) throw new ExpressionError(`Unknown Id '${id}'`);
    if (underway.has(id)) throw new ExpressionError(`the Id '${id}' depends on itself`);
    underway.add(id);
    const value = evaluate(query);
    underway.delete(id);
    values.set(id, value);
    return value;
  };

  for (const { id } of request.queries) resolve(id);
  return { values, isTruncated };
};
