import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { proveBudgets } from '#bench/budgets/proveBudgets.ts';
import { readTrace } from '#local/fleet/readTrace.ts';
import { synthesize } from '#local/synthesize.ts';
import { at } from '#test/builders/samples.ts';

it('tells of every crossing of every team’s budget within five minutes and a half, collected every five', async () => {
  const { lags, faults } = await proveBudgets({
    trace: await readTrace(resolve(import.meta.dirname, '../../../local/examples/teams')),
    assembly: await synthesize(),
    period: 'day',
    range: { from: at('2026-01-01T00:00:00Z'), to: at('2026-01-01T02:00:00Z') },
    every: 5,
    closer: [],
    closeEvery: 5,
  });
  expect(faults).toEqual([]);
  const teams = ['assistants', 'developer-tools', 'research', 'search', 'vision'];
  expect(lags.map(({ budget, key }) => `${budget} ${key}`).toSorted()).toEqual(
    teams.flatMap((team) => ['100%', '50%', '80%'].map((percent) => `${team}-day actual ${percent}`)),
  );
  expect(Math.max(...lags.map(({ lag }) => lag))).toBeLessThanOrEqual(330);
});
