import type { Budget } from '#shared/domain/budgets/budget.ts';
import type { Threshold } from '#shared/domain/budgets/threshold.ts';
import { type Day, parseDay } from '#shared/domain/day.ts';
import { type Money, money, unitsPerNanoDollar } from '#shared/domain/money.ts';
import { utc } from '#shared/domain/zone.ts';

/** Whole dollars, or cents. */
export const dollars = (amount: number): Money =>
  money(BigInt(Math.round(amount * 100)) * 10_000_000n * unitsPerNanoDollar);

export const dayOf = (text: string): Day => {
  const day = parseDay(text);
  if (day === undefined) throw new Error(`${text} is no day`);
  return day;
};

export const actual = (percent: number): Threshold => ({ on: 'actual', level: { kind: 'percent', percent } });
export const forecast = (percent: number): Threshold => ({
  on: 'forecast',
  level: { kind: 'percent', percent },
});
export const burnRate = (hours: number, percent: number): Threshold => ({
  on: 'burnRate',
  lookBack: hours * 3_600,
  percent,
});
export const actualAmount = (amount: number): Threshold => ({
  on: 'actual',
  level: { kind: 'amount', amount: dollars(amount) },
});

/** $1,000 a month, told at 80 and 100 per cent. */
export const budgetOf = (given: Partial<Budget> = {}): Budget => ({
  name: 'search-month',
  scope: new Map([['team', 'search']]),
  period: { kind: 'month' },
  zone: utc,
  amounts: [{ from: undefined, amount: dollars(1_000) }],
  basis: 'allocation',
  rate: 'cost',
  idle: 'separate',
  thresholds: [actual(80), actual(100)],
  recipients: [],
  archived: false,
  ...given,
});
