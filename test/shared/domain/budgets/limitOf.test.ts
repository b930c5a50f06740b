import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isBelow } from '#shared/domain/budgets/isBelow.ts';
import { limitOf } from '#shared/domain/budgets/limitOf.ts';
import { money } from '#shared/domain/money.ts';
import { actual, actualAmount, burnRate, dollars, forecast } from '#test/builders/budget.ts';
import { at } from '#test/builders/samples.ts';

const february = { from: at('2026-02-01T00:00:00Z'), to: at('2026-03-01T00:00:00Z') };

describe('limitOf', () => {
  it('is a percentage of the amount, or an amount of its own', () => {
    const limits = [actual(80), forecast(1_000), actualAmount(12.5)].map((each) =>
      limitOf(each, dollars(1_000), february),
    );
    expect(limits).toEqual([dollars(800), dollars(10_000), dollars(12.5)]);
  });

  it('is a percentage of an even pace, over the look-back', () => {
    // February has 672 hours.
    expect(limitOf(burnRate(6, 200), dollars(672), february)).toBe(dollars(12));
    const dayOfDst = { from: at('2026-03-28T23:00:00Z'), to: at('2026-03-29T22:00:00Z') };
    expect(limitOf(burnRate(1, 100), dollars(23), dayOfDst)).toBe(dollars(1));
  });

  it('is come to exactly where the figure comes to the fraction', () => {
    expect(limitOf(actual(50), money(7n), february)).toBe(4n);
    const any = fc.bigInt(0n, 10n ** 6n);
    fc.assert(
      fc.property(any, any, fc.integer({ min: 1, max: 1_000 }), (amount, figure, percent) => {
        const isCrossed = figure >= limitOf(actual(percent), money(amount), february);
        expect(isCrossed).toBe(figure * 100n >= amount * BigInt(percent));
      }),
    );
  });
});

describe('isBelow', () => {
  it('is two per cent of the limit away', () => {
    expect(isBelow(dollars(784), dollars(800))).toBe(true);
    expect(isBelow(dollars(784.01), dollars(800))).toBe(false);
    expect(isBelow(money(97n), money(99n))).toBe(true);
    expect(isBelow(money(98n), money(99n))).toBe(false);
  });
});
