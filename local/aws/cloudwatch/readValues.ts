import { greatestDivisor } from './greatestDivisor.ts';
import { type MergeableStatistic, mergeStatistic } from './mergeStatistic.ts';
import { isPercentile, type MetricSource } from './metricSource.ts';
import type { PeriodWindow } from './periodWindow.ts';
import type { SeriesOrigin } from './series.ts';

/** Reads at a step that divides period and start, and merges the steps of each period. */
const readInSteps = (
  source: MetricSource,
  { metric, statistic }: SeriesOrigin & { statistic: MergeableStatistic },
  window: PeriodWindow,
  before: number,
): Float64Array | number[] => {
  const { start, period, length } = window;
  const step = greatestDivisor(period, start);
  const steps = source.read({ metric, statistic, start, end: start + length * period, period: step, before });
  if (steps.length === 0) return [];
  const values = new Float64Array(length).fill(Number.NaN);
  const stepsEach = period / step;
  for (let i = 0; i < length * stepsEach; i++) {
    const at = Math.floor(i / stepsEach);
    values[at] = mergeStatistic(statistic, values[at] ?? Number.NaN, steps[i] ?? Number.NaN);
  }
  return values;
};

/**
 * A statistic over a window, one value a period, `NaN` where there is none; empty for a metric without data.
 * A window whose start is no multiple of its period is put together from smaller steps, since sources read
 * on the period's own grid.
 *
 * @param before only samples stamped before this (epoch seconds) are read
 */
export const readValues = (
  source: MetricSource,
  { metric, statistic }: SeriesOrigin,
  window: PeriodWindow,
  before: number,
): Float64Array | number[] => {
  const { start, period, length } = window;
  if (length === 0) return [];
  // Of percentiles smaller steps could not be put together.
  if (start % period === 0 || isPercentile(statistic))
    return source.read({ metric, statistic, start, end: start + length * period, period, before });
  if (statistic !== 'Average') return readInSteps(source, { metric, statistic }, window, before);
  const sums = readInSteps(source, { metric, statistic: 'Sum' }, window, before);
  const counts = readInSteps(source, { metric, statistic: 'SampleCount' }, window, before);
  return Float64Array.from(sums, (sum, i) => sum / (counts[i] ?? Number.NaN));
};
