import type { RequestOpts } from '@oazapfts/runtime';
import { ask, askCsv } from '#shared/client/ask.ts';
import type { Call } from './callOf.ts';
import { joinCsv } from './joinCsv.ts';
import { areTorn, joinPages, nextOf } from './joinPages.ts';
import { type Page, readPages } from './readPages.ts';

/** What the API says to a question, in the form that was asked for. */
export type Said = { hasMore: boolean; isTorn: boolean } & (
  | { kind: 'document'; document: unknown }
  | { kind: 'csv'; csv: string }
);

export type Asked = {
  call: Call;
  given: Readonly<Record<string, unknown>>;
  isCsv: boolean;
  /** Whether all pages are wanted. */
  isWhole: boolean;
};

/** Asks page by page where all are wanted. @param onPage told how many there are so far. @throws whatever the client does. */
export const askPages = async (
  { call, given, isCsv, isWhole }: Asked,
  opts: RequestOpts,
  onPage: (pages: number) => void,
): Promise<Said> => {
  const at = (cursor: string | undefined) => (cursor === undefined ? given : { ...given, cursor });
  const readDocument = async (cursor: string | undefined): Promise<Page<unknown>> => {
    const content = await ask(call(at(cursor), opts));
    return { content, next: nextOf(content) };
  };
  const readCsv = async (cursor: string | undefined): Promise<Page<string>> => {
    const { csv, next } = await askCsv((own) => call(at(cursor), own), opts);
    return { content: csv, next };
  };
  if (isCsv) {
    const { pages, hasMore } = await readPages(readCsv, isWhole, onPage);
    return { kind: 'csv', csv: joinCsv(pages), hasMore, isTorn: false };
  }
  const { pages, hasMore } = await readPages(readDocument, isWhole, onPage);
  return { kind: 'document', document: joinPages(pages), hasMore, isTorn: areTorn(pages) };
};
