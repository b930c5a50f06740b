import { plainLines } from '#cli/plainText.ts';
import type { Said } from './askPages.ts';
import { askQuestion } from './askQuestion.ts';
import type { QuestionCommand } from './questionCommand.ts';
import { mostPages } from './readPages.ts';
import { type Question, readQuestion } from './readQuestion.ts';
import { renderAnswer } from './renderAnswer.ts';
import { toJsonText } from './toJsonText.ts';

/** What is not in what was printed. */
const notesOf = ({ hasMore, isTorn }: Said, { isWhole }: Question): string[] => [
  ...(hasMore && !isWhole
    ? ['there are more rows: --all prints them all, --limit 1000 more of them at once']
    : []),
  ...(hasMore && isWhole
    ? [`there are more than ${mostPages} pages: ask for less at once, or with a larger --limit`]
    : []),
  ...(isTorn ? ['figures changed while the pages were read: the rows are not all of one time'] : []),
];

const print = (said: Said, { view }: QuestionCommand, { form, given }: Question): string => {
  // The bytes are the API's own: nothing is added to them.
  if (said.kind === 'csv') return said.csv;
  if (form === 'json') return `${toJsonText(said.document)}\n`;
  return `${view?.render(said.document, given) ?? renderAnswer(said.document)}\n`;
};

/** Asks the API what a command line asks, and prints what it says. */
export const runQuestion = async (command: QuestionCommand, args: readonly string[]): Promise<void> => {
  const question = readQuestion(command, args);
  const said = await askQuestion(command, question);
  process.stdout.write(print(said, command, question));
  // A document says itself where it goes on.
  const pages = notesOf(said, question).filter(() => question.form !== 'json' || question.isWhole);
  for (const note of [...said.notes, ...pages]) process.stderr.write(plainLines(`note: ${note}\n`));
};
