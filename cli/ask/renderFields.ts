import { plainText } from '#cli/plainText.ts';
import { toCell } from './flattenRow.ts';
import { isObject } from './joinPages.ts';
import { wordsOf } from './wordsOf.ts';

/** What of a list stands in one line; longer items stand in lines of their own. */
const longestLine = 100;

const isListOfObjects = (value: unknown): value is unknown[] =>
  Array.isArray(value) && value.some((each) => isObject(each));

const indent = (lines: readonly string[], first = '  '): string[] =>
  lines.map((line, index) => `${index === 0 ? first : '  '}${line}`);

const itemLines = (item: unknown): string[] => {
  const { text } = toCell('', [item]);
  return isObject(item) && text.length > longestLine ? renderFields(item) : [plainText(text)];
};

const fieldLines = (name: string, value: unknown): string[] => {
  const words = plainText(wordsOf(name));
  if (isObject(value) && Object.keys(value).length > 0) return [`${words}:`, ...indent(renderFields(value))];
  if (isListOfObjects(value)) return [`${words}:`, ...value.flatMap((item) => indent(itemLines(item), '- '))];
  const { text } = isObject(value) ? { text: '' } : toCell(name, value);
  return [`${words}: ${text === '' ? '(none)' : plainText(text)}`];
};

/** An object as lines of `key: value`, what is in it indented below its name. */
export const renderFields = (fields: Readonly<Record<string, unknown>>): string[] =>
  Object.entries(fields).flatMap(([name, value]) => fieldLines(name, value));
