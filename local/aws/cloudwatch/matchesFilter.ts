import type { Metric, MetricFilter } from './metricSource.ts';

/** Whether a metric is of the filter's namespace and name and has at least the filter's dimensions. */
export const matchesFilter = (metric: Metric, filter: MetricFilter): boolean => {
  if (filter.namespace !== undefined && filter.namespace !== metric.namespace) return false;
  if (filter.name !== undefined && filter.name !== metric.name) return false;
  return (filter.dimensions ?? []).every(({ name, value }) => {
    const own = metric.dimensions[name];
    return own !== undefined && (value === undefined || value === own);
  });
};
