import { type Condition, type Filter, tagLabel } from './filter.ts';
import { explainToken, type FilterFault, type TellFault } from './filterFault.ts';
import { readTokens, type Token } from './filterTokens.ts';
import { orderFilter } from './formatFilter.ts';
import { findLookAlike } from './lookAlike.ts';
import { parseFilterValues, readText } from './parseFilterValues.ts';
import { quoteInput } from './quoteInput.ts';

const longestFilter = 2_000;
const mostConditions = 50;

const splitAtGaps = (tokens: readonly Token[]): Token[][] => {
  const runs: Token[][] = [[]];
  for (const token of tokens) {
    if (token.kind === 'gap') runs.push([]);
    else runs.at(-1)?.push(token);
  }
  return runs.filter((run) => run.length > 0);
};

const operators = new Map<string, Condition['is']>([
  [':', 'oneOf'],
  ['!:', 'noneOf'],
]);

/** The labels there are, the one that is likely meant first. */
const listLabels = (name: string, labels: readonly string[]): string => {
  const near = findLookAlike(name, labels);
  const others = labels.filter((label) => label !== near);
  return [...(near === undefined ? [] : [near]), ...others].join(', ');
};

const readTagLabel = (key: Token | undefined, at: number, tell: TellFault): string | undefined => {
  const text = key && readText(key, tell);
  if (text !== undefined && text !== '') return tagLabel(text);
  const isOpen = key?.kind === 'open';
  tell(key?.at ?? at, isOpen ? explainToken(key) : 'a tag has no key; expected tag:KEY:value');
  return undefined;
};

const checkLabel = ({ text, at }: Token, labels: readonly string[], tell: TellFault): void => {
  if (labels.includes(text)) return;
  tell(at, `there is no label ${quoteInput(text)}; expected one of ${listLabels(text, labels)}, tag:KEY`);
};

const endOf = ({ at, text }: Token): number => at + text.length;

const parseRest = (
  label: string,
  before: Token,
  [operator, ...values]: readonly Token[],
  tell: TellFault,
): Condition[] => {
  const is = operators.get(operator?.text ?? '');
  if (operator !== undefined && is !== undefined) {
    return [{ label, is, values: parseFilterValues(values, endOf(operator), tell) }];
  }
  tell(
    operator?.at ?? before.at,
    `${quoteInput(before.text)} is not followed by ":" or "!:" and a value; expected a condition such as team:search, ` +
      'and quotes around a value that has a space or + in it',
  );
  return [];
};

/** @param tokens of one condition, without gaps. */
const parseCondition = (
  tokens: readonly Token[],
  labels: readonly string[],
  tell: TellFault,
): Condition[] => {
  const [first, second, key] = tokens;
  if (first === undefined) return [];
  if (first.text === 'tag' && second?.text === ':') {
    const label = readTagLabel(key, endOf(second), tell);
    return label === undefined || key === undefined ? [] : parseRest(label, key, tokens.slice(3), tell);
  }
  if (first.kind !== 'bare') {
    const isOpen = first.kind === 'open';
    tell(
      first.at,
      isOpen
        ? explainToken(first)
        : `${quoteInput(first.text)} is no label; expected a condition such as team:search`,
    );
    return [];
  }
  if (second !== undefined && operators.has(second.text)) checkLabel(first, labels, tell);
  return parseRest(first.text, first, tokens.slice(1), tell);
};

/**
 * Reads a filter: conditions with `+` or spaces between them, all of which must hold. `team:search,ads` is one of both,
 * `team!:search,ads` neither; `tag:env:prod` asks for a tag's value. `search-*` is what begins so, `*` any but none, `""`
 * none. In quotes, with `\"` and `\\` for a quote and a backslash, a value means itself, whatever its characters:
 * `"a, b*"`; so does a tag's key.
 *
 * @param labels that there are, but for tags.
 * @returns the filter in order (`orderFilter`), or all its faults by their place.
 */
export const parseFilter = (
  text: string,
  labels: readonly string[],
): Filter | { faults: readonly FilterFault[] } => {
  if (text.length > longestFilter) {
    const what = `the filter has ${text.length} characters; expected at most ${longestFilter}`;
    return { faults: [{ at: longestFilter + 1, what }] };
  }
  const faults: FilterFault[] = [];
  const tell: TellFault = (at, what) => faults.push({ at, what });
  const runs = splitAtGaps(readTokens(text));
  const surplus = runs[mostConditions]?.[0];
  const conditions = runs.slice(0, mostConditions).flatMap((run) => parseCondition(run, labels, tell));
  if (surplus !== undefined) {
    tell(
      surplus.at,
      `condition ${mostConditions + 1} of ${runs.length} stands here; expected at most ${mostConditions}`,
    );
  }
  return faults.length > 0 ? { faults: faults.toSorted((a, b) => a.at - b.at) } : orderFilter({ conditions });
};
