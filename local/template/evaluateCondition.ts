import { isDeepStrictEqual } from 'node:util';
import { resolveValue, type Scope } from './resolveValue.ts';
import { TemplateError } from './templateError.ts';

/**
 * Whether a condition holds: `Fn::Equals`, `Fn::And`, `Fn::Or`, `Fn::Not`, `Condition`.
 * @throws TemplateError for any other.
 */
export const evaluateCondition = (value: unknown, scope: Scope, where: string): boolean => {
  const [name, argument] = Object.entries(Object(value))[0] ?? [];
  const parts: unknown[] = Array.isArray(argument) ? argument : [];
  const holds = (part: unknown) => evaluateCondition(part, scope, where);
  switch (name) {
    case 'Fn::Equals': {
      const [left, right] = parts.map((part) => resolveValue(part, scope, where));
      return isDeepStrictEqual(left, right);
    }
    case 'Fn::And':
      return parts.every(holds);
    case 'Fn::Or':
      return parts.some(holds);
    case 'Fn::Not':
      return !holds(parts[0]);
    case 'Condition':
      return scope.condition(String(argument), where);
    default:
      throw new TemplateError(where, `${name ?? JSON.stringify(value)} is no condition known here`);
  }
};
