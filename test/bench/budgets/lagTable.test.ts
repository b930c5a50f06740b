import { stripVTControlCharacters } from 'node:util';
import { expect, it } from 'vitest';
import { renderLags } from '#bench/budgets/lagTable.ts';
import { at } from '#test/builders/samples.ts';

it('shows each crossing with its lag, forecasts below, and the worst and the median lag beside the bound', () => {
  const midnight = at('2026-01-01T00:00:00Z');
  const threshold = { budget: 'red-day', periodFrom: midnight, key: 'actual 50%' };
  const lags = [
    { ...threshold, slot: midnight + 3_600, at: midnight + 3_930, lag: 330, bound: 330 },
    { ...threshold, key: 'actual 80%', slot: midnight + 7_200, at: midnight + 7_230, lag: 30, bound: 330 },
    {
      ...threshold,
      key: 'actual 100%',
      slot: midnight + 9_000,
      at: midnight + 12_640,
      lag: 3_640,
      bound: 330,
    },
  ];
  const forecasts = [{ ...threshold, key: 'forecast 100%', at: midnight + 60, found: false }];
  expect(stripVTControlCharacters(renderLags({ lags, forecasts, faults: [] })).split('\n')).toEqual([
    'BUDGET   PERIOD FROM  THRESHOLD      CROSSED IN THE SLOT OF              TOLD AT         LAG',
    'red-day  2026-01-01   actual 50%        2026-01-01 01:00:00  2026-01-01 01:05:30  5 min 30 s',
    'red-day  2026-01-01   actual 80%        2026-01-01 02:00:00  2026-01-01 02:00:30        30 s',
    'red-day  2026-01-01   actual 100%       2026-01-01 02:30:00  2026-01-01 03:30:40  1 h 40 s !',
    '────────────────────────────────────────────────────────────────────────────────────────────',
    'red-day  2026-01-01   forecast 100%                          2026-01-01 00:01:00',
    '',
    '3 crossings, to be told within 5 min 30 s: worst 1 h 40 s, median 5 min 30 s',
  ]);
});
