import { describe, expect, it } from 'vitest';
import { thresholdKey } from '#shared/domain/budgets/threshold.ts';
import { actual, actualAmount, burnRate, forecast } from '#test/builders/budget.ts';

describe('thresholdKey', () => {
  it('tells a threshold in few words', () => {
    const thresholds = [actual(80), forecast(100), burnRate(6, 200), burnRate(1.5, 300), burnRate(168, 120)];
    expect(thresholds.map(thresholdKey)).toEqual([
      'actual 80%',
      'forecast 100%',
      'burnRate 6h 200%',
      'burnRate 90m 300%',
      'burnRate 168h 120%',
    ]);
  });

  it('tells an amount to its last place', () => {
    const amounts = [500, 500.5, 0.05, 1_000_000].map(actualAmount);
    expect(amounts.map(thresholdKey)).toEqual([
      'actual $500',
      'actual $500.50',
      'actual $0.05',
      'actual $1000000',
    ]);
  });
});
