import { allocate } from './allocate.ts';
import { ownSecondsOf, type SharedRow } from './shareIdle.ts';

/** Tokens that went in (prompts) and came out (answers). */
export type Tokens = { in: bigint; out: bigint };

/** By component. Of one that is not there nobody knows how many it had. */
export type TokenCounts = ReadonlyMap<string, Tokens>;

/** How much a token out costs for each token in: 1:3 says that three in cost as much as one out. */
export type TokenWeights = { in: bigint; out: bigint };

export const equalTokenWeights: TokenWeights = { in: 1n, out: 1n };

export const addTokens = (a: Tokens | undefined, b: Tokens | undefined): Tokens | undefined => {
  if (a === undefined || b === undefined) return a ?? b;
  return { in: a.in + b.in, out: a.out + b.out };
};

/** Whoever is called has the tokens; where nobody is, whoever holds. */
const weightsOf = (rows: readonly SharedRow[]): bigint[] => {
  const isCalled = rows.some(({ traffic }) => (traffic?.invocations ?? 0) > 0);
  return rows.map((row) => BigInt(isCalled ? (row.traffic?.invocations ?? 0) : ownSecondsOf(row)));
};

/**
 * Gives each component's tokens to its rows (it may have had several owners, or lived on several endpoints) in proportion to their
 * invocations, or without any to what they hold, whole ones by largest remainder.
 * Law: a component's rows have all of its tokens.
 */
export const spreadTokens = <Row extends SharedRow>(
  rows: readonly Row[],
  counts: TokenCounts,
): ReadonlyMap<Row, Tokens> => {
  const spread = new Map<Row, Tokens>();
  for (const [component, own] of Map.groupBy(rows, (row) => row.component)) {
    const tokens = component === undefined ? undefined : counts.get(component);
    if (tokens === undefined) continue;
    const weights = weightsOf(own);
    const parts = { in: allocate(tokens.in, weights), out: allocate(tokens.out, weights) };
    own.forEach((row, index) => {
      spread.set(row, { in: parts.in[index] ?? 0n, out: parts.out[index] ?? 0n });
    });
  }
  return spread;
};
