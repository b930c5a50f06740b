import { isObject } from '#local/aws/isObject.ts';
import { isScalar, parseAlternative } from './parseAlternative.ts';
import { patternFault } from './patternFault.ts';

/** Whether an event is one that a rule waits for. */
export type EventPattern = (event: unknown) => boolean;

const scalarsOf = (value: unknown): unknown[] => [value].flat(Number.POSITIVE_INFINITY).filter(isScalar);

/** A field's alternatives, or the fields of the objects there: of an array of objects, of any one. */
const parseField = (pattern: unknown, where: string): EventPattern => {
  if (Array.isArray(pattern)) {
    if (pattern.length === 0) throw patternFault(where, 'has no alternative');
    const tests = pattern.map((alternative) => parseAlternative(alternative, where));
    return (value) => tests.some((test) => test(scalarsOf(value)));
  }
  const matches = parseObject(pattern, where);
  return (value) => (Array.isArray(value) ? value : [value]).some(matches);
};

/** Several patterns of the object that `$or` stands in. */
const parseOr = (pattern: unknown, where: string): EventPattern => {
  if (!Array.isArray(pattern) || pattern.length < 2)
    throw patternFault(where, `takes two patterns or more, not ${JSON.stringify(pattern)}`);
  const choices = pattern.map((choice, index) => parseObject(choice, `${where}.${index}`));
  return (value) => choices.some((matches) => matches(value));
};

const parseObject = (pattern: unknown, where: string): EventPattern => {
  const fields = isObject(pattern) ? Object.entries(pattern) : [];
  if (fields.length === 0) throw patternFault(where, `${JSON.stringify(pattern)} names no field`);
  const tests = fields.map(([key, inner]): EventPattern => {
    const path = where === 'root' ? key : `${where}.${key}`;
    if (key === '$or') return parseOr(inner, path);
    const matches = parseField(inner, path);
    // A field of what is not there is not there either, which a pattern may ask for.
    return (value) => matches(isObject(value) ? value[key] : undefined);
  });
  return (value) => tests.every((test) => test(value));
};

/**
 * Reads an EventBridge event pattern: every field named must match, by one of its alternatives: a value as it is, or one of the
 * operators `prefix`, `suffix`, `equals-ignore-case`, `wildcard`, `exists`, `numeric` and `anything-but`; of `$or`, one of its
 * patterns. Of a field that is an array, one element has to match. SNS filters subscriptions by the same patterns.
 * @throws RangeError naming the field, for what EventBridge refuses and for operators that are not known here.
 */
export const parseEventPattern = (pattern: unknown): EventPattern => parseObject(pattern, 'root');
