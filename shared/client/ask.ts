import type { RequestOpts } from '@oazapfts/runtime';
import { mergeHeaders } from '@oazapfts/runtime/headers';
import { ApiError } from './apiError.ts';

/** What a function of the client gives, whatever the status. */
export type Answered = { status: number; headers: Headers; data?: unknown };

/** What comes with a success; of a function of which no more is known, anything. */
type DataOf<Given extends Answered> = number extends Given['status']
  ? unknown
  : Given extends { status: 200; data: infer Data }
    ? Data
    : never;

/** The cursor of the page that a `Link: <?…>; rel="next"` leads to; undefined on the last page. */
const nextCursor = (headers: Headers): string | undefined => {
  const [, query] = /<\?([^>]*)>;\s*rel="?next"?/.exec(headers.get('link') ?? '') ?? [];
  return new URLSearchParams(query).get('cursor') ?? undefined;
};

/** A page that asks for a password comes with a success too; and a body that broke off on the way reads as none at all. */
const isDocument = ({ headers, data }: Answered): boolean =>
  headers.get('content-type')?.includes('json') === true && data !== undefined && data !== null;

const dataOf = <Given extends Answered>(given: Given): DataOf<Given> => {
  const { status, headers, data } = given;
  if (status === 200 && isDocument(given)) return data as DataOf<Given>;
  throw new ApiError(status, headers, data);
};

/**
 * What an operation answers: `await ask(listCosts({ window: 'month' }))`.
 * @throws ApiError with the reason where there is no answer.
 */
export const ask = async <Given extends Answered>(asked: Promise<Given>): Promise<DataOf<Given>> =>
  dataOf(await asked);

/** What is new, with the tag by which to ask the next time; `unchanged` when nothing is. */
export type News<Data> = { kind: 'new'; data: Data; etag: string | undefined } | { kind: 'unchanged' };

/**
 * The same only where it is not what the asker has:
 * `await askForNews((opts) => listCosts({ window: 'month' }, opts), etag)`.
 * @param etag of the last answer; undefined for none.
 */
export const askForNews = async <Given extends Answered>(
  call: (opts: RequestOpts) => Promise<Given>,
  etag: string | undefined,
  opts: RequestOpts = {},
): Promise<News<DataOf<Given>>> => {
  const own = etag === undefined ? {} : { 'If-None-Match': etag };
  const given = await call({ ...opts, headers: mergeHeaders(opts.headers, own) });
  if (given.status === 304) return { kind: 'unchanged' };
  return { kind: 'new', data: dataOf(given), etag: given.headers.get('etag') ?? undefined };
};

export type CsvPage = {
  csv: string;
  /** The cursor of the next page; undefined on the last. */
  next: string | undefined;
};

/**
 * The same as a table, for operations that can be had as one: `await askCsv((opts) => listCosts({ window: 'month' }, opts))`.
 * @throws ApiError as `ask` does, and where what comes is no table.
 */
export const askCsv = async (
  call: (opts: RequestOpts) => Promise<Answered>,
  opts: RequestOpts = {},
): Promise<CsvPage> => {
  const { status, headers, data } = await call({
    ...opts,
    headers: mergeHeaders(opts.headers, { Accept: 'text/csv' }),
  });
  const isCsv = headers.get('content-type')?.startsWith('text/csv') === true;
  if (status === 200 && isCsv && typeof data === 'string') return { csv: data, next: nextCursor(headers) };
  throw new ApiError(status, headers, data);
};
