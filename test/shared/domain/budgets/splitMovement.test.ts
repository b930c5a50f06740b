import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { causeOf } from '#shared/domain/budgets/causeOf.ts';
import {
  addMovements,
  budgetCauses,
  type Movement,
  type MovementBase,
  noMovement,
  type Spent,
} from '#shared/domain/budgets/movement.ts';
import { nothingSpent, type SpentNow, splitMovement } from '#shared/domain/budgets/splitMovement.ts';
import { money } from '#shared/domain/money.ts';
import { after, instant } from '#shared/domain/time.ts';
import { at } from '#test/builders/samples.ts';

const start = at('2026-05-01T00:00:00Z');

/** `{ 'g6 prod': '100 for 500' }` and idle cost. */
const spentOf = (held: Record<string, string>, idle = 0n): Spent => ({
  held: new Map(
    Object.entries(held).map(([key, text]) => {
      const [seconds = '', cost = ''] = text.split(' for ');
      return [key, { unitSeconds: BigInt(seconds), cost: money(BigInt(cost)) }];
    }),
  ),
  idle: money(idle),
});

const nowOf = (given: Partial<SpentNow>): SpentNow => ({
  through: after(start, 600),
  region: nothingSpent,
  underFormerOwners: undefined,
  added: nothingSpent,
  correction: money(0n),
  ownersVersion: 1,
  ...given,
});

const baseOf = (spent: Spent): MovementBase => ({
  through: after(start, 300),
  spent,
  ownersVersion: 1,
});

const movementOf = (base: MovementBase | undefined, given: Partial<SpentNow>) =>
  splitMovement(base, nowOf(given)).movement;

const moved = (given: Partial<Record<keyof Movement, bigint>>): Movement => {
  const all = Object.entries(given).map(([cause, part]) => [cause, money(part)]);
  return { ...noMovement, ...Object.fromEntries(all) };
};

describe('splitMovement', () => {
  const spent = spentOf({ 'g6 prod': '100 for 500', 'p5 prod': '10 for 900' }, 40n);

  it('takes new time for quantity, and what is idle in it for idle', () => {
    expect(
      movementOf(baseOf(spent), { region: spent, added: spentOf({ 'g6 prod': '20 for 100' }, 7n) }),
    ).toEqual(moved({ quantity: 100n, idle: 7n }));
  });

  it('takes late samples for quantity at the old price, and for less idle', () => {
    const region = spentOf({ 'g6 prod': '104 for 520', 'p5 prod': '10 for 900' }, 20n);
    expect(movementOf(baseOf(spent), { region })).toEqual(moved({ quantity: 20n, idle: -20n }));
  });

  it('takes another price of the same time for price', () => {
    const region = spentOf({ 'g6 prod': '100 for 450', 'p5 prod': '10 for 900' }, 40n);
    expect(movementOf(baseOf(spent), { region })).toEqual(moved({ price: -50n }));
  });

  it('tells late samples at another price apart', () => {
    const region = spentOf({ 'g6 prod': '110 for 660', 'p5 prod': '10 for 900' }, 40n);
    expect(movementOf(baseOf(spent), { region })).toEqual(moved({ quantity: 50n, price: 110n }));
  });

  it('takes a price that becomes known for price', () => {
    const unpriced = baseOf(spentOf({ 'p6 prod': '10 for 0' }));
    expect(movementOf(unpriced, { region: spentOf({ 'p6 prod': '10 for 700' }) })).toEqual(
      moved({ price: 700n }),
    );
  });

  it('takes what owners lose or gain for ownership, and the rest as if they had not', () => {
    const region = spentOf({ 'g6 prod': '60 for 360', 'p5 prod': '10 for 900' }, 10n);
    const underFormerOwners = spentOf({ 'g6 prod': '100 for 600', 'p5 prod': '10 for 900' }, 40n);
    expect(movementOf(baseOf(spent), { region, underFormerOwners, ownersVersion: 2 })).toEqual(
      moved({ ownership: -270n, price: 100n }),
    );
  });

  it('takes all for quantity and idle where there was nothing before', () => {
    expect(movementOf(undefined, { added: spent })).toEqual(moved({ quantity: 1_400n, idle: 40n }));
  });

  it('tells a correction as it is given', () => {
    expect(movementOf(baseOf(spent), { region: spent, correction: money(-30n) })).toEqual(
      moved({ correction: -30n }),
    );
  });

  it('gives the base of the next look', () => {
    const added = spentOf({ 'g6 prod': '20 for 100', 'inf2 prod': '1 for 2' }, 7n);
    expect(splitMovement(baseOf(spent), nowOf({ region: spent, added, ownersVersion: 3 })).base).toEqual({
      through: after(start, 600),
      spent: spentOf({ 'g6 prod': '120 for 600', 'p5 prod': '10 for 900', 'inf2 prod': '1 for 2' }, 47n),
      ownersVersion: 3,
    });
  });
});

describe('every movement', () => {
  const amount = fc.bigInt(0n, 10n ** 9n);
  const anySpent = fc
    .tuple(
      fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.tuple(fc.bigInt(0n, 500n), amount)),
      fc.bigInt(-(10n ** 6n), 10n ** 9n),
    )
    .map(
      ([held, idle]): Spent => ({
        held: new Map(
          Object.entries(held).map(([key, [unitSeconds, cost]]) => [
            key,
            { unitSeconds, cost: money(unitSeconds === 0n ? 0n : cost) },
          ]),
        ),
        idle: money(idle),
      }),
    );
  const costOf = ({ held, idle }: Spent): bigint =>
    [...held.values()].reduce((sum, { cost }) => sum + cost, BigInt(idle));
  const sumOf = (movement: Movement): bigint => Object.values(movement).reduce((sum, each) => sum + each, 0n);

  it('adds up to what the figure moved by, however owners, prices and samples change', () => {
    const look = fc.record({
      region: anySpent,
      underFormerOwners: fc.option(anySpent, { nil: undefined }),
      added: anySpent,
      correction: fc.bigInt(-1_000n, 1_000n).map(money),
    });
    fc.assert(
      fc.property(fc.array(look, { minLength: 1, maxLength: 5 }), (looks) => {
        let base: MovementBase | undefined;
        let [sum, corrected] = [noMovement, 0n];
        for (const each of looks) {
          const split = splitMovement(base, nowOf(each));
          expect(sumOf(split.movement)).toBe(
            costOf(each.region) +
              costOf(each.added) +
              each.correction -
              (base === undefined ? 0n : costOf(base.spent)),
          );
          base = split.base;
          sum = addMovements(sum, split.movement);
          corrected += each.correction;
        }
        expect(sumOf(sum)).toBe((base === undefined ? 0n : costOf(base.spent)) + corrected);
      }),
    );
  });

  it('is none where nothing is new', () => {
    fc.assert(
      fc.property(anySpent, (spent) => {
        expect(movementOf(baseOf(spent), { region: spent })).toEqual(noMovement);
      }),
    );
  });
});

describe('causeOf', () => {
  it('names what raises most, or lowers most', () => {
    const movement = moved({ quantity: 10n, idle: -30n, price: 20n, ownership: -5n });
    expect(causeOf(movement, 'rise')).toBe('price');
    expect(causeOf(movement, 'fall')).toBe('idle');
  });

  it('names the first of equals', () => {
    const all = (part: bigint) => moved(Object.fromEntries(budgetCauses.map((cause) => [cause, part])));
    expect(causeOf(all(1n), 'rise')).toBe('quantity');
    expect(causeOf(all(-1n), 'fall')).toBe('quantity');
    expect(causeOf({ ...all(1n), quantity: money(0n) }, 'rise')).toBe('idle');
    expect(causeOf(moved({ price: 1n, ownership: 1n, correction: 1n }), 'rise')).toBe('price');
    expect(causeOf(moved({ ownership: 1n, correction: 1n }), 'rise')).toBe('ownership');
  });

  it('names quantity where nothing does', () => {
    expect(causeOf(noMovement, 'rise')).toBe('quantity');
    expect(causeOf(moved({ quantity: -1n }), 'rise')).toBe('quantity');
    expect(causeOf(moved({ price: -1n }), 'rise')).toBe('quantity');
    expect(causeOf(moved({ price: 1n }), 'fall')).toBe('quantity');
  });
});

describe('a look at an instant', () => {
  it('begins with nothing at the period’s start', () => {
    const { base } = splitMovement(undefined, nowOf({ through: instant(start) }));
    expect(base).toEqual({ through: start, spent: nothingSpent, ownersVersion: 1 });
  });
});
