import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ForecastQuestion } from '#shared/domain/forecast/forecast.ts';
import { forecastSpend } from '#shared/domain/forecast/forecastSpend.ts';
import type { PriceChange } from '#shared/domain/forecast/priceChange.ts';
import type { SpendHistory } from '#shared/domain/forecast/spendHistory.ts';
import { addMoney, formatDollars, type Money, money } from '#shared/domain/money.ts';
import { after } from '#shared/domain/time.ts';
import { at } from '#test/builders/samples.ts';
import { dollars, historyOf, hourOf } from '#test/builders/spendHistory.ts';

const spendOf = ({ hours }: SpendHistory): Money =>
  addMoney(hours.flatMap((hour) => [...(hour?.values() ?? [])]));

/** The period begins with the history. */
const ask = (
  history: SpendHistory,
  to: string,
  priceChanges: readonly PriceChange[] = [],
  spent = spendOf(history),
) => forecastSpend({ history, spent, period: { from: history.from, to: at(to) }, priceChanges });

const amountsOf = (...asked: Parameters<typeof ask>): string[] => {
  const forecast = ask(...asked);
  if (forecast.amount === undefined) throw new Error(forecast.because);
  return [forecast.amount, forecast.low, forecast.high].map((amount) => formatDollars(amount, 2));
};

describe('forecastSpend', () => {
  it('goes on with what has always been the same, without a doubt', () => {
    const history = historyOf(10, () => 10);
    expect(amountsOf(history, '2026-04-02T00:00:00Z')).toEqual(['7440.00', '7440.00', '7440.00']);
    expect(ask(history, '2026-04-02T00:00:00Z')).toMatchObject({
      confidence: 'medium',
      because: '10 days of history; by 6 back-casts within 0 % of the amount, four times in five',
      method: 'flat',
      from: at('2026-03-12T00:00:00Z'),
    });
  });

  it('begins with the first day that is known', () => {
    expect(
      ask(
        historyOf(1, (_, hour) => (hour < 23 ? 10 : undefined)),
        '2026-04-02T00:00:00Z',
      ),
    ).toEqual({
      amount: undefined,
      because: 'less than a day of its spend is known',
    });
    expect(
      ask(
        historyOf(0, () => 10),
        '2026-04-02T00:00:00Z',
      ).amount,
    ).toBeUndefined();
    const first = historyOf(1, () => 10);
    // With nothing to go by it may be off by half, and by more over weeks: 30 days are 30 ^ 1/4 = 2.34 times one.
    expect(amountsOf(first, '2026-04-02T00:00:00Z')).toEqual(['7440.00', '240.00', '15865.25']);
    expect(ask(first, '2026-04-02T00:00:00Z')).toMatchObject({
      confidence: 'low',
      because: '1 day of history; too few to tell how far off it may be',
    });
  });

  it('knows hours of the day from two days on', () => {
    const offices = historyOf(2, (_, hour) => (hour >= 8 && hour < 20 ? 20 : 4));
    // Of the third day 8 h × $4 and 1 h × $20; the sixth of an hour counts as a sixth.
    expect(amountsOf(offices, '2026-03-04T09:00:00Z')[0]).toBe('628.00');
    expect(amountsOf(offices, '2026-03-04T08:10:00Z')[0]).toBe('611.33');
    expect(ask(offices, '2026-03-04T09:00:00Z')).toMatchObject({ method: 'hour of day' });
    expect(ask(offices, '2026-04-02T00:00:00Z')).toMatchObject({ method: 'hour of day' });
  });

  it('knows weekends from two weeks on', () => {
    const weekdays = historyOf(26, (day) => (day % 7 < 5 ? 10 : 0));
    // From Saturday, day 26, on: a weekend's end, five days of $240, a weekend.
    const forecast = ask(weekdays, '2026-04-05T00:00:00Z');
    expect(forecast).toMatchObject({ method: 'hour of week' });
    expect(amountsOf(weekdays, '2026-04-05T00:00:00Z')[0]).toBe('6000.00');
  });

  it.each([
    { name: 'an outage', cost: 0 },
    { name: 'a spike', cost: 500 },
  ])('forgets $name of a day', ({ cost }) => {
    const history = historyOf(12, (day) => (day === 7 ? cost : 10));
    expect(amountsOf(history, '2026-03-15T00:00:00Z', [], dollars(0))[0]).toBe('240.00');
  });

  it('forgets most of a spike that is not over', () => {
    const history = historyOf(14, (day, hour) => (day === 13 && hour >= 20 ? 110 : 10));
    // A month of $10 an hour is $7,200; the last day's mean would make it $19,200.
    expect(amountsOf(history, '2026-04-15T00:00:00Z', [], dollars(0))[0]).toBe('8890.88');
  });

  it('follows a fleet that has scaled', () => {
    const history = historyOf(14, (day) => (day < 7 ? 10 : 20));
    const [amount] = amountsOf(history, '2026-03-23T00:00:00Z', [], dollars(0));
    // Seven days of $480 are 3,360; the first week still weighs a sixth.
    expect(amount).toBe('3137.90');
  });

  it('takes in a change of price that is to come, of the types that it is of', () => {
    const mixed: SpendHistory = {
      from: at('2026-03-02T00:00:00Z'),
      hours: Array.from({ length: 240 }, () => new Map([...hourOf(6, 'a'), ...hourOf(4, 'b')])),
    };
    const cheaper = { instanceType: 'a', at: at('2026-03-22T00:00:00Z'), factor: 0.5 };
    // 20 days at $10 an hour, 11 at $3 + $4.
    expect(amountsOf(mixed, '2026-04-02T00:00:00Z', [cheaper])[0]).toBe('6648.00');
    expect(amountsOf(mixed, '2026-04-02T00:00:00Z', [{ ...cheaper, instanceType: 'c' }])[0]).toBe('7440.00');
  });

  it('takes in what a price does to the types of late', () => {
    const moved = historyOf(20, () => 10, 'a');
    const hours = moved.hours.map((hour, index) => (index < 240 ? hour : hourOf(10, 'b')));
    const change = { instanceType: 'a', at: at('2026-03-22T00:00:00Z'), factor: 0.5 };
    expect(amountsOf({ ...moved, hours }, '2026-04-02T00:00:00Z', [change])[0]).toBe('7440.00');
    const ofB = { ...change, instanceType: 'b' };
    expect(amountsOf({ ...moved, hours }, '2026-04-02T00:00:00Z', [ofB])[0]).toBe('6120.00');
  });

  it('looks back five weeks', () => {
    expect(
      ask(
        historyOf(50, () => 10),
        '2026-04-22T00:00:00Z',
      ),
    ).toMatchObject({
      because: '35 days of history; by 28 back-casts within 0 % of the amount, four times in five',
    });
  });

  it('sees past spend at the prices of now', () => {
    const history = historyOf(10, (day) => (day < 8 ? 10 : 5), 'a');
    const cheaper = { instanceType: 'a', at: at('2026-03-10T00:00:00Z'), factor: 0.5 };
    // 8 × $240 + 2 × $120 are spent; 21 days of $120 are to come.
    expect(amountsOf(history, '2026-04-02T00:00:00Z', [cheaper])).toEqual(['4680.00', '4680.00', '4680.00']);
  });

  it('leaves out hours that nobody knows', () => {
    const gaps = historyOf(10, (day, hour) => (day === 5 || hour === 7 ? undefined : 10));
    expect(amountsOf(gaps, '2026-03-13T00:00:00Z', [], dollars(1))).toEqual(['241.00', '241.00', '241.00']);
    expect(ask(gaps, '2026-03-13T00:00:00Z')).toMatchObject({
      because:
        '10 days of history, 14 % of its hours unknown; by 8 back-casts within 0 % of the amount, four times in five',
    });
  });

  it('counts nothing before a period that is yet to begin', () => {
    const history = historyOf(10, () => 10);
    const period = { from: at('2026-04-01T00:00:00Z'), to: at('2026-05-01T00:00:00Z') };
    const forecast = forecastSpend({ history, spent: dollars(0), period, priceChanges: [] });
    expect(formatDollars(forecast.amount ?? money(0n), 2)).toBe('7200.00');
  });

  it('is what was spent once all has settled', () => {
    const history = historyOf(10, (day) => day);
    expect(ask(history, '2026-03-12T00:00:00Z', [], dollars(7))).toEqual({
      amount: dollars(7),
      low: dollars(7),
      high: dollars(7),
      confidence: 'high',
      because: 'all of the period has settled',
      method: 'hour of day',
      from: at('2026-03-12T00:00:00Z'),
    });
  });

  it('is surer the longer and the steadier the history is', () => {
    const sureness = (days: number, cost: (day: number, hour: number) => number | undefined) => {
      const { from } = historyOf(1, () => 1);
      const history = historyOf(days, cost);
      const to = after(from, (days + 30) * 86_400);
      const forecast = forecastSpend({
        history,
        spent: spendOf(history),
        period: { from, to },
        priceChanges: [],
      });
      return forecast.amount === undefined ? undefined : forecast.confidence;
    };
    const wild = (day: number) => 1 + ((day * 37) % 11) * 20;
    expect([3, 8, 20].map((days) => sureness(days, () => 10))).toEqual(['low', 'medium', 'high']);
    expect(sureness(8, wild)).toBe('low');
    expect(sureness(20, (_, hour) => (hour < 3 ? undefined : 10))).toBe('medium');
  });
});

const anyHour = fc.option(
  fc.record({ a: fc.integer({ min: 0, max: 5_000 }), b: fc.integer({ min: 0, max: 5_000 }) }),
  {
    nil: undefined,
    freq: 9,
  },
);

const anyQuestion = fc
  .record({
    hours: fc.array(anyHour, { maxLength: 500, size: 'max' }),
    ahead: fc.integer({ min: -5, max: 800 }),
    spent: fc.bigInt({ min: 0n, max: 10n ** 20n }),
    changeAt: fc.integer({ min: 0, max: 1_300 }),
    factor: fc.constantFrom(0, 0.5, 0.72, 1.3),
  })
  .map(({ hours, ahead, spent, changeAt, factor }): ForecastQuestion => {
    const from = at('2026-03-02T00:00:00Z');
    return {
      history: {
        from,
        hours: hours.map((hour) => hour && new Map([...hourOf(hour.a, 'a'), ...hourOf(hour.b, 'b')])),
      },
      spent: money(spent),
      period: { from, to: after(from, Math.max(1, hours.length + ahead) * 3_600) },
      priceChanges: [{ instanceType: 'a', at: after(from, changeAt * 3_600), factor }],
    };
  });

describe('a forecast', () => {
  it('is never below what is spent, lies in its band, and says the same again', () => {
    fc.assert(
      fc.property(anyQuestion, (question) => {
        const forecast = forecastSpend(question);
        expect(forecastSpend(question)).toEqual(forecast);
        if (forecast.amount === undefined) return;
        const ordered = [question.spent, forecast.low, forecast.amount, forecast.high];
        expect(ordered.toSorted((a, b) => Number(a - b))).toEqual(ordered);
        if (forecast.from >= question.period.to) expect(forecast.high).toBe(question.spent);
      }),
    );
  });

  it('adds what has been spent to what is to come, and knows no price after its period', () => {
    fc.assert(
      fc.property(anyQuestion, (question) => {
        const [forecast, without] = [question, { ...question, spent: money(0n) }].map(forecastSpend);
        if (forecast?.amount === undefined || without?.amount === undefined) return;
        expect(forecast.amount - without.amount).toBe(question.spent);
        const later = { instanceType: 'b', at: question.period.to, factor: 7 };
        fc.pre(later.at >= forecast.from);
        const withLater = { ...question, priceChanges: [...question.priceChanges, later] };
        expect(forecastSpend(withLater)).toEqual(forecast);
      }),
    );
  });
});
