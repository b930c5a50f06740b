import type { CostChanges } from '#shared/domain/costChanges.ts';
import type { CostChange } from '#shared/domain/explainThing.ts';
import { type Money, roundTogether } from '#shared/domain/money.ts';
import { toUsd } from './costFigures.ts';
import { toAmounts } from './toCostRow.ts';

/** The part that a change has what rounding leaves in. */
export type Remainder = 'quantity' | 'idle';

type Parts = Record<'before' | 'after' | 'quantity' | 'price' | 'ownership' | 'idle', bigint>;

const settleRemainder = (parts: Parts, remainder: Remainder): Parts => {
  const { before, after, quantity, price, ownership, idle } = parts;
  const left = after - before - quantity - price - ownership - idle;
  return { ...parts, [remainder]: parts[remainder] + left };
};

const toFields = (change: CostChange, { before, after, quantity, price, ownership, idle }: Parts) => ({
  before: toAmounts(change.before, before),
  after: toAmounts(change.after, after),
  changeUsd: toUsd(after - before),
  quantityUsd: toUsd(quantity),
  priceUsd: toUsd(price),
  ownershipUsd: toUsd(ownership),
  idleUsd: toUsd(idle),
});

export type ChangeFields = ReturnType<typeof toFields>;

/**
 * Rounds changes for print, each column together; one part takes besides what is left of a change, some nano-dollars at most.
 * @param remainder which: of a team that bears idle capacity with others it is idle, so that nothing else hangs on what they held.
 * Laws: rows add up to the total in every column; the parts of a row add up to its change, and that to the difference of its periods.
 */
export const roundChanges = (
  { lines, total }: CostChanges,
  remainder: Remainder,
): { lines: ChangeFields[]; total: ChangeFields } => {
  const column = (amountOf: (line: CostChange) => Money) => roundTogether(lines.map(amountOf));
  const columns = {
    before: column((line) => line.before.cost),
    after: column((line) => line.after.cost),
    quantity: column((line) => line.quantity),
    price: column((line) => line.price),
    ownership: column((line) => line.ownership),
    idle: column((line) => line.idle),
  };
  const partsOf = (pick: (column: { total: bigint; rows: bigint[] }) => bigint): Parts =>
    settleRemainder(
      {
        before: pick(columns.before),
        after: pick(columns.after),
        quantity: pick(columns.quantity),
        price: pick(columns.price),
        ownership: pick(columns.ownership),
        idle: pick(columns.idle),
      },
      remainder,
    );
  return {
    lines: lines.map((line, index) =>
      toFields(
        line,
        partsOf(({ rows }) => rows[index] ?? 0n),
      ),
    ),
    total: toFields(
      total,
      partsOf((each) => each.total),
    ),
  };
};
