import { openApi } from '#cli/api/openApi.ts';
import { createProgress } from '#cli/progress.ts';
import { ask, askCsv } from '#shared/client/ask.ts';
import { callOf } from './callOf.ts';
import { joinCsv } from './joinCsv.ts';
import { areTorn, joinPages, nextOf } from './joinPages.ts';
import type { QuestionCommand } from './questionCommand.ts';
import { type Page, readPages } from './readPages.ts';
import type { Question } from './readQuestion.ts';

/** What the API says to a question, in the form that was asked for. */
export type Said = { hasMore: boolean; isTorn: boolean } & (
  | { kind: 'document'; document: unknown }
  | { kind: 'csv'; csv: string }
);

/** What a parameter is called on the command line. */
const namesOf =
  ({ parameters, places }: QuestionCommand) =>
  (parameter: string): string => {
    if (places.includes(parameter)) return parameter.toUpperCase();
    return `--${parameters.find(({ name }) => name === parameter)?.option ?? parameter}`;
  };

/** Asks the API, page by page where all are wanted. @throws ApiFailure with a sentence on why there is no answer. */
export const askQuestion = async (command: QuestionCommand, question: Question): Promise<Said> => {
  const { operation } = command;
  const api = await openApi(question.connection);
  const call = callOf(operation);
  const progress = createProgress(process.stderr);
  const onPage = (pages: number) => progress.show(`${pages} ${pages === 1 ? 'page' : 'pages'} read …`);
  const given = (cursor: string | undefined) =>
    cursor === undefined ? question.given : { ...question.given, cursor };
  const readDocument = async (cursor: string | undefined): Promise<Page<unknown>> => {
    const content = await ask(call(given(cursor), api.opts));
    return { content, next: nextOf(content) };
  };
  const readCsv = async (cursor: string | undefined): Promise<Page<string>> => {
    const { csv, next } = await askCsv((opts) => call(given(cursor), opts), api.opts);
    return { content: csv, next };
  };
  try {
    progress.show('Asking …');
    if (question.form === 'csv') {
      const { pages, hasMore } = await readPages(readCsv, question.isWhole, onPage);
      return { kind: 'csv', csv: joinCsv(pages), hasMore, isTorn: false };
    }
    const { pages, hasMore } = await readPages(readDocument, question.isWhole, onPage);
    return { kind: 'document', document: joinPages(pages), hasMore, isTorn: areTorn(pages) };
  } catch (error) {
    throw api.tell(error, namesOf(command));
  } finally {
    progress.clear();
  }
};
