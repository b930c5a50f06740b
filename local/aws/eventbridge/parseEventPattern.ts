/** Whether an event is one that a rule waits for. */
export type EventPattern = (event: unknown) => boolean;

/** Tests what stands at a field: its scalar values, several when it is an array, none when it is not there. */
type FieldTest = (values: readonly unknown[]) => boolean;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isScalar = (value: unknown): boolean =>
  value === null || ['string', 'number', 'boolean'].includes(typeof value);

const fault = (where: string, text: string): RangeError => new RangeError(`event pattern, ${where}: ${text}`);

const someText =
  (test: (text: string) => boolean): FieldTest =>
  (values) =>
    values.some((value) => typeof value === 'string' && test(value));

const readText = (operand: unknown, where: string): string => {
  if (typeof operand === 'string' && operand !== '') return operand;
  throw fault(where, `takes a text, not ${JSON.stringify(operand)}`);
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
    throw fault(where, `takes comparisons such as [">", 0, "<=", 5], not ${JSON.stringify(operand)}`);
  return (values) =>
    values.some((value) => typeof value === 'number' && tests.every((test) => test?.(value)));
};

const parseExists = (operand: unknown, where: string): FieldTest => {
  if (typeof operand !== 'boolean') throw fault(where, `takes true or false, not ${JSON.stringify(operand)}`);
  return (values) => values.length > 0 === operand;
};

/** What is none of these values; or, with a prefix or suffix, what does not have it. A missing field is not it. */
const parseAnythingBut = (operand: unknown, where: string): FieldTest => {
  const others: unknown[] = Array.isArray(operand) ? operand : [operand];
  const isAllowed = (other: unknown) => !isObject(other) || 'prefix' in other || 'suffix' in other;
  if (others.length === 0 || !others.every(isAllowed))
    throw fault(where, `takes values, a prefix or a suffix, not ${JSON.stringify(operand)}`);
  const tests = others.map((other) => parseAlternative(other, where));
  return (values) => values.some((value) => !tests.some((test) => test([value])));
};

const operators = new Map<string, (operand: unknown, where: string) => FieldTest>([
  [
    'prefix',
    (operand, where) => {
      const prefix = readText(operand, where);
      return someText((text) => text.startsWith(prefix));
    },
  ],
  [
    'suffix',
    (operand, where) => {
      const suffix = readText(operand, where);
      return someText((text) => text.endsWith(suffix));
    },
  ],
  ['exists', parseExists],
  ['numeric', parseNumeric],
  ['anything-but', parseAnythingBut],
]);

/** One alternative: a value as it is, or an operator with its operand. */
const parseAlternative = (alternative: unknown, where: string): FieldTest => {
  if (isScalar(alternative)) return (values) => values.includes(alternative);
  const [[name, operand] = [], ...others] = isObject(alternative) ? Object.entries(alternative) : [];
  if (name === undefined || others.length > 0)
    throw fault(where, `${JSON.stringify(alternative)} is neither a value nor one operator`);
  const parse = operators.get(name);
  if (parse !== undefined) return parse(operand, `${where}.${name}`);
  const known = [...operators.keys()].join(', ');
  throw fault(where, `the local run does not know the operator ${name}; it knows ${known}`);
};

const scalarsOf = (value: unknown): unknown[] => [value].flat(Number.POSITIVE_INFINITY).filter(isScalar);

/** A field's alternatives, or the fields of the objects there: of an array of objects, of any one. */
const parseField = (pattern: unknown, where: string): EventPattern => {
  if (Array.isArray(pattern)) {
    if (pattern.length === 0) throw fault(where, 'has no alternative');
    const tests = pattern.map((alternative) => parseAlternative(alternative, where));
    return (value) => tests.some((test) => test(scalarsOf(value)));
  }
  const matches = parseObject(pattern, where);
  return (value) => (Array.isArray(value) ? value : [value]).some(matches);
};

const parseObject = (pattern: unknown, where: string): EventPattern => {
  const fields = isObject(pattern) ? Object.entries(pattern) : [];
  if (fields.length === 0) throw fault(where, `${JSON.stringify(pattern)} names no field`);
  const tests = fields.map(([key, inner]) => {
    const path = where === 'root' ? key : `${where}.${key}`;
    if (key === '$or') throw fault(path, 'the local run does not know $or');
    return { key, matches: parseField(inner, path) };
  });
  return (value) => {
    // A field of what is not there is not there either, which a pattern may ask for.
    const object = isObject(value) ? value : {};
    return tests.every(({ key, matches }) => matches(object[key]));
  };
};

/**
 * Reads an EventBridge event pattern: every field named must match, by one of its alternatives: a value as it is,
 * `{ "prefix": … }`, `{ "suffix": … }`, `{ "exists": … }`, `{ "numeric": [ … ] }` or `{ "anything-but": … }`. Of a
 * field that is an array, one element has to match.
 * @throws RangeError naming the field, for what EventBridge refuses and for operators that are not known here.
 */
export const parseEventPattern = (pattern: unknown): EventPattern => parseObject(pattern, 'root');
