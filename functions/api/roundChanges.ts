import type { CostChanges } from '#shared/domain/costChanges.ts';
import type { CostChange } from '#shared/domain/explainThing.ts';
import { type Money, roundTogether } from '#shared/domain/money.ts';
import { toUsd } from './costFigures.ts';
import { toAmounts } from './toCostRow.ts';

type Parts = { before: bigint; after: bigint; price: bigint; ownership: bigint; idle: bigint };

const toFields = (change: CostChange, { before, after, price, ownership, idle }: Parts) => ({
  before: toAmounts(change.before, before),
  after: toAmounts(change.after, after),
  changeUsd: toUsd(after - before),
  quantityUsd: toUsd(after - before - price - ownership - idle),
  priceUsd: toUsd(price),
  ownershipUsd: toUsd(ownership),
  idleUsd: toUsd(idle),
});

export type ChangeFields = ReturnType<typeof toFields>;

/**
 * Rounds changes for print, each column together: both periods, price, ownership and idle. What is left of a change is quantity.
 * Laws: rows add up to the total in every column; the parts of a row add up to its change, and that to the difference of its periods.
 */
export const roundChanges = ({
  lines,
  total,
}: CostChanges): { lines: ChangeFields[]; total: ChangeFields } => {
  const column = (amountOf: (line: CostChange) => Money) => roundTogether(lines.map(amountOf));
  const columns = {
    before: column((line) => line.before.cost),
    after: column((line) => line.after.cost),
    price: column((line) => line.price),
    ownership: column((line) => line.ownership),
    idle: column((line) => line.idle),
  };
  const partsOf = (pick: (column: { total: bigint; rows: bigint[] }) => bigint): Parts => ({
    before: pick(columns.before),
    after: pick(columns.after),
    price: pick(columns.price),
    ownership: pick(columns.ownership),
    idle: pick(columns.idle),
  });
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
