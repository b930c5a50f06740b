import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { money } from '#shared/domain/money.ts';
import { type Holding, splitChange } from '#shared/domain/splitChange.ts';

type Side = readonly [unitSeconds: bigint, cost: bigint];
const holding = (before: Side, after: Side): Holding => ({
  before: { unitSeconds: before[0], cost: money(before[1]) },
  after: { unitSeconds: after[0], cost: money(after[1]) },
});
/** `6 for 600`, or nothing. */
const sideOf = (text: string): Side => {
  const [seconds = '0', cost = '0'] = text.split(' for ');
  return [BigInt(seconds), BigInt(cost)];
};
/** Of each owner, such as `6 for 600 → 6 for 900`: quantity, price, ownership. */
const split = (...given: readonly string[]) => {
  const sides = given.map((text) => text.split('→').map((side) => sideOf(side.trim())));
  return splitChange(sides.map(([before = [0n, 0n], after = [0n, 0n]]) => holding(before, after))).map(
    ({ quantity, price, ownership }) => [quantity, price, ownership],
  );
};

describe('splitChange', () => {
  it('tells growth at the old price, a new share at the old price, and the new price apart', () => {
    // 10 seconds at 100 become 20 at 150. The first had 6 of 10 and has 6 of 20: of the 1,200 it would have come to, half passes on.
    expect(split('6 for 600 → 6 for 900', '4 for 400 → 14 for 2100')).toEqual([
      [600n, 300n, -600n],
      [400n, 700n, 600n],
    ]);
  });

  it('takes what is new, and what is gone, for quantity, whatever each owner pays', () => {
    expect(split('0 → 5 for 500', '0 → 5 for 700')).toEqual([
      [500n, 0n, 0n],
      [700n, 0n, 0n],
    ]);
    expect(split('5 for 500 → 0', '5 for 700 → 0')).toEqual([
      [-500n, 0n, 0n],
      [-700n, 0n, 0n],
    ]);
    expect(split('0 → 0')).toEqual([[0n, 0n, 0n]]);
  });

  it('takes a price where there was none to pay for price', () => {
    expect(split('5 for 0 → 10 for 700')).toEqual([[0n, 700n, 0n]]);
  });

  it('lets an owner give up what it paid itself, where owners paid different prices', () => {
    expect(split('10 for 10 → 0', '10 for 20 → 0', '0 → 20 for 30')).toEqual([
      [0n, 0n, -10n],
      [0n, 0n, -20n],
      [0n, 0n, 30n],
    ]);
  });

  it('finds no change where there is none, though owners paid different prices', () => {
    expect(split('10 for 10 → 10 for 10', '10 for 20 → 10 for 20')).toEqual([
      [0n, 0n, 0n],
      [0n, 0n, 0n],
    ]);
  });

  it('leaves to price what does not divide', () => {
    // At the old price 13⅓, and 1½.
    expect(split('3 for 10 → 4 for 13')).toEqual([[3n, 0n, 0n]]);
    expect(split('3 for 10 → 4 for 14')).toEqual([[3n, 1n, 0n]]);
    expect(split('2 for 3 → 1 for 1')).toEqual([[-1n, -1n, 0n]]);
  });

  it('is not the same backwards, because the base is the old price', () => {
    expect(split('1 for 100 → 2 for 400')).toEqual([[100n, 200n, 0n]]);
    expect(split('2 for 400 → 1 for 100')).toEqual([[-200n, -100n, 0n]]);
  });
});

describe('every split of a change', () => {
  const side = fc
    .tuple(fc.bigInt(0n, 50n), fc.bigInt(0n, 10n ** 6n))
    .map(([seconds, cost]): Side => [seconds, seconds === 0n ? 0n : cost]);
  const holdings = fc.array(
    fc.tuple(side, side).map(([before, after]) => holding(before, after)),
    { minLength: 1, maxLength: 6 },
  );
  const sumOf = (amounts: readonly bigint[]): bigint => amounts.reduce((sum, each) => sum + each, 0n);

  it('adds up to the change of each owner, and passes on no more than there is', () => {
    fc.assert(
      fc.property(holdings, (given) => {
        const parts = splitChange(given);
        parts.forEach(({ quantity, price, ownership }, index) => {
          const { before, after } = given[index] ?? holding([0n, 0n], [0n, 0n]);
          expect(quantity + price + ownership).toBe(after.cost - before.cost);
          // What it holds now, at old prices, is never less than nothing.
          expect(before.cost + quantity + ownership >= 0n).toBe(true);
        });
        expect(sumOf(parts.map(({ ownership }) => ownership))).toBe(0n);
      }),
    );
  });

  it('is new share less old share at the old price, within rounding, where all paid one price', () => {
    const [seconds, price] = [fc.bigInt(0n, 50n), fc.bigInt(0n, 1_000n)];
    const pairs = fc.array(fc.tuple(seconds, seconds), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(pairs, price, price, (given, old, now) => {
        const [q0, q1] = [sumOf(given.map(([each]) => each)), sumOf(given.map(([, each]) => each))];
        fc.pre(q0 > 0n && q1 > 0n);
        const parts = splitChange(given.map(([a, b]) => holding([a, a * old], [b, b * now])));
        const isNear = (part: bigint, exactTimesOldSeconds: bigint) => {
          const off = part * q0 - exactTimesOldSeconds;
          const most = q0 * BigInt(given.length + 1);
          return off <= most && off >= -most;
        };
        parts.forEach((part, index) => {
          const [a = 0n, b = 0n] = given[index] ?? [];
          expect(isNear(part.quantity, old * a * (q1 - q0))).toBe(true);
          expect(isNear(part.ownership, old * (b * q0 - a * q1))).toBe(true);
          expect(isNear(part.price, (now - old) * b * q0)).toBe(true);
        });
      }),
    );
  });
});
