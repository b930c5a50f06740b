import { describe, expect, it } from 'vitest';
import { evaluateExpression } from '#local/aws/cloudwatch/math/evaluateExpression.ts';
import { ExpressionError } from '#local/aws/cloudwatch/math/expressionError.ts';
import type { MathScope } from '#local/aws/cloudwatch/math/mathFunctions.ts';
import { parseExpression } from '#local/aws/cloudwatch/math/parseExpression.ts';
import type { Series } from '#local/aws/cloudwatch/series.ts';

const _ = Number.NaN;
const series = (values: readonly number[], start = 0, period = 60): Series => ({
  start,
  period,
  values: Float64Array.from(values),
});

const known: Record<string, Series> = {
  m1: series([30, 20, 0, 10]),
  m2: series([20, _, 5, _]),
  gaps: series([_, 2, _, _, 8, _]),
  late: series([1, 2], 120),
  coarse: series([100], 0, 120),
};

const scope: MathScope = {
  resolve: (id) => {
    const found = known[id];
    if (found === undefined) throw new ExpressionError(`Unknown Id '${id}'`);
    return { kind: 'series', series: found };
  },
  readMetrics: (part) =>
    Object.entries(known)
      .filter(([id]) => id.includes(part ?? 'm'))
      .map(([, one]) => one),
  search: (_query, _statistic, period) => (period === 60 ? [series([1, 2]), series([10, _])] : []),
};

/** The values of each series that an expression gives. */
const compute = (expression: string): number[][] => {
  const value = evaluateExpression(parseExpression(expression), scope);
  return (value.kind === 'series' ? [value.series] : value.series).map(({ values }) => [...values]);
};

describe('arithmetic', () => {
  it.each([
    ['m1 + m2', [50, 20, 5, 10]],
    ['m1 - m2', [10, 20, -5, 10]],
    ['m2 * 2', [40, _, 10, _]],
    ['m1 / m2', [1.5, _, 0, _]],
    ['100 / m1', [3.3333333333333335, 5, _, 10]],
    ['m1 ^ 2', [900, 400, 0, 100]],
    ['-m1', [-30, -20, -0, -10]],
    ['0 - m1 / 10 - 1', [-4, -3, -1, -2]],
    ['m1 * 2 ^ 3 ^ 0', [60, 40, 0, 20]],
    ['(m1 + 10) * 2', [80, 60, 20, 40]],
    ['m1 + -2 ^ 2', [26, 16, -4, 6]],
    ['m1 - 1.5e1 + .5', [15.5, 5.5, -14.5, -4.5]],
  ])('computes %s', (expression, values) => {
    expect(compute(expression)).toEqual([values]);
  });

  it('drops points that divide by zero and points that are no finite number', () => {
    expect(compute('m2 / 0')).toEqual([[_, _, _, _]]);
    expect(compute('(0 - m1) ^ 0.5')).toEqual([[_, _, 0, _]]);
  });

  it('puts points of different windows together by timestamp', () => {
    expect(compute('m1 + late')).toEqual([[30, 20, 1, 12]]);
    expect(compute('gaps - late')).toEqual([[_, 2, -1, -2, 8, _]]);
  });

  it('lets a coarser series count where its points are stamped', () => {
    expect(compute('m1 + coarse')).toEqual([[130, 20, 0, 10]]);
  });

  it('computes arrays member by member', () => {
    expect(compute('[m1, m2] * 2')).toEqual([
      [60, 40, 0, 20],
      [40, _, 10, _],
    ]);
    expect(compute('100 - [m1, m2]')).toEqual([
      [70, 80, 100, 90],
      [80, _, 95, _],
    ]);
    expect(compute('[m1, m2] - m1')).toEqual([
      [0, 0, 0, 0],
      [-10, -20, 5, -10],
    ]);
  });
});

describe('functions', () => {
  it.each([
    ['SUM([m1, m2])', [50, 20, 5, 10]],
    ['AVG([m1, m2])', [25, 10, 2.5, 5]],
    ['MIN([m1, m2])', [20, 20, 0, 10]],
    ['MAX([m1, m2])', [30, 20, 5, 10]],
    ['m2 * 0 + SUM(m1)', [60, _, 60, _]],
    ['m2 * 0 + AVG(m2)', [12.5, _, 12.5, _]],
    ['m1 - MIN(m1)', [30, 20, 0, 10]],
    ['m1 / MAX(m1) * 3', [3, 2, 0, 1]],
    ['RUNNING_SUM(m1)', [30, 50, 50, 60]],
    ['RUNNING_SUM(gaps)', [_, 2, _, _, 10, _]],
    ['FILL(gaps, 0)', [0, 2, 0, 0, 8, 0]],
    ['FILL(gaps, -1)', [-1, 2, -1, -1, 8, -1]],
    ['FILL(gaps, REPEAT)', [_, 2, 2, 2, 8, 8]],
    ['FILL(gaps, LINEAR)', [_, 2, 4, 6, 8, _]],
    ['FILL(SUM([m2, m2]), 0)', [40, 0, 10, 0]],
    ["SUM(SEARCH('x', 'Sum', 60))", [11, 2]],
    ['SUM(METRICS("m1"))', [30, 20, 0, 10]],
    ['SUM(METRICS())', [50, 20, 5, 10]],
  ])('computes %s', (expression, values) => {
    expect(compute(expression)).toEqual([values]);
  });

  it('keeps the members of an array apart', () => {
    expect(compute('RUNNING_SUM([m1, m2])')).toEqual([
      [30, 50, 50, 60],
      [20, _, 25, _],
    ]);
    expect(compute('FILL([m2, m1], 7)')).toEqual([
      [20, 7, 5, 7],
      [30, 20, 0, 10],
    ]);
    expect(compute('SEARCH("x", \'Sum\', 60)')).toEqual([
      [1, 2],
      [10, _],
    ]);
  });

  it('sums an empty array to a series without points', () => {
    expect(compute("FILL(SUM(SEARCH('x', 'Sum', 300)), 0)")).toEqual([[]]);
    expect(compute("m1 * 4 - SUM(SEARCH('x', 'Sum', 300))")).toEqual([[120, 80, 0, 40]]);
  });
});

describe('what is refused', () => {
  it('refuses parentheses nested beyond reason', () => {
    expect(compute(`${'('.repeat(200)}m1${')'.repeat(200)}`)).toEqual([[30, 20, 0, 10]]);
    expect(() => compute('('.repeat(2048))).toThrow('nested more than 200 deep at position 201');
  });

  it.each([
    ['1 + 2', 'the result must be a time series or an array of time series, not a scalar'],
    ['SUM(m1)', 'the result must be a time series or an array of time series, not a scalar'],
    ["'text'", 'not a string'],
    ['m1 + nothere', "Unknown Id 'nothere'"],
    ['MEDIAN(m1)', "Unknown function 'MEDIAN'; this local CloudWatch has SUM, AVG, MIN, MAX"],
    ['SUM()', 'SUM takes 1 argument(s), not 0'],
    ['SUM(5)', 'SUM takes a time series or an array of them, not a scalar'],
    ['FILL(m1)', 'FILL takes 2 argument(s), not 1'],
    ['FILL(m1, NEAREST)', 'FILL fills with a number, REPEAT or LINEAR'],
    ['RUNNING_SUM(3)', 'RUNNING_SUM takes a time series or an array of them, not a scalar'],
    ['[m1] + [m2]', 'the operator + cannot take an array of time series and an array of time series'],
    ['m1 + REPEAT', 'the operator + cannot take a time series and a keyword'],
    ['SEARCH(m1)', 'SEARCH takes 2 to 3 argument(s), not 1'],
    ['m1 +', "'the end' at position 5 where a number, an Id, a function or a parenthesis should be"],
    ['(m1', "'the end' at position 4 where ')' should be"],
    ['m1 m2', "'m2' at position 3 where an operator or the end should be"],
    ['m1 > 5', "'> 5' is not understood at position 4"],
    ["SEARCH('x", 'is not understood at position 8'],
  ])('refuses %s', (expression, message) => {
    expect(() => compute(expression)).toThrow(message);
  });
});
