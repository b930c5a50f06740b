import { openApi } from '#cli/api/openApi.ts';
import { createProgress } from '#cli/progress.ts';
import { mostRows } from '#shared/api/questionParams.ts';
import { type Asked, askPages, type Said } from './askPages.ts';
import { callOf } from './callOf.ts';
import type { AskAgain } from './enclosure.ts';
import type { QuestionCommand } from './questionCommand.ts';
import type { Question } from './readQuestion.ts';

/** What a parameter is called on the command line. */
const namesOf =
  ({ parameters, places }: QuestionCommand) =>
  (parameter: string): string => {
    if (places.includes(parameter)) return parameter.toUpperCase();
    return `--${parameters.find(({ name }) => name === parameter)?.option ?? parameter}`;
  };

/**
 * Asks the API, with what is to be enclosed.
 * @returns what it says, and what of that was not enclosed.
 * @throws ApiFailure with a sentence on why there is no answer.
 */
export const askQuestion = async (
  command: QuestionCommand,
  question: Question,
): Promise<Said & { notes: readonly string[] }> => {
  const { operation, view } = command;
  const api = await openApi(question.connection);
  const progress = createProgress(process.stderr);
  const onPage = (pages: number) => progress.show(`${pages} ${pages === 1 ? 'page' : 'pages'} read …`);
  const tellOf = (asked: Asked): Promise<Said> =>
    askPages(asked, api.opts, onPage).catch((error: unknown) => {
      throw api.tell(error, namesOf(command));
    });
  const askAgain: AskAgain = async (changes) => {
    // From the first page on, whichever page is asked for.
    const { cursor: _, ...asked } = question.given;
    const given = { ...asked, limit: String(mostRows), ...changes };
    const said = await tellOf({ call: callOf(operation), given, isCsv: false, isWhole: true });
    return said.kind === 'document' ? said.document : undefined;
  };
  try {
    progress.show('Asking …');
    const enclosed = await view?.enclosure?.read(question.enclosed, askAgain);
    const isCsv = question.form === 'csv';
    const { given, isWhole } = question;
    if (enclosed === undefined || view?.enclosure === undefined)
      return { ...(await tellOf({ call: callOf(operation), given, isCsv, isWhole })), notes: [] };
    const { body, notes } = enclosed;
    const call = callOf(view.enclosure.operation);
    return { ...(await tellOf({ call, given: { ...given, body }, isCsv, isWhole })), notes };
  } finally {
    progress.clear();
  }
};
