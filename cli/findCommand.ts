import type { Command } from './command.ts';

/**
 * The command of a name. Of two of one name, as `owners` that asks the API and `owners check`, a word behind it means the one that
 * goes on with words, and if none is right that one says so.
 * @param word what comes first behind the name.
 */
export const findCommand = (
  commands: readonly Command[],
  name: string,
  word: string | undefined,
): Command | undefined => {
  const own = commands.filter((command) => command.name === name);
  const isWord = word !== undefined && !word.startsWith('-');
  return own.find(({ words }) => words.length > 0 === isWord) ?? own[0];
};
