import { allocate } from './allocate.ts';
import { type Money, money, zeroMoney } from './money.ts';

/** What an owner holds of a thing in one period, and what that costs; neither is negative. */
export type Held = { unitSeconds: bigint; cost: Money };

/** The same owner's part in two periods: nothing in the one in which it holds nothing. */
export type Holding = { before: Held; after: Held };

export type HeldChange = { quantity: Money; price: Money; ownership: Money };

const sumOf = (values: readonly bigint[]): bigint => values.reduce((a, b) => a + b, 0n);

/** Half up, of what is not negative. */
const divideRounded = (dividend: bigint, divisor: bigint): bigint =>
  (2n * dividend + divisor) / (2n * divisor);

/** Where there is no old price. */
const quantityOnly = ({ before, after }: Holding): HeldChange => ({
  quantity: money(after.cost - before.cost),
  price: zeroMoney,
  ownership: zeroMoney,
});

/**
 * What passes from owners whose share of the thing falls to those whose share rises. Each gives up of its cost what it gives up of
 * its share; what is given up goes to the others in proportion to the rise. Adds up to nothing.
 * @param costs of each, at its share before.
 */
const moveShares = (holdings: readonly Holding[], costs: readonly bigint[]): bigint[] => {
  const before = sumOf(holdings.map((each) => each.before.unitSeconds));
  const after = sumOf(holdings.map((each) => each.after.unitSeconds));
  const shares = holdings.map((each) => {
    const old = each.before.unitSeconds * after;
    return { old, rise: each.after.unitSeconds * before - old };
  });
  const given = shares.map(({ old, rise }, index) =>
    rise < 0n ? divideRounded((costs[index] ?? 0n) * -rise, old) : 0n,
  );
  const taken = allocate(
    sumOf(given),
    shares.map(({ rise }) => (rise > 0n ? rise : 0n)),
  );
  return taken.map((part, index) => part - (given[index] ?? 0n));
};

/**
 * Splits the change of what one thing costs each of its owners by price–volume–mix variance analysis, as cost accounting has it, with
 * the old price as the base (quantities at old prices, as Laspeyres weighs them; prices at new quantities, as Paasche does, so that
 * no joint term is left):
 * - quantity: what the owner paid before, grown as the whole thing grew in unit-seconds, less what it paid;
 * - ownership: what it then gives up, or takes over, as its share of the thing's unit-seconds changed, at the old price of whoever
 *   gives it up. An owner's old price is its own mean: owners of one thing paid different ones where price and owner changed within
 *   the period. Where they paid the same, this is its new share less its old share of the thing's new quantity at the old price;
 * - price: what it pays now beyond that.
 * A thing that is new has no old price, and one that is gone has no quantity at a new one: all of it is quantity.
 *
 * Money stays whole: the thing's new quantity at the old price is rounded half up to a ledger unit, and divided by largest remainder,
 * equal ones to the earlier owner. Where an old price is a whole number of ledger units a unit-second, as it is of accelerators,
 * nothing is rounded but shares that do not divide; what rounding moves, a ledger unit or two an owner, ends up in the price.
 *
 * Laws: the three add up to the change of each owner; ownership adds up to zero; with each owner's unit-seconds unchanged all is
 * price, exactly. Not a law: periods swapped change the sign; the base is then the other price, so the parts differ.
 */
export const splitChange = (holdings: readonly Holding[]): HeldChange[] => {
  const before = sumOf(holdings.map((each) => each.before.unitSeconds));
  const after = sumOf(holdings.map((each) => each.after.unitSeconds));
  if (before === 0n) return holdings.map(quantityOnly);
  const costs = holdings.map((each) => each.before.cost);
  const grown = allocate(divideRounded(sumOf(costs) * after, before), costs);
  const moved = moveShares(holdings, grown);
  return holdings.map(({ before: old, after: now }, index) => {
    const [atOldShare = 0n, ownership = 0n] = [grown[index], moved[index]];
    return {
      quantity: money(atOldShare - old.cost),
      price: money(now.cost - atOldShare - ownership),
      ownership: money(ownership),
    };
  });
};
