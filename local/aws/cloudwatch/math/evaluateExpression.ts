import type { Series } from '#local/aws/cloudwatch/series.ts';
import { applyOperator } from './applyOperator.ts';
import type { Expression } from './expression.ts';
import { ExpressionError } from './expressionError.ts';
import { callFunction, type MathScope } from './mathFunctions.ts';
import { describeKind, type MathValue } from './mathValue.ts';

/** Arrays in brackets are flat: a member that is an array gives its series. */
const flatten = (value: MathValue): readonly Series[] => {
  if (value.kind === 'series') return [value.series];
  if (value.kind === 'array') return value.series;
  throw new ExpressionError(`an array holds time series, not ${describeKind(value.kind)}`);
};

const evaluate = (expression: Expression, scope: MathScope): MathValue => {
  switch (expression.kind) {
    case 'number':
      return { kind: 'scalar', value: expression.value };
    case 'text':
    case 'word':
      return expression;
    case 'reference':
      return scope.resolve(expression.id);
    case 'array':
      return { kind: 'array', series: expression.items.flatMap((item) => flatten(evaluate(item, scope))) };
    case 'negate':
      return applyOperator('*', { kind: 'scalar', value: -1 }, evaluate(expression.operand, scope));
    case 'binary':
      return applyOperator(
        expression.operator,
        evaluate(expression.left, scope),
        evaluate(expression.right, scope),
      );
    case 'call':
      return callFunction(
        expression.name,
        expression.args.map((arg) => evaluate(arg, scope)),
        scope,
      );
  }
};

/**
 * What an expression comes to: one series or an array of series.
 * @throws ExpressionError when it comes to anything else, or cannot be computed
 */
export const evaluateExpression = (
  expression: Expression,
  scope: MathScope,
): MathValue & { kind: 'series' | 'array' } => {
  const value = evaluate(expression, scope);
  if (value.kind === 'series' || value.kind === 'array') return value;
  throw new ExpressionError(
    `the result must be a time series or an array of time series, not ${describeKind(value.kind)}`,
  );
};
