import { createHash } from 'node:crypto';
import { stringify } from 'csv-stringify/sync';
import type { ApiRequest } from './apiRequest.ts';

/** The cells of a table, the first row its head. */
export type Cells = readonly (readonly (string | number)[])[];

/** What is answered. */
export type Answer = {
  body: unknown;
  /** The same as a table, where there is one. */
  cells?: Cells;
  /** What a table cannot say of its figures: it stands in a header beside it. */
  meta?: unknown;
  /** The query that gives the next page. */
  next?: URLSearchParams | undefined;
  /** A tag of its own, as a document's version is; else it is made of the body. */
  tag?: string;
};

/** What API Gateway takes for an answer. */
export type HttpAnswer = {
  statusCode: number;
  headers: Record<string, string>;
  body?: string;
};

export const csvType = 'text/csv';
export const jsonType = 'application/json';

/** What answers can be had as, the first where a client does not mind. */
export const mediaTypes = [jsonType, csvType] as const;

const isDecimal = (cell: string): boolean => /^-?\d+(\.\d+)?$/.test(cell);

/** A text that a spreadsheet would take for a formula begins with an apostrophe: names and tags are whatever people write. */
const disarm = (cell: string | number): string | number =>
  typeof cell === 'string' && /^[=+\-@\t\r]/.test(cell) && !isDecimal(cell) ? `'${cell}` : cell;

/** A table as RFC 4180 has it. */
export const toCsv = (cells: Cells): string =>
  stringify(
    cells.map((row) => row.map(disarm)),
    // Alone, it would quote only both together: but some readers take either for the end of a record.
    { record_delimiter: 'windows', quoted_match: /[\r\n]/ },
  );

/** A header's text is ASCII: other characters, as of a team's name, stand there as JSON escapes them. */
const toHeader = (document: unknown): string =>
  JSON.stringify(document).replace(
    /[^ -~]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 22);

/** Whether a client has what it would be given; weak tags are compared as strong ones, as a GET does. */
const isKnown = (header: string | undefined, tag: string): boolean =>
  header?.split(',').some((each) => ['*', tag].includes(each.trim().replace(/^W\//, ''))) === true;

/**
 * Gives an answer its form: JSON, or a table where that is asked for, with a tag by which the next request may ask whether
 * anything is new. The tag is of what this asker sees and of nothing else.
 */
export const respond = (request: ApiRequest, answer: Answer, mediaType: string): HttpAnswer => {
  const isCsv = mediaType === csvType && answer.cells !== undefined;
  const body = isCsv ? toCsv(answer.cells ?? []) : JSON.stringify(answer.body);
  const etag = `"${answer.tag ?? digest(body)}${isCsv ? '-csv' : ''}"`;
  const headers: Record<string, string> = {
    etag,
    'cache-control': 'private, no-cache',
    vary: 'accept, accept-encoding, authorization',
    'x-content-type-options': 'nosniff',
    ...(answer.next === undefined ? {} : { link: `<?${answer.next.toString()}>; rel="next"` }),
    ...(isCsv && answer.meta !== undefined ? { 'tenner-meta': toHeader(answer.meta) } : {}),
  };
  if (isKnown(request.headers['if-none-match'], etag)) return { statusCode: 304, headers };
  const charset = isCsv ? `${csvType}; charset=utf-8; header=present` : jsonType;
  return { statusCode: 200, headers: { ...headers, 'content-type': charset }, body };
};
