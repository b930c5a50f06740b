import { type Command, type CommandGroup, commandGroups } from './command.ts';
import { exitHelp } from './exitCodes.ts';

const titles: Readonly<Record<CommandGroup, string>> = {
  costs: 'Ask the API (as a table, --json or --csv)',
  documents: 'Change what is owned, paid, charged and may be spent',
  stack: 'Look into a stack, as AWS lets you',
  machine: 'On this machine',
};

/** A longer call has what it does below it. */
const mostLetters = 30;

/** What `tenner --help` says: every command, by what it is for. */
export const topHelp = (commands: readonly Command[]): string => {
  const calls = commands.map((command) => {
    const { name, words, places } = command;
    const behind = words.length === 0 ? places.map((place) => place.toUpperCase()) : [words.join('|')];
    return { command, call: [name, ...behind].join(' ') };
  });
  const longest = Math.max(...calls.map(({ call }) => call.length).filter((length) => length <= mostLetters));
  const groups = commandGroups.map((group) => {
    const own = calls.filter(({ command }) => command.group === group);
    const lines = own.map(({ command: { summary }, call }) =>
      call.length > longest
        ? `  ${call}\n  ${''.padEnd(longest)}  ${summary}`
        : `  ${call.padEnd(longest)}  ${summary}`,
    );
    return [`${titles[group]}:`, ...lines].join('\n');
  });
  return [
    'tenner: the exact cost of every model, copy, GPU and team on Amazon SageMaker AI endpoints',
    ...groups,
    `tenner COMMAND --help explains a command and its options; tenner --version says which one this is.\n${exitHelp}`,
  ].join('\n\n');
};
