import { createDynamicLabel, type Home, isDynamic } from './dynamicLabel.ts';
import type { Metric } from './metricSource.ts';
import type { Series } from './series.ts';

const isVaried = (values: readonly (string | undefined)[]): boolean =>
  values.some((value) => value !== values[0]);

/**
 * Default labels for metrics that come together: of namespace, metric name and dimension values (by dimension name)
 * those that are not the same for all; the metric name when nothing differs. AWS does not document its own.
 */
export const nameApart = (metrics: readonly Metric[]): string[] => {
  const dimensions = [...new Set(metrics.flatMap((metric) => Object.keys(metric.dimensions)))].toSorted();
  const parts: ((metric: Metric) => string | undefined)[] = [
    (metric) => metric.namespace,
    (metric) => metric.name,
    ...dimensions.map((name) => (metric: Metric) => metric.dimensions[name]),
  ];
  const telling = parts.filter((part) => isVaried(metrics.map(part)));
  return metrics.map((metric) => {
    const texts = telling.map((part) => part(metric)).filter((text) => text !== undefined);
    return texts.length === 0 ? metric.name : texts.join(' ');
  });
};

/** The label of a query's one series: its own with dynamic values filled in, else `defaultLabel`. */
export const labelOne = (
  label: string | undefined,
  series: Series,
  defaultLabel: string,
  home: Home,
): string => {
  if (label === undefined || !isDynamic(label)) return label ?? defaultLabel;
  return createDynamicLabel(label, home)(series, defaultLabel);
};

/**
 * The labels of a query that gives several series. A label with dynamic values is written for each; a plain one
 * goes in front of each series' own, as CloudWatch's legends do; an empty one leaves only that.
 */
export const labelMany = (label: string | undefined, all: readonly Series[], home: Home): string[] => {
  const write = label !== undefined && isDynamic(label) ? createDynamicLabel(label, home) : undefined;
  return all.map((series) => {
    const own = series.label ?? series.origin?.metric.name ?? '';
    if (write !== undefined) return write(series, own);
    return label === undefined || label === '' ? own : `${label} ${own}`.trim();
  });
};
