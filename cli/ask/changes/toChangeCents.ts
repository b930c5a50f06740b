import { cent } from '#cli/formatAmounts.ts';
import { parseUsd } from '#cli/parseUsd.ts';
import type { ChangeRow } from '#shared/api/changesOperation.ts';
import { addMoney, type Money, money, roundTogether } from '#shared/domain/money.ts';
import { roundBalanced } from './roundBalanced.ts';

/** A change in whole cents. */
export type ChangeCents = Record<
  'before' | 'after' | 'change' | 'quantity' | 'price' | 'ownership' | 'idle',
  bigint
>;

/** What it was, and the four parts of how it changed. */
const amountsOf = ({ before, ...row }: ChangeRow): Money[] =>
  [before.costUsd ?? '0', row.quantityUsd, row.priceUsd, row.ownershipUsd, row.idleUsd].map(parseUsd);

/** With what it came to, so that together they are nothing. */
const balance = (amounts: readonly Money[]): Money[] => [...amounts, money(-addMoney(amounts))];

const toCents = ([before = 0n, quantity = 0n, price = 0n, ownership = 0n, idle = 0n]: readonly bigint[]) => {
  const change = quantity + price + ownership + idle;
  return { before, after: before + change, change, quantity, price, ownership, idle };
};

const sumOf = (rows: readonly (readonly Money[])[]): Money => addMoney(rows.flat());

/**
 * Changes in cents: of each row before and change come to after, and the parts to the change; all columns add up to the total, that of
 * both periods as `tenner costs` rounds it. What has not changed, or is gone, is shown so.
 */
export const toChangeCents = (rows: readonly ChangeRow[]): { lines: ChangeCents[]; total: ChangeCents } => {
  const exact = rows.map(amountsOf);
  const before = roundTogether(
    exact.map(([first = money(0n)]) => first),
    cent,
  ).total;
  const after = roundTogether([sumOf(exact)], cent).total;
  const free = [undefined, undefined, undefined, undefined];
  const rounded = roundBalanced(exact.map(balance), [before, ...free, -after], cent);
  return { lines: rounded.rows.map(toCents), total: toCents(rounded.totals) };
};
