import { type Command, type CommandGroup, commandGroups } from './command.ts';
import { exitHelp } from './exitCodes.ts';

const titles: Readonly<Record<CommandGroup, string>> = {
  costs: 'Ask the API (as a table, --json or --csv)',
  documents: 'Change what is owned, paid and charged',
  stack: 'Look into a stack, as AWS lets you',
  machine: 'On this machine',
};

/** What `tenner --help` says: every command, by what it is for. */
export const topHelp = (commands: readonly Command[]): string => {
  const calls = commands.map((command) => {
    const { name, words } = command;
    return { command, call: words.length === 0 ? name : `${name} ${words.join('|')}` };
  });
  const longest = Math.max(...calls.map(({ call }) => call.length));
  const groups = commandGroups.map((group) => {
    const own = calls.filter(({ command }) => command.group === group);
    const lines = own.map(({ command, call }) => `  ${call.padEnd(longest)}  ${command.summary}`);
    return [`${titles[group]}:`, ...lines].join('\n');
  });
  return [
    'tenner: the exact cost of every model, copy, GPU and team on Amazon SageMaker AI endpoints',
    ...groups,
    `tenner COMMAND --help explains a command and its options; tenner --version says which one this is.\n${exitHelp}`,
  ].join('\n\n');
};
