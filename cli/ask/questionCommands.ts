import { connectionOptions } from '#cli/api/connectionOptions.ts';
import type { Command, CommandOption } from '#cli/command.ts';
import type { Operation } from '#shared/api/operation.ts';
import { commandNames } from './commandNames.ts';
import { namesOfViews } from './namesOfViews.ts';
import { type QuestionCommand, toQuestionCommand } from './questionCommand.ts';
import { questionHelp } from './questionHelp.ts';
import { runQuestion } from './runQuestion.ts';
import type { View } from './view.ts';

const flag = (name: string): CommandOption => ({ name: `--${name}`, choices: [], takesValue: false });

const optionsOf = ({ parameters, operation, view }: QuestionCommand): CommandOption[] => [
  ...parameters.map(({ option, isFlag, usually, choices }) => ({
    name: isFlag && usually === 'true' ? `--no-${option}` : `--${option}`,
    choices,
    takesValue: !isFlag,
  })),
  ...(view?.enclosure?.options ?? []).map(({ option }) => ({
    name: `--${option}`,
    choices: [],
    takesValue: true,
  })),
  flag('json'),
  ...(operation.hasCsv ? [flag('csv')] : []),
  ...('cursor' in operation.query ? [flag('all')] : []),
  ...Object.keys(connectionOptions).map((name) => ({ name: `--${name}`, choices: [], takesValue: true })),
  flag('help'),
];

const toCommand = (question: QuestionCommand): Command => {
  const { name, operation, places } = question;
  return {
    name,
    group: 'costs',
    summary: operation.summary.charAt(0).toLowerCase() + operation.summary.slice(1),
    words: [],
    places,
    load: async () => ({
      help: questionHelp(question),
      options: optionsOf(question),
      run: (args) => runQuestion(question, args),
    }),
  };
};

/** Whether it answers a document: a page is for a browser. */
const isReading = ({ method, isPage }: Operation): boolean => method === 'GET' && isPage !== true;

/** A command for everything that can be read of the API. */
export const questionCommands = (operations: readonly Operation[], views: readonly View[]): Command[] => {
  const reading = operations.filter(isReading);
  const names = commandNames(reading, namesOfViews(views));
  return reading.map((operation) => {
    const view = views.find((each) => each.operation.id === operation.id);
    return toCommand(toQuestionCommand(operation, names.get(operation.id) ?? operation.id, view));
  });
};
