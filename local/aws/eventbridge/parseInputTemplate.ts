/** Fills a template in. @param values by name of placeholder; what is undefined becomes an empty text. */
export type InputTemplate = (values: Readonly<Record<string, unknown>>) => string;

type Part =
  | { kind: 'text'; text: string }
  /** Within a JSON string, or in its place. */
  | { kind: 'placeholder'; name: string; isQuoted: boolean };

const maxLength = 8_192;

const token = /<([^<>]*)>|\\.|"|[^<"\\]+|[<\\]/gs;

const readParts = (template: string): Part[] => {
  let isQuoted = false;
  return [...template.matchAll(token)].map(([text, name]): Part => {
    if (name !== undefined) return { kind: 'placeholder', name, isQuoted };
    if (text === '"') isQuoted = !isQuoted;
    return { kind: 'text', text };
  });
};

/** Stands for a placeholder within a string while the template is checked: a private character, that no template has. */
const mark = '\uE000';

/** What is wrong with a template as such: it must be JSON, or have a JSON value on each of its lines. */
const findFault = (parts: readonly Part[]): string | undefined => {
  const sample = parts
    .map((part) => (part.kind === 'text' ? part.text : part.isQuoted ? mark : 'null'))
    .join('');
  let hasMarkedKey = false;
  const parses = (text: string): boolean => {
    try {
      JSON.parse(text, (key, value: unknown) => {
        hasMarkedKey ||= key.includes(mark);
        return value;
      });
      return true;
    } catch {
      return false;
    }
  };
  const lines = sample.split('\n').filter((line) => line.trim() !== '');
  if (lines.length === 0 || !(parses(sample) || lines.every(parses)))
    return 'is neither JSON, nor lines that are JSON each: a line of text stands in quotes';
  return hasMarkedKey ? 'has a placeholder as the key of an object' : undefined;
};

const fill = (value: unknown, isQuoted: boolean): string => {
  const json = JSON.stringify(value ?? (value === null ? null : ''));
  if (!isQuoted) return json;
  return typeof value === 'string' || value === undefined ? json.slice(1, -1) : json.replaceAll('"', '');
};

/**
 * Reads the template of an input transformer. `<name>` outside of quotes becomes the value as JSON; within quotes a text becomes
 * its own characters, escaped as JSON has them, and anything else its JSON without quotes.
 * @param names of the placeholders that have a value.
 * @throws RangeError for a template that EventBridge refuses.
 */
export const parseInputTemplate = (template: string, names: ReadonlySet<string>): InputTemplate => {
  const refuse = (fault: string) => new RangeError(`the input template ${fault}`);
  if (template.length > maxLength) throw refuse(`has more than ${maxLength} characters`);
  const parts = readParts(template);
  const unknown = parts.find((part) => part.kind === 'placeholder' && !names.has(part.name));
  if (unknown?.kind === 'placeholder')
    throw refuse(`has the placeholder <${unknown.name}>, which has no path`);
  const fault = findFault(parts);
  if (fault !== undefined) throw refuse(fault);
  return (values) =>
    parts.map((part) => (part.kind === 'text' ? part.text : fill(values[part.name], part.isQuoted))).join('');
};
