import { alignSeries } from './alignSeries.ts';
import { ExpressionError } from './expressionError.ts';
import { describeKind, type MathValue } from './mathValue.ts';

export type Aggregation = 'SUM' | 'AVG' | 'MIN' | 'MAX';

/** Folds the points that are present; `NaN` where none is. `members` is how many could be. */
const fold = (aggregation: Aggregation, points: readonly number[], members: number): number => {
  if (points.length === 0) return Number.NaN;
  const sum = () => points.reduce((total, point) => total + point, 0);
  switch (aggregation) {
    case 'SUM':
      return sum();
    case 'AVG':
      return sum() / members;
    case 'MIN':
      return points.reduce((least, point) => Math.min(least, point));
    case 'MAX':
      return points.reduce((most, point) => Math.max(most, point));
  }
};

const presentPoints = (values: Float64Array): number[] => [...values].filter((value) => !Number.isNaN(value));

const foldSeries = (aggregation: Aggregation, values: Float64Array): number => {
  const points = presentPoints(values);
  if (points.length === 0 && aggregation === 'SUM') return 0;
  return fold(aggregation, points, points.length);
};

const foldArray = (
  aggregation: Aggregation,
  columns: readonly Float64Array[],
  length: number,
): Float64Array =>
  Float64Array.from({ length }, (_, i) => {
    const points: number[] = [];
    for (const column of columns) {
      const value = column[i] ?? Number.NaN;
      if (!Number.isNaN(value)) points.push(value);
    }
    return fold(aggregation, points, columns.length);
  });

/**
 * SUM, AVG, MIN and MAX: of an array one series, of one series a scalar over its points (user guide).
 * An array's result has a point wherever one of its members has; AVG counts the missing ones as 0 (user guide),
 * SUM, MIN and MAX leave them out (the guide does not say). SUM of a series without points is 0; AVG, MIN and MAX
 * of it are no number, and points computed with that are dropped.
 *
 * @throws ExpressionError for a scalar or a text
 */
export const aggregate = (aggregation: Aggregation, value: MathValue): MathValue => {
  if (value.kind === 'series') return { kind: 'scalar', value: foldSeries(aggregation, value.series.values) };
  if (value.kind !== 'array')
    throw new ExpressionError(
      `${aggregation} takes a time series or an array of them, not ${describeKind(value.kind)}`,
    );
  const { grid, columns } = alignSeries(value.series);
  const values = foldArray(aggregation, columns, grid.length);
  return { kind: 'series', series: { start: grid.start, period: grid.period, values } };
};
