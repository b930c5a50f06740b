import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Running, roundSteadily } from '#cli/ask/cumulative/roundSteadily.ts';
import { type Money, money } from '#shared/domain/money.ts';

const amountsOf = (amounts: Record<string, number>): Map<string, Money> =>
  new Map(Object.entries(amounts).map(([name, amount]) => [name, money(BigInt(amount))]));
const stepsOf = (rows: ReadonlyMap<string, Running>) =>
  Object.fromEntries([...rows].map(([name, { steps }]) => [name, Number(steps)]));

/** Rounds one time after the other to tens. */
const roundAll = (...times: Record<string, number>[]): (Record<string, number> & { total: number })[] => {
  let before: ReadonlyMap<string, Running> = new Map();
  return times.map((amounts) => {
    const { total, rows } = roundSteadily(amountsOf(amounts), before, 10n);
    before = rows;
    return { ...stepsOf(rows), total: Number(total) };
  });
};

describe('roundSteadily', () => {
  it('rounds by largest remainder to the rounded total', () => {
    expect(roundAll({ a: 14, b: 16, c: 13 })).toEqual([{ a: 1, b: 2, c: 1, total: 4 }]);
  });

  it('lets what stays be, where another would have the larger remainder', () => {
    // By themselves the second time would be 1, 3 and 2: a would have fallen.
    expect(roundAll({ a: 16, b: 14, c: 12 }, { a: 16, b: 28, c: 17 })).toEqual([
      { a: 2, b: 1, c: 1, total: 4 },
      { a: 2, b: 3, c: 1, total: 6 },
    ]);
    // By themselves they would be 2 and 2: a would have risen.
    expect(roundAll({ a: 14, b: 10 }, { a: 14, b: 22 })).toEqual([
      { a: 1, b: 1, total: 2 },
      { a: 1, b: 3, total: 4 },
    ]);
  });

  it('begins anew where totals do', () => {
    expect(roundAll({ a: 16, b: 14 }, { a: 4, b: 6 })).toEqual([
      { a: 2, b: 1, total: 3 },
      { a: 0, b: 1, total: 1 },
    ]);
  });

  it('adds up at every time, each amount less than a step away', () => {
    const times = fc.array(
      fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.integer({ min: -99, max: 99 })),
      {
        maxLength: 4,
      },
    );
    fc.assert(
      fc.property(times, (all) => {
        roundAll(...all).forEach(({ total, ...rows }, index) => {
          const exact = all[index] ?? {};
          expect(total).toBe(Math.floor((Object.values(exact).reduce((a, b) => a + b, 0) + 5) / 10));
          expect(Object.values(rows).reduce((a, b) => a + b, 0)).toBe(total);
          for (const [name, steps] of Object.entries(rows))
            expect(Math.abs(10 * steps - (exact[name] ?? 0))).toBeLessThan(10);
        });
      }),
    );
  });
});
