import { describe, expect, it } from 'vitest';
import type { Budget } from '#shared/domain/budgets/budget.ts';
import type { BudgetState, Snooze } from '#shared/domain/budgets/budgetState.ts';
import { beginState } from '#shared/domain/budgets/carryState.ts';
import { evaluateBudget } from '#shared/domain/budgets/evaluateBudget.ts';
import { periodAt } from '#shared/domain/budgets/periodAt.ts';
import { periodsToEvaluate } from '#shared/domain/budgets/periodsToEvaluate.ts';
import { formatInstant } from '#shared/domain/time.ts';
import { actual, actualAmount, budgetOf, burnRate, dayOf, dollars, forecast } from '#test/builders/budget.ts';
import { figuresOf } from '#test/builders/budgetFigures.ts';
import { at } from '#test/builders/samples.ts';
import { zoneOf } from '#test/builders/zones.ts';

type Look = Partial<Omit<Parameters<typeof figuresOf>[0], 'period' | 'now'>> & {
  /** Whose period the figures are of; now, unless it is given. */
  of?: string;
};

/** A budget that is looked at from time to time; what each look tells, such as `actual 80% quantity`. */
const watch = (first: Budget, from?: BudgetState) => {
  let [budget, state] = [first, from];
  const keep = (next: BudgetState) => {
    state = next;
  };
  return {
    state: () => state,
    change: (given: Partial<Budget>) => {
      budget = { ...budget, ...given };
    },
    snooze: (until: string) => {
      const snooze: Snooze = { until: at(until), who: 'ada', why: 'a known peak' };
      if (state !== undefined) state = { ...state, snooze };
    },
    periods: (time: string) =>
      periodsToEvaluate(budget, state, at(time)).map((each) => formatInstant(each.from)),
    look: (time: string, ...looks: Look[]) => {
      const now = at(time);
      const figures = looks.flatMap(({ of = time, actual: spent = 0, ...given }) => {
        const period = periodAt(budget, at(of));
        return period === undefined ? [] : figuresOf({ period, now, actual: spent, ...given });
      });
      const { state: next, crossed, recovered } = evaluateBudget(budget, state, figures, now);
      keep(next);
      return [
        ...crossed.map(({ key, cause, found }) => `${key} ${cause}${found ? ' found' : ''}`),
        ...recovered.map(({ key, cause }) => `${key} recovered ${cause}`),
      ];
    },
  };
};

/** $1,000 a month, watched from the first minute of May on. */
const watchMay = (given: Partial<Budget> = {}) => {
  const watched = watch(budgetOf(given));
  watched.look('2026-05-01T00:00:00Z', { actual: 0 });
  return watched;
};

describe('a threshold', () => {
  it('is told crossed once, by the look that first sees it', () => {
    const may = watchMay();
    expect(may.look('2026-05-20T00:00:00Z', { actual: 799.99, moved: { quantity: 799.99 } })).toEqual([]);
    expect(may.look('2026-05-20T00:05:00Z', { actual: 800, moved: { quantity: 0.01 } })).toEqual([
      'actual 80% quantity',
    ]);
    expect(may.look('2026-05-20T00:10:00Z', { actual: 800 })).toEqual([]);
    expect(may.look('2026-05-25T00:00:00Z', { actual: 990, moved: { quantity: 190 } })).toEqual([]);
  });

  it('is told with the others that are crossed by the same look', () => {
    const may = watchMay({ thresholds: [actual(50), actual(80), actualAmount(950), actual(100)] });
    expect(may.look('2026-05-20T00:00:00Z', { actual: 960, moved: { quantity: 400, price: 560 } })).toEqual([
      'actual 50% price',
      'actual 80% price',
      'actual $950 price',
    ]);
  });

  it('tells limit, figure, amount and period', () => {
    const budget = budgetOf();
    const period = { from: at('2026-05-01T00:00:00Z'), to: at('2026-06-01T00:00:00Z') };
    const now = at('2026-05-20T00:00:00Z');
    const figures = figuresOf({ period, now, actual: 850, moved: { idle: 850 } });
    expect(evaluateBudget(budget, undefined, [figures], now).crossed).toEqual([
      {
        kind: 'crossed',
        at: now,
        cause: 'idle',
        found: true,
        period,
        amount: dollars(1_000),
        threshold: actual(80),
        key: 'actual 80%',
        limit: dollars(800),
        figure: dollars(850),
      },
    ]);
  });

  it('recovers two per cent below, says why, and is done with for the period', () => {
    const may = watchMay();
    may.look('2026-05-20T00:00:00Z', { actual: 800 });
    expect(may.look('2026-05-20T00:05:00Z', { actual: 784.01, moved: { price: -15.99 } })).toEqual([]);
    expect(may.look('2026-05-20T00:10:00Z', { actual: 784, moved: { price: -0.01 } })).toEqual([
      'actual 80% recovered price',
    ]);
    expect(may.look('2026-05-21T00:00:00Z', { actual: 900, moved: { quantity: 116 } })).toEqual([]);
    expect(may.look('2026-05-21T00:05:00Z', { actual: 700, moved: { ownership: -200 } })).toEqual([]);
  });

  it('is armed again when the period ends', () => {
    const may = watchMay();
    may.look('2026-05-20T00:00:00Z', { actual: 900 });
    const june = [
      { of: '2026-05-31T23:55:00Z', actual: 900 },
      { actual: 900, moved: { quantity: 900 } },
    ];
    expect(may.look('2026-06-20T00:00:00Z', ...june)).toEqual(['actual 80% quantity']);
  });

  it('of a forecast waits for one, and for what has moved while there was none', () => {
    const may = watchMay({ thresholds: [forecast(100)] });
    expect(may.look('2026-05-01T12:00:00Z', { actual: 1, forecast: 900 })).toEqual([]);
    expect(
      may.look('2026-05-02T00:00:00Z', { actual: 2_000, moved: { price: 1_900, quantity: 100 } }),
    ).toEqual([]);
    expect(
      may.look('2026-05-02T00:05:00Z', { actual: 2_001, moved: { quantity: 1 }, forecast: 2_300 }),
    ).toEqual(['forecast 100% price']);
    expect(may.look('2026-05-02T00:10:00Z', { actual: 2_001 })).toEqual([]);
    expect(
      may.look('2026-05-02T00:15:00Z', { actual: 2_001, forecast: 900, moved: { price: -1_000 } }),
    ).toEqual(['forecast 100% recovered price']);
  });

  it('of a burn rate compares the look-back with an even pace', () => {
    // $744 in May are a dollar an hour: twice that for six hours are $12.
    const may = watchMay({
      amounts: [{ from: undefined, amount: dollars(744) }],
      thresholds: [burnRate(6, 200)],
    });
    expect(may.look('2026-05-02T00:00:00Z', { actual: 20, burn: { 6: 11.99 } })).toEqual([]);
    expect(may.look('2026-05-02T00:05:00Z', { actual: 20, burn: { 24: 100 } })).toEqual([]);
    expect(may.look('2026-05-02T00:10:00Z', { actual: 20, burn: { 6: 12 }, moved: { quantity: 1 } })).toEqual(
      ['burnRate 6h 200% quantity'],
    );
    expect(may.look('2026-05-02T00:15:00Z', { actual: 20, burn: { 6: 11.76 }, moved: { idle: -1 } })).toEqual(
      ['burnRate 6h 200% recovered idle'],
    );
  });

  it('of a burn rate is not judged once its period is over', () => {
    const may = watchMay({ thresholds: [burnRate(6, 200)] });
    expect(
      may.look('2026-06-01T00:10:00Z', { of: '2026-05-31T00:00:00Z', actual: 20, burn: { 6: 500 } }),
    ).toEqual([]);
  });
});

describe('a new budget', () => {
  it('tells once, together, what it finds crossed', () => {
    const found = watch(budgetOf({ thresholds: [actual(50), actual(80), forecast(100), actual(100)] }));
    const look = { actual: 900, moved: { quantity: 500, idle: 400 }, forecast: 1_400 };
    expect(found.look('2026-05-20T00:00:00Z', look)).toEqual([
      'actual 50% quantity found',
      'actual 80% quantity found',
      'forecast 100% quantity found',
    ]);
    expect(found.look('2026-05-20T00:05:00Z', { ...look, moved: {} })).toEqual([]);
    expect(found.look('2026-05-21T00:00:00Z', { actual: 1_000, moved: { idle: 100 } })).toEqual([
      'actual 100% idle',
    ]);
  });

  it('begins with the period that it is made in', () => {
    const made = watch(budgetOf());
    expect(made.periods('2026-05-20T00:00:00Z')).toEqual(['2026-05-01T00:00:00Z']);
  });

  it('waits for its range to begin, and for its first amount', () => {
    const range = watch(
      budgetOf({ period: { kind: 'custom', from: dayOf('2026-06-01'), to: dayOf('2026-06-02') } }),
    );
    expect(range.periods('2026-05-31T23:55:00Z')).toEqual([]);
    range.look('2026-05-31T23:55:00Z');
    expect(range.periods('2026-06-01T00:00:00Z')).toEqual(['2026-06-01T00:00:00Z']);
    const later = watch(budgetOf({ amounts: [{ from: dayOf('2026-06-01'), amount: dollars(1) }] }));
    later.look('2026-05-31T23:55:00Z', { actual: 5 });
    expect(later.look('2026-06-01T00:05:00Z', { actual: 5, moved: { quantity: 5 } })).toEqual([
      'actual 80% quantity',
      'actual 100% quantity',
    ]);
  });
});

describe('a period that is over', () => {
  it('is looked at until it has settled past its end', () => {
    const may = watchMay();
    const lateLook = (minute: number, settledThrough: string) =>
      may.look(
        `2026-06-01T00:${minute}:00Z`,
        {
          of: '2026-05-31T00:00:00Z',
          actual: 850,
          settledThrough: at(settledThrough),
          moved: { quantity: 50 },
        },
        { actual: 1 },
      );
    expect(may.periods('2026-06-01T00:10:00Z')).toEqual(['2026-05-01T00:00:00Z', '2026-06-01T00:00:00Z']);
    expect(lateLook(10, '2026-05-31T23:40:00Z')).toEqual(['actual 80% quantity']);
    expect(may.periods('2026-06-01T00:15:00Z')).toEqual(['2026-05-01T00:00:00Z', '2026-06-01T00:00:00Z']);
    lateLook(35, '2026-06-01T00:00:00Z');
    expect(may.periods('2026-06-01T00:40:00Z')).toEqual(['2026-06-01T00:00:00Z']);
  });

  it('is not over before its end, whatever has settled', () => {
    const may = watchMay();
    const look = { of: '2026-05-31T00:00:00Z', actual: 800, settledThrough: at('2026-06-01T00:00:00Z') };
    expect(may.look('2026-05-31T23:55:00Z', look)).toEqual(['actual 80% quantity']);
    expect(may.look('2026-06-01T00:00:00Z', look)).toEqual([]);
  });

  it('is not opened again by a run that is late', () => {
    const may = watchMay();
    may.look('2026-06-01T00:30:00Z', { of: '2026-05-31T00:00:00Z' }, {});
    expect(may.periods('2026-05-31T23:55:00Z')).toEqual(['2026-06-01T00:00:00Z']);
  });

  it('is looked at after the fact, where nothing ran while it lasted', () => {
    const days = watch(budgetOf({ period: { kind: 'day' } }));
    days.look('2026-05-01T12:00:00Z', { actual: 0 });
    expect(days.periods('2026-05-04T12:00:00Z')).toEqual([
      '2026-05-01T00:00:00Z',
      '2026-05-02T00:00:00Z',
      '2026-05-03T00:00:00Z',
      '2026-05-04T00:00:00Z',
    ]);
    const looks = ['2026-05-02T00:00:00Z', '2026-05-03T00:00:00Z'].map((of) => ({ of, actual: 800 }));
    expect(days.look('2026-05-04T12:00:00Z', ...looks)).toEqual([
      'actual 80% quantity',
      'actual 80% quantity',
    ]);
  });

  it('is a range that was missed whole, too', () => {
    const period = { kind: 'custom', from: dayOf('2026-06-01'), to: dayOf('2026-06-02') } as const;
    const range = watch(budgetOf({ period }));
    range.look('2026-05-20T00:00:00Z');
    expect(range.periods('2026-06-03T00:00:00Z')).toEqual(['2026-06-01T00:00:00Z']);
  });

  it('is no news any more after 31 days', () => {
    const days = watch(budgetOf({ period: { kind: 'day' } }));
    days.look('2026-01-01T12:00:00Z', { actual: 0 });
    const periods = days.periods('2026-05-04T12:00:00Z');
    expect([periods.length, periods[0]]).toEqual([32, '2026-04-03T00:00:00Z']);
  });

  it('is one of 23 or 25 hours where clocks change', () => {
    const days = watch(budgetOf({ period: { kind: 'day' }, zone: zoneOf('Europe/Berlin') }));
    days.look('2026-03-28T12:00:00Z', { actual: 0 });
    expect(days.periods('2026-03-29T22:00:00Z')).toEqual([
      '2026-03-27T23:00:00Z',
      '2026-03-28T23:00:00Z',
      '2026-03-29T22:00:00Z',
    ]);
  });
});

describe('a changed budget', () => {
  it('begins anew with another scope, period, zone, basis, rate or idle capacity', () => {
    const changes: Partial<Budget>[] = [
      { scope: new Map([['team', 'ads']]) },
      { period: { kind: 'quarter' } },
      { zone: zoneOf('Asia/Kolkata') },
      { basis: 'usage' },
      { rate: 'charge' },
      { idle: 'shared' },
    ];
    for (const change of changes) {
      const may = watchMay();
      may.look('2026-05-20T00:00:00Z', { actual: 800 });
      may.change(change);
      const look = { actual: 850, moved: { quantity: 850 } };
      expect(may.look('2026-05-20T00:05:00Z', look)).toEqual(['actual 80% quantity found']);
    }
  });

  it('tells again what another amount arms again, and not what it leaves crossed', () => {
    const may = watchMay();
    may.look('2026-05-20T00:00:00Z', { actual: 850, moved: { quantity: 850 } });
    may.change({ amounts: [{ from: undefined, amount: dollars(1_050) }] });
    expect(may.look('2026-05-20T00:05:00Z', { actual: 850 })).toEqual([]);
    may.change({ amounts: [{ from: undefined, amount: dollars(2_000) }] });
    expect(may.look('2026-05-20T00:10:00Z', { actual: 850 })).toEqual([]);
    expect(may.look('2026-05-28T00:00:00Z', { actual: 1_600, moved: { quantity: 750 } })).toEqual([
      'actual 80% quantity',
    ]);
    may.change({ amounts: [{ from: undefined, amount: dollars(1_000) }] });
    expect(may.look('2026-05-28T00:05:00Z', { actual: 1_600 })).toEqual(['actual 100% quantity found']);
  });

  it('goes by the last forecast where there is none now', () => {
    const may = watchMay({ thresholds: [forecast(100)] });
    may.look('2026-05-10T00:00:00Z', { actual: 300, forecast: 1_000 });
    may.look('2026-05-20T00:00:00Z', { actual: 800, forecast: 1_200, moved: { quantity: 500 } });
    may.look('2026-05-20T00:05:00Z', { actual: 800 });
    may.change({ amounts: [{ from: undefined, amount: dollars(1_100) }] });
    may.look('2026-05-20T00:10:00Z', { actual: 800 });
    expect(may.look('2026-05-20T00:15:00Z', { actual: 800, forecast: 1_200 })).toEqual([]);
  });

  it('finds what a new threshold has crossed, and leaves the others as they are', () => {
    const may = watchMay();
    may.look('2026-05-20T00:00:00Z', { actual: 850, moved: { idle: 850 } });
    may.change({ thresholds: [actual(50), actual(60), actual(80)] });
    expect(may.look('2026-05-20T00:05:00Z', { actual: 850 })).toEqual([
      'actual 50% idle found',
      'actual 60% idle found',
    ]);
  });

  it('does not touch a threshold of an amount of its own', () => {
    const may = watchMay({ thresholds: [actualAmount(500)] });
    may.look('2026-05-20T00:00:00Z', { actual: 600 });
    may.look('2026-05-20T00:05:00Z', { actual: 400 });
    may.change({ amounts: [{ from: undefined, amount: dollars(2_000) }] });
    expect(may.look('2026-05-20T00:10:00Z', { actual: 600 })).toEqual([]);
  });
});

describe('a snoozed budget', () => {
  it('is silent, and tells at the end what is still crossed, once, as it came about', () => {
    const may = watchMay({ thresholds: [actual(50), actual(80), actual(90)] });
    may.snooze('2026-05-20T12:00:00Z');
    expect(may.look('2026-05-20T00:00:00Z', { actual: 500, moved: { price: 500 } })).toEqual([]);
    expect(may.look('2026-05-20T06:00:00Z', { actual: 910, moved: { quantity: 410 } })).toEqual([]);
    expect(may.look('2026-05-20T11:55:00Z', { actual: 899, moved: { ownership: -11 } })).toEqual([]);
    expect(may.look('2026-05-20T12:00:00Z', { actual: 899 })).toEqual([
      'actual 50% price',
      'actual 80% quantity',
    ]);
    expect(may.state()?.snooze).toBeUndefined();
    expect(may.look('2026-05-20T12:05:00Z', { actual: 899 })).toEqual([]);
    expect(may.look('2026-05-20T12:10:00Z', { actual: 900, moved: { idle: 1 } })).toEqual([
      'actual 90% idle',
    ]);
  });

  it('recovers silently', () => {
    const may = watchMay();
    may.look('2026-05-20T00:00:00Z', { actual: 800 });
    may.snooze('2026-05-20T12:00:00Z');
    expect(may.look('2026-05-20T06:00:00Z', { actual: 100 })).toEqual([]);
    expect(may.look('2026-05-20T12:00:00Z', { actual: 900 })).toEqual([]);
  });

  it('tells of a period that ended meanwhile', () => {
    const may = watchMay();
    may.snooze('2026-06-02T00:00:00Z');
    const over = { of: '2026-05-31T00:00:00Z', actual: 850, moved: { quantity: 850 } };
    expect(may.look('2026-06-01T12:00:00Z', over, { actual: 1 })).toEqual([]);
    expect(may.look('2026-06-02T00:00:00Z', { ...over, moved: {} }, { actual: 2 })).toEqual([
      'actual 80% quantity',
    ]);
    expect(may.periods('2026-06-02T00:05:00Z')).toEqual(['2026-06-01T00:00:00Z']);
  });

  it('does not wait for a burn rate of a period that is over', () => {
    const may = watchMay({ thresholds: [burnRate(6, 200)] });
    may.snooze('2026-06-02T00:00:00Z');
    expect(may.look('2026-05-31T12:00:00Z', { actual: 50, burn: { 6: 50 } })).toEqual([]);
    expect(may.look('2026-06-01T12:00:00Z', { of: '2026-05-31T12:00:00Z', actual: 50 }, {})).toEqual([]);
    expect(may.periods('2026-06-01T12:05:00Z')).toEqual(['2026-06-01T00:00:00Z']);
  });

  it('stays so where it becomes another', () => {
    const may = watchMay();
    may.snooze('2026-05-20T12:00:00Z');
    may.change({ basis: 'usage' });
    expect(may.look('2026-05-20T11:55:00Z', { actual: 900 })).toEqual([]);
    expect(may.look('2026-05-20T12:00:00Z', { actual: 900 })).toEqual(['actual 80% quantity found']);
  });

  it('can be snoozed before it was ever evaluated', () => {
    const budget = budgetOf();
    const snooze = { until: at('2026-05-20T12:00:00Z'), who: 'ada', why: 'a known peak' };
    const may = watch(budget, { ...beginState(budget, at('2026-05-20T00:00:00Z')), snooze });
    expect(may.look('2026-05-20T06:00:00Z', { actual: 900, moved: { quantity: 900 } })).toEqual([]);
    expect(may.look('2026-05-20T12:00:00Z', { actual: 900 })).toEqual(['actual 80% quantity found']);
  });
});

describe('an archived budget', () => {
  it('keeps its state and tells nothing', () => {
    const may = watchMay();
    may.look('2026-05-20T00:00:00Z', { actual: 800 });
    const before = may.state();
    may.change({ archived: true });
    expect(may.periods('2026-07-01T00:00:00Z')).toEqual([]);
    expect(may.look('2026-05-21T00:00:00Z', { actual: 2_000 })).toEqual([]);
    expect(may.state()).toEqual({ ...before, archived: true });
  });

  it('goes on with the current period, and finds what was crossed meanwhile', () => {
    const may = watchMay();
    may.look('2026-05-20T00:00:00Z', { actual: 800, moved: { quantity: 800 } });
    may.change({ archived: true });
    may.look('2026-05-21T00:00:00Z');
    may.change({ archived: false });
    expect(may.look('2026-05-22T00:00:00Z', { actual: 1_200, moved: { idle: 400 } })).toEqual([
      'actual 100% quantity found',
    ]);
  });

  it('does not go back to periods that passed meanwhile', () => {
    const may = watchMay({ archived: true });
    may.change({ archived: false });
    expect(may.periods('2026-08-20T00:00:00Z')).toEqual(['2026-08-01T00:00:00Z']);
    expect(may.look('2026-08-20T00:00:00Z', { actual: 900 })).toEqual(['actual 80% quantity found']);
  });
});

describe('an evaluation', () => {
  it('leaves a period as it is for which it has no figures, or older ones', () => {
    const may = watchMay();
    may.look('2026-05-20T00:00:00Z', { actual: 800 });
    const before = may.state();
    expect(may.look('2026-05-20T00:00:00Z')).toEqual([]);
    expect(may.state()).toEqual(before);
    expect(may.look('2026-05-19T23:55:00Z', { actual: 100 })).toEqual([]);
    expect(may.state()).toEqual(before);
  });

  it('tells the same again when its state was not kept', () => {
    const budget = budgetOf();
    const now = at('2026-05-20T00:00:00Z');
    const period = { from: at('2026-05-01T00:00:00Z'), to: at('2026-06-01T00:00:00Z') };
    const evaluate = () => evaluateBudget(budget, undefined, [figuresOf({ period, now, actual: 850 })], now);
    expect(evaluate()).toEqual(evaluate());
  });
});
