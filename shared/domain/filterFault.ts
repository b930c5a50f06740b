import type { Token } from './filterTokens.ts';
import { quoteInput } from './quoteInput.ts';

/** What is wrong with a filter, and at which character of its text, counted from 1 in UTF-16 units. */
export type FilterFault = { at: number; what: string };

/** Keeps a fault. */
export type TellFault = (at: number, what: string) => void;

/** Why a token can stand neither in a value nor right after it. */
export const explainToken = ({ kind, text }: Token): string => {
  if (kind === 'open') return 'a quote is opened and never closed; expected a second " after the value';
  if (kind === 'stray')
    return `${quoteInput(text)} stands outside of quotes; expected quotes around the value`;
  if (text === '*')
    return '"*" stands within a value; expected it last, for a prefix, or quotes around the value';
  if (kind === 'mark')
    return `"${text}" stands within a value; expected quotes around the value, or + before a next condition`;
  return 'a value ends here and another begins; expected a comma between them, or quotes around all of it';
};
