import type { Metric } from './metricSource.ts';

/** One string a metric: the same for the same namespace, name and dimensions in whatever order. */
export const metricKey = (metric: Metric): string => {
  const dimensions = Object.entries(metric.dimensions).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([metric.namespace, metric.name, dimensions]);
};
