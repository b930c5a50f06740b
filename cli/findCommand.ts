import type { Command } from './command.ts';

/**
 * The command of a name. Of several of one name, as `owners` that asks the API and `owners check`, a word behind it means the one that
 * goes on with that word; any other word is the name of something (`budgets search-month`) where one of them takes such, and else
 * means the one that goes on with words, which says so if it is none of its own.
 * @param word what comes first behind the name.
 */
export const findCommand = (
  commands: readonly Command[],
  name: string,
  word: string | undefined,
): Command | undefined => {
  const own = commands.filter((command) => command.name === name);
  const bare = own.find(({ words, places }) => words.length === 0 && places.length === 0);
  if (word === undefined || word.startsWith('-')) return bare ?? own[0];
  const meant = own.find(({ words }) => words.includes(word));
  const named = own.find(({ places }) => places.length > 0);
  return meant ?? named ?? own.find(({ words }) => words.length > 0) ?? own[0];
};
