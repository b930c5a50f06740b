import { splitTokens } from './splitTokens.ts';

const joinTokens = (words: readonly (readonly string[])[]): string => words.flat().join('').toLowerCase();

const standsAt = (tokens: readonly string[], at: number, words: readonly (readonly string[])[]): boolean => {
  let next = at;
  for (const word of words)
    for (const token of word) {
      const found = tokens[next++];
      const isSame = word.length === 1 ? found?.toLowerCase() === token.toLowerCase() : found === token;
      if (!isSame) return false;
    }
  return true;
};

/**
 * A test for whether an unquoted search term matches a name partially. The user guide's examples, taken together:
 * - a term of one token matches that token in any case: `count`, `COUNT` find `CustomCount1`, `couNT` (`cou`, `NT`)
 *   does not;
 * - a term of several tokens must stand in the name consecutively. Tokens told apart by capitals or digits alone
 *   match case by case (`Count1` but not `count1`), those told apart by other characters in any case
 *   (`network/errors` finds `Network-Errors-2` and `NetworkErrors2`);
 * - the whole name without its other characters is a token too (`customcount1`), matched in any case.
 */
export const matchToken = (term: string): ((name: string) => boolean) => {
  const words = splitTokens(term);
  const whole = joinTokens(words);
  return (name) => {
    const nameWords = splitTokens(name);
    if (joinTokens(nameWords) === whole) return true;
    const tokens = nameWords.flat();
    return tokens.some((_, at) => standsAt(tokens, at, words));
  };
};
