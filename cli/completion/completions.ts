import type { Command, CommandOption } from '#cli/command.ts';

/** What a shell offers behind a command's name. */
export type Completion = {
  name: string;
  summary: string;
  words: readonly string[];
  options: readonly CommandOption[];
};

/** What there is to complete, of the commands themselves; those of one name as one, for a shell knows only the name. */
export const completionsOf = async (commands: readonly Command[]): Promise<Completion[]> => {
  const loaded = await Promise.all(
    commands.map(async (command) => ({ ...command, options: (await command.load()).options })),
  );
  return [...Map.groupBy(loaded, ({ name }) => name)].map(([name, own]) => {
    const options = new Map(
      own.flatMap((each) => each.options.map((option) => [option.name, option] as const)),
    );
    return {
      name,
      summary: own[0]?.summary ?? '',
      words: own.flatMap(({ words }) => words),
      options: [...options.values()],
    };
  });
};
