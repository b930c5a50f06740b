import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { amountFor } from '#shared/domain/budgets/amountFor.ts';
import { type BudgetPeriod, weekDays } from '#shared/domain/budgets/budgetPeriod.ts';
import { periodAt } from '#shared/domain/budgets/periodAt.ts';
import { formatInstant, instant } from '#shared/domain/time.ts';
import { budgetOf, dayOf, dollars } from '#test/builders/budget.ts';
import { at } from '#test/builders/samples.ts';
import { oddZones, zoneOf } from '#test/builders/zones.ts';

/** `2026-04-30T22:00:00Z – 2026-05-31T22:00:00Z` */
const told = (period: BudgetPeriod, zone: string, time: string): string => {
  const range = periodAt({ period, zone: zoneOf(zone) }, at(time));
  return range === undefined ? 'none' : `${formatInstant(range.from)} – ${formatInstant(range.to)}`;
};

describe('periodAt', () => {
  it('is a month of 28 to 31 days', () => {
    const month = (time: string) => told({ kind: 'month' }, 'UTC', time);
    expect(month('2026-02-28T23:59:59Z')).toBe('2026-02-01T00:00:00Z – 2026-03-01T00:00:00Z');
    expect(month('2028-02-29T12:00:00Z')).toBe('2028-02-01T00:00:00Z – 2028-03-01T00:00:00Z');
    expect(month('2026-04-30T23:59:59Z')).toBe('2026-04-01T00:00:00Z – 2026-05-01T00:00:00Z');
    expect(month('2026-12-31T23:59:59Z')).toBe('2026-12-01T00:00:00Z – 2027-01-01T00:00:00Z');
  });

  it('begins and ends by the zone’s clocks', () => {
    expect(told({ kind: 'month' }, 'Europe/Berlin', '2026-03-31T22:00:00Z')).toBe(
      '2026-03-31T22:00:00Z – 2026-04-30T22:00:00Z',
    );
    expect(told({ kind: 'month' }, 'Europe/Berlin', '2026-03-31T21:59:59Z')).toBe(
      '2026-02-28T23:00:00Z – 2026-03-31T22:00:00Z',
    );
    expect(told({ kind: 'day' }, 'Asia/Kathmandu', '2026-05-01T00:00:00Z')).toBe(
      '2026-04-30T18:15:00Z – 2026-05-01T18:15:00Z',
    );
  });

  it('is a day of 23 or 25 hours where clocks change', () => {
    const day = (time: string) => told({ kind: 'day' }, 'Europe/Berlin', time);
    expect(day('2026-03-29T10:00:00Z')).toBe('2026-03-28T23:00:00Z – 2026-03-29T22:00:00Z');
    expect(day('2026-10-25T10:00:00Z')).toBe('2026-10-24T22:00:00Z – 2026-10-25T23:00:00Z');
  });

  it('is a week that begins on any day', () => {
    // 2026-05-01 is a Friday.
    const week = (firstDay: (typeof weekDays)[number]) =>
      told({ kind: 'week', firstDay }, 'UTC', '2026-05-01T12:00:00Z').replaceAll('T00:00:00Z', '');
    expect(weekDays.map(week)).toEqual([
      '2026-04-27 – 2026-05-04',
      '2026-04-28 – 2026-05-05',
      '2026-04-29 – 2026-05-06',
      '2026-04-30 – 2026-05-07',
      '2026-05-01 – 2026-05-08',
      '2026-04-25 – 2026-05-02',
      '2026-04-26 – 2026-05-03',
    ]);
  });

  it('is a quarter', () => {
    const quarter = (time: string) => told({ kind: 'quarter' }, 'UTC', time).replaceAll('T00:00:00Z', '');
    expect(quarter('2028-02-29T00:00:00Z')).toBe('2028-01-01 – 2028-04-01');
    expect(quarter('2026-12-31T23:55:00Z')).toBe('2026-10-01 – 2027-01-01');
  });

  it('is a range of days, and none before and after it', () => {
    const period: BudgetPeriod = { kind: 'custom', from: dayOf('2026-03-01'), to: dayOf('2026-06-01') };
    const custom = (time: string) => told(period, 'America/New_York', time);
    expect(custom('2026-03-01T04:59:59Z')).toBe('none');
    expect(custom('2026-03-01T05:00:00Z')).toBe('2026-03-01T05:00:00Z – 2026-06-01T04:00:00Z');
    expect(custom('2026-06-01T03:59:59Z')).toBe('2026-03-01T05:00:00Z – 2026-06-01T04:00:00Z');
    expect(custom('2026-06-01T04:00:00Z')).toBe('none');
  });

  it('holds its time, and follows the one before on a bucket edge, in every zone', () => {
    const period = fc.oneof(
      fc.constantFrom<BudgetPeriod>({ kind: 'day' }, { kind: 'month' }, { kind: 'quarter' }),
      fc.constantFrom(...weekDays).map((firstDay): BudgetPeriod => ({ kind: 'week', firstDay })),
    );
    const time = fc
      .integer({ min: at('2015-01-01T00:00:00Z'), max: at('2100-12-31T00:00:00Z') })
      .map(instant);
    fc.assert(
      fc.property(period, fc.constantFrom(...oddZones), time, (each, zone, now) => {
        const budget = { period: each, zone };
        const range = periodAt(budget, now);
        if (range === undefined) throw new Error('the calendar has a gap');
        expect(range.from <= now && now < range.to).toBe(true);
        expect([range.from % 300, range.to % 300]).toEqual([0, 0]);
        expect(periodAt(budget, range.to)?.from).toBe(range.to);
        expect(periodAt(budget, instant(range.from - 1))?.to).toBe(range.from);
      }),
      { numRuns: 300 },
    );
  });
});

describe('amountFor', () => {
  const budget = budgetOf({
    zone: zoneOf('Europe/Berlin'),
    amounts: [
      { from: dayOf('2026-01-01'), amount: dollars(900) },
      { from: dayOf('2026-03-01'), amount: dollars(1_000) },
      { from: dayOf('2026-03-15'), amount: dollars(1_100) },
    ],
  });
  const amountIn = (time: string) => {
    const period = periodAt(budget, at(time));
    return period && amountFor(budget, period);
  };

  it('is the last that holds at the period’s start', () => {
    expect(amountIn('2026-02-10T00:00:00Z')).toBe(dollars(900));
    expect(amountIn('2026-03-20T00:00:00Z')).toBe(dollars(1_000));
    expect(amountIn('2026-03-31T22:00:00Z')).toBe(dollars(1_100));
    expect(amountIn('2031-01-01T00:00:00Z')).toBe(dollars(1_100));
  });

  it('is none before the first', () => {
    expect(amountIn('2025-12-31T22:59:59Z')).toBeUndefined();
    expect(amountIn('2025-12-31T23:00:00Z')).toBe(dollars(900));
  });
});
