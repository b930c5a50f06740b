import type { FilterValue } from './filter.ts';
import { explainToken, type TellFault } from './filterFault.ts';
import type { Token } from './filterTokens.ts';
import { quoteInput } from './quoteInput.ts';

const mostValues = 100;

const escapes = /\\(.)/gsu;

/** What a token says, bare or in quotes; undefined for one that says nothing. */
export const readText = ({ kind, text, at }: Token, tell: TellFault): string | undefined => {
  if (kind === 'bare') return text;
  if (kind !== 'quoted') return undefined;
  for (const { 0: pair, 1: escaped, index } of text.matchAll(escapes)) {
    if (escaped === '"' || escaped === '\\') continue;
    tell(
      at + index,
      `${quoteInput(pair)} stands for nothing; expected \\" for a quote, \\\\ for a backslash`,
    );
  }
  return text.slice(1, -1).replaceAll(escapes, '$1');
};

/** @param at where the value should be. */
const parseValue = (tokens: readonly Token[], at: number, tell: TellFault): FilterValue[] => {
  const [first] = tokens;
  if (first === undefined) {
    tell(at, 'a value is missing; expected one, or "" for none');
    return [];
  }
  const text = readText(first, tell);
  const [star, ...more] = text === undefined ? tokens : tokens.slice(1);
  if (star === undefined) return [{ kind: 'exact', text: text ?? '' }];
  if (star.text === '*' && more.length === 0) return [{ kind: 'prefix', text: text ?? '' }];
  tell(star.at, explainToken(star));
  return [];
};

/** The tokens between commas, each run with its place. */
const splitAtCommas = (tokens: readonly Token[], start: number): { tokens: Token[]; at: number }[] => {
  const runs = [{ tokens: [] as Token[], at: start }];
  for (const token of tokens) {
    if (token.text === ',') runs.push({ tokens: [], at: token.at + 1 });
    else runs.at(-1)?.tokens.push(token);
  }
  return runs;
};

/**
 * Reads values with commas between.
 *
 * @param start where the first should be.
 */
export const parseFilterValues = (
  tokens: readonly Token[],
  start: number,
  tell: TellFault,
): FilterValue[] => {
  const runs = splitAtCommas(tokens, start);
  const surplus = runs[mostValues];
  if (surplus !== undefined) {
    tell(
      surplus.at,
      `value ${mostValues + 1} of ${runs.length} stands here; expected at most ${mostValues} in a condition`,
    );
  }
  return runs.slice(0, mostValues).flatMap((run) => parseValue(run.tokens, run.at, tell));
};
