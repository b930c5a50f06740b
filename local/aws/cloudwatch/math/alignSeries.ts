import { greatestDivisor } from '#local/aws/cloudwatch/greatestDivisor.ts';
import type { PeriodWindow } from '#local/aws/cloudwatch/periodWindow.ts';
import type { Series } from '#local/aws/cloudwatch/series.ts';

const spanGrid = (all: readonly Series[]): PeriodWindow => {
  const filled = all.filter(({ values }) => values.length > 0);
  const [first] = filled.length > 0 ? filled : all;
  if (first === undefined) return { start: 0, period: 60, length: 0 };
  let { start, period } = first;
  let end = start;
  for (const series of filled) {
    period = greatestDivisor(greatestDivisor(period, series.period), Math.abs(series.start - start));
    start = Math.min(start, series.start);
    end = Math.max(end, series.start + (series.values.length - 1) * series.period);
  }
  return { start, period, length: filled.length === 0 ? 0 : (end - start) / period + 1 };
};

const placeOn = (grid: PeriodWindow, series: Series): Float64Array => {
  const isSame =
    series.start === grid.start && series.period === grid.period && series.values.length === grid.length;
  if (isSame) return series.values;
  const placed = new Float64Array(grid.length).fill(Number.NaN);
  const step = series.period / grid.period;
  const first = (series.start - grid.start) / grid.period;
  series.values.forEach((value, i) => {
    placed[first + i * step] = value;
  });
  return placed;
};

/**
 * Puts series on one grid, so that points of one timestamp have one index. AWS does not say how series of different
 * periods combine; here points meet where their timestamps are the same, and are alone elsewhere.
 */
export const alignSeries = (all: readonly Series[]): { grid: PeriodWindow; columns: Float64Array[] } => {
  const grid = spanGrid(all);
  return { grid, columns: all.map((series) => placeOn(grid, series)) };
};
