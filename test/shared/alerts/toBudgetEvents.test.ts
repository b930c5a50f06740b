import { describe, expect, it } from 'vitest';
import { toBudgetEvents } from '#shared/alerts/toBudgetEvents.ts';
import { type BudgetCause, budgetCauses } from '#shared/domain/budgets/movement.ts';
import { instant } from '#shared/domain/time.ts';
import { contacts, evaluatedOf, newsOfBudgets, threeAm } from '#test/builders/alerts.ts';
import { actual, actualAmount, burnRate, forecast } from '#test/builders/budget.ts';

/** Each event as `BudgetThresholdCrossed quantity → search@example.com: search-month (actual 80%)`. */
const told = (...args: Parameters<typeof newsOfBudgets>): string[] =>
  toBudgetEvents(newsOfBudgets(...args)).map(({ type, detail: { cause, recipients, budgets } }) => {
    const each = budgets.map(
      ({ name, thresholds }) => `${name} (${thresholds.map(({ key }) => key).join(', ')})`,
    );
    return `${type} ${cause} → ${recipients.join()}: ${each.join(', ')}`;
  });

const ofCause = (cause: BudgetCause, name: string, recipients: string[] = []) =>
  evaluatedOf({ budget: { name, recipients }, news: [{ cause }] });

describe('toBudgetEvents', () => {
  it('tells nothing where there is no news', () => {
    expect(told([evaluatedOf({ news: [] })])).toEqual([]);
    expect(told([])).toEqual([]);
  });

  it('tells thresholds that are crossed together in one event, the highest first', () => {
    const news = [
      { threshold: actual(50) },
      { threshold: forecast(100), figure: 1_200 },
      { threshold: actual(80) },
    ];
    expect(told([evaluatedOf({ news })])).toEqual([
      'BudgetThresholdCrossed quantity → search@example.com: search-month (forecast 100%, actual 80%, actual 50%)',
    ]);
  });

  it('tells quantity and idle to the team, and all else to finance', () => {
    expect(told(budgetCauses.map((cause) => ofCause(cause, cause)))).toEqual([
      'BudgetThresholdCrossed correction → finops@example.com: correction (actual 80%)',
      'BudgetThresholdCrossed idle → search@example.com: idle (actual 80%)',
      'BudgetThresholdCrossed ownership → finops@example.com: ownership (actual 80%)',
      'BudgetThresholdCrossed price → finops@example.com: price (actual 80%)',
      'BudgetThresholdCrossed quantity → search@example.com: quantity (actual 80%)',
    ]);
  });

  it('tells those that a budget names instead of its team, each once and in order', () => {
    const named = ['ops@example.com', 'ann@example.com', 'ops@example.com'];
    expect(told([ofCause('quantity', 'a', named), ofCause('price', 'b', named)])).toEqual([
      'BudgetThresholdCrossed quantity → ann@example.com,ops@example.com: a (actual 80%)',
      'BudgetThresholdCrossed price → finops@example.com: b (actual 80%)',
    ]);
  });

  it('tells finance where a team has no contact, and a name to deliver to where finance has none', () => {
    const ofNobody = evaluatedOf({ budget: { scope: new Map([['team', 'nobody']]) } });
    const ofNoTeam = evaluatedOf({ budget: { scope: new Map([['endpoint', 'prod-1']]) } });
    expect(told([ofNobody])).toEqual([
      'BudgetThresholdCrossed quantity → finops@example.com: search-month (actual 80%)',
    ]);
    const nobody = { contacts: { ...contacts, finance: [] } };
    expect([...told([ofNobody], nobody), ...told([ofNoTeam], nobody)]).toEqual([
      'BudgetThresholdCrossed quantity → finance: search-month (actual 80%)',
      'BudgetThresholdCrossed quantity → finance: search-month (actual 80%)',
    ]);
  });

  it('tells budgets of one cause and for the same people in one event, the farthest over first', () => {
    const near = evaluatedOf({ budget: { name: 'near' } });
    const far = evaluatedOf({ budget: { name: 'far' }, actual: 990 });
    const others = evaluatedOf({ budget: { name: 'others', recipients: ['ops@example.com'] } });
    expect(told([near, others, far])).toEqual([
      'BudgetThresholdCrossed quantity → search@example.com: far (actual 80%), near (actual 80%)',
      'BudgetThresholdCrossed quantity → ops@example.com: others (actual 80%)',
    ]);
  });

  it('keeps the thresholds of a budget together, under the cause of the highest', () => {
    const lower = { threshold: actual(50), cause: 'price' } as const;
    expect(told([evaluatedOf({ news: [lower, { threshold: actualAmount(801), cause: 'idle' }] })])).toEqual([
      'BudgetThresholdCrossed idle → search@example.com: search-month (actual $801, actual 50%)',
    ]);
    const fast = { threshold: burnRate(6, 900), figure: 90, cause: 'quantity' } as const;
    expect(told([evaluatedOf({ news: [fast, lower] })])).toEqual([
      'BudgetThresholdCrossed price → finops@example.com: search-month (actual 50%, burnRate 6h 900%)',
    ]);
    const faster = { threshold: burnRate(1, 300), figure: 5, cause: 'idle' } as const;
    const fastest = { threshold: burnRate(24, 1_000), figure: 400, cause: 'price' } as const;
    expect(told([evaluatedOf({ news: [faster, fastest] })])).toEqual([
      'BudgetThresholdCrossed price → finops@example.com: search-month (burnRate 24h 1000%, burnRate 1h 300%)',
    ]);
  });

  it('tells what recovered apart from what was crossed', () => {
    const news = [
      { threshold: forecast(100), figure: 1_001 },
      { kind: 'recovered', cause: 'price' },
    ] as const;
    expect(told([evaluatedOf({ news })])).toEqual([
      'BudgetThresholdCrossed quantity → search@example.com: search-month (forecast 100%)',
      'BudgetRecovered price → finops@example.com: search-month (actual 80%)',
    ]);
  });

  it('tells a threshold’s figures', () => {
    const news = [
      {},
      { threshold: burnRate(6, 200), figure: 17.55, at: instant(threeAm - 300), found: true },
    ];
    const [event] = toBudgetEvents(newsOfBudgets([evaluatedOf({ news })]));
    expect(event?.time).toBe(threeAm);
    expect(event?.detail.budgets[0]?.thresholds).toEqual([
      {
        alertId: event?.detail.budgets[0]?.thresholds[0]?.alertId,
        key: 'actual 80%',
        on: 'actual',
        limitUsd: '800.000000000',
        figureUsd: '823.400000000',
        percentOfAmount: 82.3,
        percentOfPace: null,
        at: '2026-05-21T03:00:00Z',
        cause: 'quantity',
        found: false,
      },
      {
        alertId: event?.detail.budgets[0]?.thresholds[1]?.alertId,
        key: 'burnRate 6h 200%',
        on: 'burnRate',
        limitUsd: '16.129032258',
        figureUsd: '17.550000000',
        percentOfAmount: null,
        percentOfPace: 217.6,
        at: '2026-05-21T02:55:00Z',
        cause: 'quantity',
        found: true,
      },
    ]);
  });

  it('knows a threshold that recovers by what it was told crossed by', () => {
    const alertOf = (kind: 'crossed' | 'recovered', time: number) => {
      const [event] = toBudgetEvents(
        newsOfBudgets([evaluatedOf({ news: [{ kind, at: instant(threeAm + time) }] })]),
      );
      return event?.detail.budgets[0]?.thresholds[0]?.alertId;
    };
    expect(alertOf('recovered', 86_400)).toBe(alertOf('crossed', 0));
    expect(alertOf('recovered', 86_700)).not.toBe(alertOf('crossed', 0));
  });

  it('refuses news of a period of which nothing is given', () => {
    expect(() => toBudgetEvents(newsOfBudgets([{ ...evaluatedOf(), periods: [] }]))).toThrow(
      'nothing is given of search-month from 2026-05-01T00:00:00Z on',
    );
  });
});
