import type { SpendHistory, SpendHour } from '#shared/domain/forecast/spendHistory.ts';
import { costOf, type Money, rate } from '#shared/domain/money.ts';
import { at } from './samples.ts';

/** Whole dollars, or cents with two decimals. */
export const dollars = (amount: number): Money =>
  costOf(3_600, rate(BigInt(Math.round(amount * 100)) * 10_000_000n));

export const hourOf = (amount: number, instanceType = 'ml.g6.12xlarge'): SpendHour =>
  new Map([[instanceType, dollars(amount)]]);

/** Days of 24 hours from 2026-03-02, a Monday, on: what each hour cost, by day and hour; undefined for unknown. */
export const historyOf = (
  days: number,
  cost: (day: number, hour: number) => number | undefined,
  instanceType?: string,
): SpendHistory => ({
  from: at('2026-03-02T00:00:00Z'),
  hours: Array.from({ length: days * 24 }, (_, index) => {
    const amount = cost(Math.floor(index / 24), index % 24);
    return amount === undefined ? undefined : hourOf(amount, instanceType);
  }),
});
