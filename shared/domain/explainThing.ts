import { aggregates, labelKey } from './aggregate.ts';
import { addLineAmounts, type LineAmount, toLineAmount } from './aggregateCosts.ts';
import { kindOrder } from './costRow.ts';
import { addMoney, type Money, money, zeroMoney } from './money.ts';
import { pairRows, type RowPair } from './pairRows.ts';
import { ownSecondsOf, type SharedRow } from './shareIdle.ts';
import { type Held, type HeldChange, splitChange } from './splitChange.ts';

/** Why a cost changed. */
export type ChangeParts = HeldChange & { idle: Money };

export type PricedAmount = LineAmount & { cost: Money };

/** How a cost changed. Laws: the change is after less before, and its parts add up to it. */
export type CostChange = ChangeParts & { before: PricedAmount; after: PricedAmount; change: Money };

const none = { gpuSeconds: 0, vcpuSeconds: 0, cost: zeroMoney };
const noParts = { quantity: zeroMoney, price: zeroMoney, ownership: zeroMoney, idle: zeroMoney };

/** Of nothing, to nothing. */
export const noChange: CostChange = { before: none, after: none, change: zeroMoney, ...noParts };

const addPriced = (a: PricedAmount, b: PricedAmount): PricedAmount => ({
  ...addLineAmounts(a, b),
  cost: addMoney([a.cost, b.cost]),
});

/** Part by part. */
export const addChanges = (a: CostChange, b: CostChange): CostChange => ({
  before: addPriced(a.before, b.before),
  after: addPriced(a.after, b.after),
  change: addMoney([a.change, b.change]),
  quantity: addMoney([a.quantity, b.quantity]),
  price: addMoney([a.price, b.price]),
  ownership: addMoney([a.ownership, b.ownership]),
  idle: addMoney([a.idle, b.idle]),
});

const costOf = (rows: readonly SharedRow[]): Money => addMoney(rows.flatMap(({ cost }) => cost ?? []));
const borneBy = (rows: readonly SharedRow[]): Money => addMoney(rows.flatMap(({ idle }) => idle.cost ?? []));

/** What rows have of each unit, and what those that have a price cost. */
export const sumPriced = (rows: readonly SharedRow[]): PricedAmount => ({
  ...rows.map((row) => toLineAmount(row.unit, row)).reduce(addLineAmounts, none),
  cost: costOf(rows),
});

const heldBy = (rows: readonly SharedRow[]): Held => ({
  unitSeconds: rows.reduce((sum, row) => sum + BigInt(ownSecondsOf(row)), 0n),
  cost: money(costOf(rows) - borneBy(rows)),
});

const splitHeld = (holders: readonly RowPair[]): ChangeParts[] => {
  const held = holders.map(({ before, after }) => ({ before: heldBy(before), after: heldBy(after) }));
  const borne = holders.map(({ before, after }) => money(borneBy(after) - borneBy(before)));
  return splitChange(held).map((parts, index) => ({ ...parts, idle: borne[index] ?? zeroMoney }));
};

const changeOf = ({ before, after }: RowPair): Money => money(costOf(after) - costOf(before));

/** What is idle changes by that, variance by price; what is held, and what is unknown, by how much, at what price and whose it is. */
const splitHolders = (holders: readonly RowPair[]): ChangeParts[] => {
  switch (holders[0]?.any.kind) {
    case 'idle':
      return holders.map((each) => ({ ...noParts, idle: changeOf(each) }));
    case 'variance':
      return holders.map((each) => ({ ...noParts, price: changeOf(each) }));
    default:
      return splitHeld(holders);
  }
};

/** By whatever can be asked for, so that a change is split the same way whatever is. */
const holderKey = (row: SharedRow): string => JSON.stringify([labelKey(row, aggregates), ...kindOrder(row)]);

/** A change, and any row of those that it is of. */
export type Explained = { any: SharedRow; change: CostChange };

/**
 * Splits the change of one thing (`placeOf`), all of which has a price, for each of its owners; for what is idle, each of its reasons.
 * The parts of what is held are those of `splitChange`; idle is the change of the idle capacity that it bears.
 */
export const explainThing = (thing: RowPair): Explained[] => {
  const holders = pairRows(thing, holderKey);
  const parts = splitHolders(holders);
  return holders.map((holder, index) => {
    const [before, after] = [sumPriced(holder.before), sumPriced(holder.after)];
    const change = changeOf(holder);
    return { any: holder.any, change: { before, after, change, ...(parts[index] ?? noParts) } };
  });
};
