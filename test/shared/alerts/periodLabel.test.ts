import { expect, it } from 'vitest';
import { periodLabel } from '#shared/alerts/periodLabel.ts';
import type { BudgetPeriod } from '#shared/domain/budgets/budgetPeriod.ts';
import { periodAt } from '#shared/domain/budgets/periodAt.ts';
import { dayOf } from '#test/builders/budget.ts';
import { at } from '#test/builders/samples.ts';
import { zoneOf } from '#test/builders/zones.ts';

const labelOf = (period: BudgetPeriod, zone: string): string => {
  const budget = { period, zone: zoneOf(zone) };
  const range = periodAt(budget, at('2026-03-31T22:30:00Z'));
  return range === undefined ? 'none' : periodLabel(budget, range);
};

it('calls a period what people do, by the clocks of its zone', () => {
  const custom: BudgetPeriod = { kind: 'custom', from: dayOf('2026-03-01'), to: dayOf('2026-06-01') };
  const all: BudgetPeriod[] = [
    { kind: 'day' },
    { kind: 'week', firstDay: 'monday' },
    { kind: 'month' },
    { kind: 'quarter' },
    custom,
  ];
  expect(all.map((period) => labelOf(period, 'UTC'))).toEqual([
    '2026-03-31',
    'week of 2026-03-30',
    'March 2026',
    'Q1 2026',
    '2026-03-01 through 2026-05-31',
  ]);
  expect(all.map((period) => labelOf(period, 'Europe/Berlin'))).toEqual([
    '2026-04-01',
    'week of 2026-03-30',
    'April 2026',
    'Q2 2026',
    '2026-03-01 through 2026-05-31',
  ]);
});
