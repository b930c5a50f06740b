import type { MetricFilter } from '#local/aws/cloudwatch/metricSource.ts';

/** Whether metrics of this namespace and these names can match, and with which of the names. */
export const matchingNames = (
  filter: MetricFilter,
  namespace: string,
  names: readonly string[],
): readonly string[] => {
  if (filter.namespace !== undefined && filter.namespace !== namespace) return [];
  return filter.name === undefined ? names : names.filter((name) => name === filter.name);
};

/** Whether every dimension asked for is among the names. */
export const hasFilterDimensions = (filter: MetricFilter, names: readonly string[]): boolean =>
  filter.dimensions?.every(({ name }) => names.includes(name)) ?? true;

/** Whether every dimension asked for is there, with the value asked for. */
export const matchesDimensions = (
  filter: MetricFilter,
  dimensions: Readonly<Record<string, string>>,
): boolean =>
  filter.dimensions?.every(({ name, value }) => {
    const actual = dimensions[name];
    return actual !== undefined && (value === undefined || value === actual);
  }) ?? true;

/** The value that a filter asks of a dimension. */
export const askedFor = (filter: MetricFilter, name: string): string | undefined =>
  filter.dimensions?.find((dimension) => dimension.name === name)?.value;

/** Whether a metric has exactly the dimensions of these names. */
export const hasExactly = (dimensions: Readonly<Record<string, string>>, names: readonly string[]): boolean =>
  Object.keys(dimensions).length === names.length && names.every((name) => dimensions[name] !== undefined);
