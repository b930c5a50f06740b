import type { Metric, MetricSource } from '#local/aws/cloudwatch/metricSource.ts';
import { matchTerm } from './matchTerm.ts';
import { narrowFilter } from './narrowFilter.ts';
import type { SearchQuery } from './searchQuery.ts';

const TWO_WEEKS = 14 * 86_400;

/** Series that one SEARCH gives at most. */
const MOST_SERIES = 500;

export type SearchDeps = { source: MetricSource; accountId: string; listingLagSeconds: number };

const hasExactly = (metric: Metric, names: readonly string[]): boolean =>
  Object.keys(metric.dimensions).length === new Set(names).size &&
  names.every((name) => metric.dimensions[name] !== undefined);

/**
 * The metrics that a search finds: those of its schema's exact dimension set that match its term, have data in the
 * two weeks before `now` and are listed already.
 *
 * @returns at most 500 metrics, and whether there were more
 */
export const findMetrics = (
  query: SearchQuery,
  now: number,
  { source, accountId, listingLagSeconds }: SearchDeps,
): { metrics: Metric[]; isTruncated: boolean } => {
  const { schema, term } = query;
  const matches = term === undefined ? () => true : matchTerm(term, accountId);
  const metrics: Metric[] = [];
  for (const { metric, firstSampleAt } of source.list(narrowFilter(query), now - TWO_WEEKS, now)) {
    if (firstSampleAt + listingLagSeconds > now) continue;
    if (schema !== undefined && !hasExactly(metric, schema.dimensions)) continue;
    if (!matches(metric)) continue;
    if (metrics.length === MOST_SERIES) return { metrics, isTruncated: true };
    metrics.push(metric);
  }
  return { metrics, isTruncated: false };
};
