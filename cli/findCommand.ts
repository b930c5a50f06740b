import type { Command } from './command.ts';

/**
 * The command of a name. Of two of one name, as `owners` that asks the API and `owners check`, it is the one whose words go on so.
 * @param word what comes first behind the name.
 */
export const findCommand = (
  commands: readonly Command[],
  name: string,
  word: string | undefined,
): Command | undefined => {
  const own = commands.filter((command) => command.name === name);
  const isMeant = ({ words }: Command) => word !== undefined && words.includes(word);
  return own.find(isMeant) ?? own.find(({ words }) => words.length === 0) ?? own[0];
};
