import { after, formatInstant, type Instant } from '#shared/domain/time.ts';
import type { TokenCounts, Tokens } from '#shared/domain/tokens.ts';
import type { TokenRow } from '#shared/tokens/readTokenRows.ts';
import { mostTokens } from '#shared/tokens/tokensBody.ts';

/** A row of tokens as the API takes it. */
export type BodyRow = { component: string; minute: string; in: number; out: number };

export const toBodyRow = ({ component, minute, ...tokens }: TokenRow): BodyRow => ({
  component,
  minute: formatInstant(minute),
  in: Number(tokens.in),
  out: Number(tokens.out),
});

const most = BigInt(mostTokens);

const lesser = (a: bigint, b: bigint): bigint => (a < b ? a : b);

/** Tokens in parts that one row may have each. */
const cutTokens = (whole: Tokens): Tokens[] => {
  const parts: Tokens[] = [];
  let left = whole;
  do {
    const part = { in: lesser(left.in, most), out: lesser(left.out, most) };
    parts.push(part);
    left = { in: left.in - part.in, out: left.out - part.out };
  } while (left.in > 0n || left.out > 0n);
  return parts;
};

/** What components had in a window, told as of its last minute, which is in it also when it has moved on a little. */
export const sumsToBodyRows = (counts: TokenCounts, { to }: { to: Instant }): BodyRow[] =>
  [...counts].flatMap(([component, tokens]) =>
    cutTokens(tokens).map((part) => toBodyRow({ component, minute: after(to, -60), ...part })),
  );
