import { isObject } from '#local/aws/isObject.ts';
import { parseWildcard } from './parseWildcard.ts';
import { patternFault } from './patternFault.ts';

/** Tests what stands at a field: its scalar values, several when it is an array, none when it is not there. */
export type FieldTest = (values: readonly unknown[]) => boolean;

export const isScalar = (value: unknown): boolean =>
  value === null || ['string', 'number', 'boolean'].includes(typeof value);

const someText =
  (test: (text: string) => boolean): FieldTest =>
  (values) =>
    values.some((value) => typeof value === 'string' && test(value));

const readText = (operand: unknown, where: string): string => {
  if (typeof operand === 'string' && operand !== '') return operand;
  throw patternFault(where, `takes a text, not ${JSON.stringify(operand)}`);
};

const lowered = (text: string): string => text.toLowerCase();

/** Compares with a text as it is, or with `{ "equals-ignore-case": … }` whatever the case. */
const parseEnd =
  (compare: (text: string, end: string) => boolean) =>
  (operand: unknown, where: string): FieldTest => {
    if (!isObject(operand)) {
      const end = readText(operand, where);
      return someText((text) => compare(text, end));
    }
    const { 'equals-ignore-case': anyCase, ...others } = operand;
    if (Object.keys(others).length > 0)
      throw patternFault(where, `takes a text, not ${JSON.stringify(operand)}`);
    const end = lowered(readText(anyCase, where));
    return someText((text) => compare(lowered(text), end));
  };

const parseAnyCase = (operand: unknown, where: string): FieldTest => {
  const wanted = lowered(readText(operand, where));
  return someText((text) => lowered(text) === wanted);
};

const parseWild = (operand: unknown, where: string): FieldTest => {
  const test = parseWildcard(readText(operand, where));
  if (test !== undefined) return someText(test);
  throw patternFault(where, `${JSON.stringify(operand)} has two * in a row, or a \\ before neither * nor \\`);
};

const comparisons = new Map<unknown, (value: number, bound: number) => boolean>([
  ['=', (value, bound) => value === bound],
  ['<', (value, bound) => value < bound],
  ['<=', (value, bound) => value <= bound],
  ['>', (value, bound) => value > bound],
  ['>=', (value, bound) => value >= bound],
]);

/** `['>', 0, '<=', 5]`: every comparison holds of one value. */
const parseNumeric = (operand: unknown, where: string): FieldTest => {
  const parts = Array.isArray(operand) ? operand : [];
  const tests = Array.from({ length: parts.length / 2 }, (_, index) => {
    const compare = comparisons.get(parts[2 * index]);
    const bound: unknown = parts[2 * index + 1];
    return compare !== undefined && typeof bound === 'number'
      ? (value: number) => compare(value, bound)
      : undefined;
  });
  if (tests.length === 0 || parts.length % 2 !== 0 || tests.includes(undefined))
    throw patternFault(where, `takes comparisons such as [">", 0, "<=", 5], not ${JSON.stringify(operand)}`);
  return (values) =>
    values.some((value) => typeof value === 'number' && tests.every((test) => test?.(value)));
};

const parseExists = (operand: unknown, where: string): FieldTest => {
  if (typeof operand !== 'boolean')
    throw patternFault(where, `takes true or false, not ${JSON.stringify(operand)}`);
  return (values) => values.length > 0 === operand;
};

/** What may stand in `anything-but`, each with one text or several. */
const exceptions = new Set(['prefix', 'suffix', 'wildcard', 'equals-ignore-case']);

/** `{ "prefix": ["a", "b"] }` as two of them; undefined for what is no exception. */
const spreadException = (other: unknown): unknown[] | undefined => {
  if (!isObject(other)) return isScalar(other) ? [other] : undefined;
  const [[name, operand] = [], ...others] = Object.entries(other);
  if (name === undefined || others.length > 0 || !exceptions.has(name)) return undefined;
  return [operand].flat().map((each) => ({ [name]: each }));
};

/** What is none of these values, and has none of these forms. A missing field is not it. */
const parseAnythingBut = (operand: unknown, where: string): FieldTest => {
  const others = [operand].flat().map(spreadException);
  const known = others.filter((other) => other !== undefined).flat();
  if (known.length === 0 || others.includes(undefined))
    throw patternFault(
      where,
      `takes values, or ${[...exceptions].join(', ')}, not ${JSON.stringify(operand)}`,
    );
  const tests = known.map((other) => parseAlternative(other, where));
  return (values) => values.some((value) => !tests.some((test) => test([value])));
};

const operators = new Map<string, (operand: unknown, where: string) => FieldTest>([
  ['prefix', parseEnd((text, end) => text.startsWith(end))],
  ['suffix', parseEnd((text, end) => text.endsWith(end))],
  ['equals-ignore-case', parseAnyCase],
  ['wildcard', parseWild],
  ['exists', parseExists],
  ['numeric', parseNumeric],
  ['anything-but', parseAnythingBut],
]);

/**
 * One alternative of a field: a value as it is, or an operator with its operand.
 * @throws RangeError for what EventBridge refuses, and for an operator that is not known here.
 */
export const parseAlternative = (alternative: unknown, where: string): FieldTest => {
  if (isScalar(alternative)) return (values) => values.includes(alternative);
  const [[name, operand] = [], ...others] = isObject(alternative) ? Object.entries(alternative) : [];
  if (name === undefined || others.length > 0)
    throw patternFault(where, `${JSON.stringify(alternative)} is neither a value nor one operator`);
  const parse = operators.get(name);
  if (parse !== undefined) return parse(operand, `${where}.${name}`);
  const known = [...operators.keys()].join(', ');
  throw patternFault(where, `the local run does not know the operator ${name}; it knows ${known}`);
};
