import { ExpressionError } from '#local/aws/cloudwatch/math/expressionError.ts';
import { findMetrics, type SearchDeps } from '#local/aws/cloudwatch/search/findMetrics.ts';
import { parseSearch } from '#local/aws/cloudwatch/search/parseSearch.ts';
import { statisticSchema } from './getMetricDataInput.ts';
import { nameApart } from './labelSeries.ts';
import { isPeriod } from './periodWindow.ts';
import { readSeries } from './readSeries.ts';
import type { Series } from './series.ts';

/** The time that a search is read over; the period may be missing from the expression. */
export type SearchTime = { startTime: number; endTime: number; period: number | undefined; now: number };

/**
 * The series that `SEARCH(query, statistic, period)` gives, also those without a point in the time asked for.
 * @throws ExpressionError for a query that does not parse, an unknown statistic or a missing or impossible period
 */
export const searchSeries = (
  query: string,
  statistic: string,
  time: SearchTime,
  deps: SearchDeps,
): { series: Series[]; isTruncated: boolean } => {
  const parsed = statisticSchema.safeParse(statistic);
  if (!parsed.success)
    throw new ExpressionError(`SEARCH does not know '${statistic}': ${parsed.error.issues[0]?.message}`);
  const { period } = time;
  if (period === undefined)
    throw new ExpressionError("SEARCH needs a period, as its third argument or as the query's Period");
  if (!isPeriod(period))
    throw new ExpressionError(`SEARCH takes a period of 1, 5, 10, 20, 30 or a multiple of 60, not ${period}`);
  const { metrics, isTruncated } = findMetrics(parseSearch(query), time.now, deps);
  const labels = nameApart(metrics);
  const series = metrics.map((metric, i) =>
    readSeries(
      deps.source,
      { metric, statistic: parsed.data },
      { ...time, period },
      labels[i] ?? metric.name,
    ),
  );
  return { series, isTruncated };
};
