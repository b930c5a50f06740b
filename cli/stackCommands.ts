import type { Command, CommandGroup, CommandOption, LoadedCommand } from './command.ts';

/** The options that a help text explains, each at the beginning of a line; what is in capitals behind one is its value. */
const optionsIn = (help: string): CommandOption[] => {
  const found = help.matchAll(/^ {2}(--[a-z-]+)( [^\sa-z]| \d)?/gm);
  return [...found].map(([, name = '', value]) => ({ name, choices: [], takesValue: value !== undefined }));
};

const command = (
  [name, group, summary]: readonly [string, CommandGroup, string],
  load: () => Promise<Omit<LoadedCommand, 'options'>>,
  words: readonly string[] = [],
): Command => ({
  name,
  group,
  summary,
  words,
  places: [],
  load: async () => {
    const { help, run } = await load();
    return { help, run, options: [...optionsIn(help), { name: '--help', choices: [], takesValue: false }] };
  },
});

const documentWords = ['check', 'apply', 'show'];

/** The commands that go to a stack's table, or run one here. */
export const stackCommands: readonly Command[] = [
  command(
    [
      'check',
      'stack',
      'what is held beside what SageMaker describes, what was scaled, and how copies are used',
    ],
    async () => {
      const { check, checkHelp } = await import('./commands/check.ts');
      return { run: check, help: checkHelp };
    },
  ),
  command(['backfill', 'stack', 'builds history before the first run'], async () => {
    const { backfill, backfillHelp } = await import('./commands/backfill.ts');
    return { run: backfill, help: backfillHelp };
  }),
  command(
    ['owners', 'documents', 'the rules that say which team pays for a component'],
    async () => {
      const { owners, ownersHelp } = await import('./commands/owners.ts');
      return { run: owners, help: ownersHelp };
    },
    documentWords,
  ),
  command(
    ['rates', 'documents', 'what is paid and what is charged for an instance-hour'],
    async () => {
      const { rates, ratesHelp } = await import('./commands/rates.ts');
      return { run: rates, help: ratesHelp };
    },
    documentWords,
  ),
  command(['budgets', 'documents', 'who may spend what, and who is told'], async () => {
    const { budgets, budgetsHelp } = await import('./commands/budgets.ts');
    return { run: budgets, help: budgetsHelp };
  }, [...documentWords, 'import', 'archive', 'snooze', 'wake']),
  command(['access', 'documents', 'who may see and change what through the API'], async () => {
    const { access, accessHelp } = await import('./commands/access.ts');
    return { run: access, help: accessHelp };
  }, ['apply', 'show']),
  command(
    ['start', 'machine', 'plays the example fleets, shows what they cost, and keeps running'],
    async () => {
      const { start, startHelp } = await import('./commands/start.ts');
      return { run: start, help: startHelp };
    },
  ),
  command(['replay', 'machine', 'plays a fleet trace and shows what it cost'], async () => {
    const { replay, replayHelp } = await import('./commands/replay.ts');
    return { run: replay, help: replayHelp };
  }),
];
