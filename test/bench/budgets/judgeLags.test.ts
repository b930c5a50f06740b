import { describe, expect, it } from 'vitest';
import type { Crossing } from '#bench/budgets/findCrossings.ts';
import { judgeLags } from '#bench/budgets/judgeLags.ts';
import type { Told } from '#bench/budgets/readTold.ts';
import { at } from '#test/builders/samples.ts';

const noon = at('2026-01-01T12:00:00Z');
const threshold = { budget: 'red-day', periodFrom: at('2026-01-01T00:00:00Z'), key: 'actual 50%' };
const crossing: Crossing = { ...threshold, slot: noon };
const told = (seconds: number, rest: Partial<Told> = {}): Told => ({
  ...threshold,
  at: noon + seconds,
  found: false,
  ...rest,
});

const faultsOf = (crossings: Crossing[], ...all: Told[]) => judgeLags(crossings, all, () => 330).faults;

describe('what was told of a crossing', () => {
  it('is right once and within the bound', () => {
    const { lags, faults } = judgeLags([crossing], [told(330)], () => 330);
    expect(faults).toEqual([]);
    expect(lags).toEqual([{ ...crossing, at: noon + 330, lag: 330, bound: 330 }]);
  });

  it.each([
    ['nothing', [crossing], [], 'crossed at 2026-01-01T12:00:00Z, was never told'],
    ['twice', [crossing], [told(30), told(40)], 'crossed at 2026-01-01T12:00:00Z, was told 2 times'],
    ['late', [crossing], [told(331)], 'was told 331 s after, and not 330 s at most'],
    ['early', [crossing], [told(9)], 'was told 9 s after, before the slot was over'],
    ['as found', [crossing], [told(30, { found: true })], 'was told as crossed before anybody looked'],
    [
      'for another period',
      [],
      [told(30)],
      'red-day from 2026-01-01T00:00:00Z: actual 50% was told, and never crossed',
    ],
  ])('is wrong when it is %s', (_, crossings, all, fault) => {
    const faults = faultsOf(crossings, ...all);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(fault);
  });

  it('may be a forecast at any time, but once a period', () => {
    const forecast = told(-40_000, { key: 'forecast 100%' });
    expect(judgeLags([], [forecast], () => 330)).toEqual({ lags: [], forecasts: [forecast], faults: [] });
    expect(faultsOf([], forecast, forecast)).toEqual([
      'red-day from 2026-01-01T00:00:00Z: forecast 100% was told again',
    ]);
  });
});
