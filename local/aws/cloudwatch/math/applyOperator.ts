import type { Series } from '#local/aws/cloudwatch/series.ts';
import { alignSeries } from './alignSeries.ts';
import type { Operator } from './expression.ts';
import { ExpressionError } from './expressionError.ts';
import { describeKind, type MathValue } from './mathValue.ts';

const operations: Readonly<Record<Operator, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '^': (a, b) => a ** b,
};

/** `NaN`, which is no point, for a division by zero and for whatever is no finite number. */
const compute = (operator: Operator, a: number, b: number): number => {
  const result = operations[operator](a, b);
  return Number.isFinite(result) ? result : Number.NaN;
};

const mapSeries = (series: Series, change: (value: number) => number): Series => ({
  ...series,
  values: series.values.map((value) => (Number.isNaN(value) ? value : change(value))),
});

const joinSeries = (operator: Operator, left: Series, right: Series): Series => {
  const { grid, columns } = alignSeries([left, right]);
  const [a, b] = columns;
  const values = new Float64Array(grid.length);
  for (let i = 0; i < grid.length; i++) {
    const x = a?.[i] ?? Number.NaN;
    const y = b?.[i] ?? Number.NaN;
    const isGap = Number.isNaN(x) && Number.isNaN(y);
    values[i] = isGap ? Number.NaN : compute(operator, Number.isNaN(x) ? 0 : x, Number.isNaN(y) ? 0 : y);
  }
  return { start: grid.start, period: grid.period, values };
};

const applyToArray = (series: readonly Series[], apply: (one: MathValue) => MathValue): MathValue => ({
  kind: 'array',
  series: series.flatMap((one) => {
    const result = apply({ kind: 'series', series: one });
    // A member of an array stays the series of its metric, for its label.
    const { origin, label } = one;
    const about = { ...(origin && { origin }), ...(label !== undefined && { label }) };
    return result.kind === 'series' ? [{ ...result.series, ...about }] : [];
  }),
});

/**
 * Basic arithmetic, by the user guide: a point that is missing beside another operand's counts as 0, a division by
 * zero drops the point. Timestamps are the union of both operands' (the guide leaves it open). An array is computed
 * member by member; two arrays cannot be combined.
 *
 * @throws ExpressionError for operands that cannot be computed with
 */
export const applyOperator = (operator: Operator, left: MathValue, right: MathValue): MathValue => {
  if (left.kind === 'array' && right.kind !== 'array')
    return applyToArray(left.series, (one) => applyOperator(operator, one, right));
  if (right.kind === 'array' && left.kind !== 'array')
    return applyToArray(right.series, (one) => applyOperator(operator, left, one));
  if (left.kind === 'scalar' && right.kind === 'scalar')
    return { kind: 'scalar', value: compute(operator, left.value, right.value) };
  if (left.kind === 'series' && right.kind === 'series')
    return { kind: 'series', series: joinSeries(operator, left.series, right.series) };
  if (left.kind === 'series' && right.kind === 'scalar')
    return {
      kind: 'series',
      series: mapSeries(left.series, (value) => compute(operator, value, right.value)),
    };
  if (left.kind === 'scalar' && right.kind === 'series')
    return {
      kind: 'series',
      series: mapSeries(right.series, (value) => compute(operator, left.value, value)),
    };
  throw new ExpressionError(
    `the operator ${operator} cannot take ${describeKind(left.kind)} and ${describeKind(right.kind)}`,
  );
};
