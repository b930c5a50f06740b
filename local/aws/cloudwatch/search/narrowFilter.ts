import type { MetricFilter } from '#local/aws/cloudwatch/metricSource.ts';
import type { SearchQuery, SearchText } from './searchQuery.ts';

/** The exact property values that every match must have. */
const certainValues = ({ term }: SearchQuery): (SearchText & { property: string })[] => {
  if (term === undefined) return [];
  const terms = term.kind === 'and' ? term.terms : [term];
  return terms.flatMap((inner) =>
    inner.kind === 'text' && inner.isExact && inner.property !== undefined
      ? [{ ...inner, property: inner.property }]
      : [],
  );
};

/**
 * The narrowest filter that lets every match of a search through, so that sources list little.
 * Only what is sure is used; the search itself still decides.
 */
export const narrowFilter = (query: SearchQuery): MetricFilter => {
  const values = new Map<string, string | undefined>();
  for (const name of query.schema?.dimensions ?? []) values.set(name, undefined);
  const filter: MetricFilter = {};
  if (query.schema !== undefined) filter.namespace = query.schema.namespace;
  for (const { property, text } of certainValues(query)) {
    if (property === 'MetricName') filter.name = text;
    else if (property === 'Namespace') filter.namespace ??= text;
    else if (!property.startsWith(':')) values.set(property, text);
  }
  filter.dimensions = [...values].map(([name, value]) => ({ name, ...(value !== undefined && { value }) }));
  return filter;
};
