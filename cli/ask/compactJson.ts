import { isObject } from './joinPages.ts';
import { toJsonText } from './toJsonText.ts';

/** What is longer stands in several lines. */
const widest = 100;

/** In one line, with a space behind every sign. */
const inLine = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(inLine).join(', ')}]`;
  if (!isObject(value)) return toJsonText(value);
  const fields = Object.entries(value).map(([name, each]) => `${toJsonText(name)}: ${inLine(each)}`);
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
};

const inLines = (parts: readonly string[], indent: string): string =>
  `\n${parts.map((part) => `${indent}  ${part}`).join(',\n')}\n${indent}`;

const write = (value: unknown, indent: string, before: number): string => {
  const line = inLine(value);
  if (indent !== '' && indent.length + before + line.length <= widest) return line;
  const deeper = `${indent}  `;
  if (Array.isArray(value))
    return value.length === 0
      ? '[]'
      : `[${inLines(
          value.map((each) => write(each, deeper, 0)),
          indent,
        )}]`;
  if (!isObject(value)) return line;
  const fields = Object.entries(value).map(([name, each]) => {
    const key = `${toJsonText(name)}: `;
    return key + write(each, deeper, key.length);
  });
  return fields.length === 0 ? '{}' : `{${inLines(fields, indent)}}`;
};

/** A document as JSON for people to read: what is short stands in one line. It can be given to `apply` as it is. */
export const compactJson = (document: unknown): string => write(document, '', 0);
