import type { Instant } from '#shared/domain/time.ts';
import { addTokens, type TokenCounts, type Tokens } from '#shared/domain/tokens.ts';
import type { TokenRow } from './readTokenRows.ts';

/** Tokens of some time by component, and how many rows lie outside of it. */
export type TokenSums = { counts: TokenCounts; outside: number };

/** Adds up the minutes of [from, to), whatever their order; what is left out is counted. */
export const sumTokens = async (
  rows: AsyncIterable<TokenRow> | Iterable<TokenRow>,
  { from, to }: { from: Instant; to: Instant },
): Promise<TokenSums> => {
  const counts = new Map<string, Tokens>();
  let outside = 0;
  for await (const { component, minute, in: into, out } of rows) {
    if (minute < from || minute >= to) outside += 1;
    else counts.set(component, addTokens(counts.get(component), { in: into, out }) ?? { in: into, out });
  }
  return { counts, outside };
};
