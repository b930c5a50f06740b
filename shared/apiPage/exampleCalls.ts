import type { ApiOperation, ApiParameter, Schemas } from './apiDocument.ts';
import { resolveNode } from './describeType.ts';

/** As a query may have it, and a shell within "…": what both leave alone stays readable. */
const encode = (text: string): string =>
  encodeURIComponent(text)
    .replace(/%(?:2C|3A|2F)/g, decodeURIComponent)
    .replaceAll('!', '%21');

/** A text within '…' of a shell. */
const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

const exampleOf = ({ name, example }: ApiParameter): string =>
  typeof example === 'string' ? example : name.toUpperCase();

/** The address with some of the query's parameters. */
export const exampleUrl = (
  { path, parameters }: ApiOperation,
  isGiven: (each: ApiParameter) => boolean,
): string => {
  const places = parameters.filter((each) => each.in === 'path');
  const filled = places.reduce((text, each) => text.replace(`{${each.name}}`, encode(exampleOf(each))), path);
  const asked = parameters.filter((each) => each.in === 'query' && isGiven(each));
  const query = asked.map((each) => `${each.name}=${encode(exampleOf(each))}`).join('&');
  return `${filled}${query === '' ? '' : `?${query}`}`;
};

/** Longer than what stands in one line beside its like. */
const longest = 88;

/** One command: in several lines, as a shell takes them, where one would be long. */
export const joinLine = (parts: readonly string[]): string => {
  const line = parts.join(' ');
  return line.length <= longest ? line : parts.join(' \\\n  ');
};

const isNeeded = ({ required }: ApiParameter): boolean => required;
const hasExample = ({ required, example }: ApiParameter): boolean => required || example !== undefined;

const toCurl = (
  operation: ApiOperation,
  schemas: Schemas,
  url: string,
  headers: readonly string[],
): string => {
  const { method, parameters, requestBody } = operation;
  const own = parameters.filter((each) => each.in === 'header');
  const body = requestBody?.content['application/json']?.schema;
  const [example] = (body && resolveNode(body, schemas).examples) ?? [];
  return joinLine([
    `curl${method === 'GET' ? '' : ` -X ${method}`}`,
    ...(operation['x-role'] === 'none' ? [] : ['-H "authorization: Bearer $TOKEN"']),
    ...own.map((each) => `-H ${quote(`${each.name.toLowerCase()}: ${exampleOf(each)}`)}`),
    ...headers.map((header) => `-H ${quote(header)}`),
    `"$TENNER/v1${url}"`,
    ...(body === undefined ? [] : ["-H 'content-type: application/json'"]),
    ...(example === undefined ? [] : [`--data ${quote(JSON.stringify(example, null, 2))}`]),
  ]);
};

/** Something to be put into a shell, and what it shows. */
export type Example = { title: string; line: string };

/** Lines for a shell that ask for an operation: with what is needed, with all that there is an example of, and as a table. */
export const exampleCalls = (operation: ApiOperation, schemas: Schemas): Example[] => {
  const plain = exampleUrl(operation, isNeeded);
  const full = exampleUrl(operation, hasExample);
  const hasBody = operation.requestBody !== undefined;
  const hasCsv = operation.responses['200']?.content['text/csv'] !== undefined;
  const call = (title: string, url: string, headers: readonly string[] = []): Example => ({
    title,
    line: toCurl(operation, schemas, url, headers),
  });
  return [
    call('With what is needed', plain),
    ...(full === plain || hasBody ? [] : [call('With more', full)]),
    ...(hasCsv && !hasBody ? [call('As a table', plain, ['accept: text/csv'])] : []),
    ...operation['x-commands'].map((line) => ({ title: 'With the command', line })),
  ];
};
