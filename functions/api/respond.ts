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
  /** Where the body is a page for people, with what of it a browser may load and apply. */
  page?: { policy: string };
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
export const pageType = 'text/html';

/**
 * What answers can be had as, the first where a client does not mind. Not every answer can be had as each: one that cannot comes as
 * what it is, because a browser that asks for pages may well be shown JSON.
 */
export const mediaTypes = [jsonType, csvType, pageType] as const;

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

const strong = (tag: string): string => tag.trim().replace(/^W\//, '');

/** Whether a client has what it would be given; weak tags are compared as strong ones. What has changed something is always told. */
const isKnown = ({ method, headers }: ApiRequest, tag: string): boolean =>
  method === 'GET' &&
  headers['if-none-match']?.split(',').some((each) => ['*', strong(tag)].includes(strong(each))) === true;

/** An answer in one form. */
type Formed = { body: string; type: string; mark: string; headers?: Record<string, string> };

const toForm = ({ body, cells, meta, page }: Answer, mediaType: string): Formed => {
  if (page !== undefined)
    return {
      body: String(body),
      type: `${pageType}; charset=utf-8`,
      mark: '',
      headers: { 'content-security-policy': page.policy, 'referrer-policy': 'no-referrer' },
    };
  if (mediaType !== csvType || cells === undefined)
    return { body: JSON.stringify(body), type: jsonType, mark: '' };
  return {
    body: toCsv(cells),
    type: `${csvType}; charset=utf-8; header=present`,
    mark: '-csv',
    headers: meta === undefined ? {} : { 'tenner-meta': toHeader(meta) },
  };
};

/**
 * Gives an answer its form: JSON, or a table where that is asked for, or a page, with a tag by which the next request may ask whether
 * anything is new. The tag is of what this asker sees and of nothing else.
 */
export const respond = (request: ApiRequest, answer: Answer, mediaType: string): HttpAnswer => {
  const { body, type, mark, headers: own = {} } = toForm(answer, mediaType);
  // Weak where it is made of the answer: gzip makes other bytes of the same figures.
  const made = () => `W/"${digest(`${body}${own['tenner-meta'] ?? ''}`)}${mark}"`;
  const etag = answer.tag === undefined ? made() : `"${answer.tag}${mark}"`;
  const headers: Record<string, string> = {
    etag,
    'cache-control': 'private, no-cache',
    vary: 'accept, accept-encoding, authorization',
    'x-content-type-options': 'nosniff',
    ...(answer.next === undefined ? {} : { link: `<?${answer.next.toString()}>; rel="next"` }),
    ...own,
  };
  if (isKnown(request, etag)) return { statusCode: 304, headers };
  return { statusCode: 200, headers: { ...headers, 'content-type': type }, body };
};
