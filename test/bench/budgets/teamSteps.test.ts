import { expect, it } from 'vitest';
import { teamSteps } from '#bench/budgets/teamSteps.ts';
import { formatDollars } from '#shared/domain/money.ts';
import { traceOf } from '#test/builders/fleet.ts';

it('gives what all copies of a team cost a slot of ten seconds, from the first slot that sees them on', () => {
  const trace = traceOf({
    instances: { 'ml.g6.12xlarge': [['00:00', 2]] },
    components: {
      a: { gpus: 4, team: 'red', steps: [['00:00', 1]] },
      b: {
        gpus: 1,
        team: 'blue',
        steps: [
          ['00:00', 2],
          ['00:32:05', 4],
          ['00:51', 0],
        ],
      },
      c: { gpus: 1, team: 'blue', steps: [['00:51', 1]] },
    },
  });
  const told = [...teamSteps(trace)].map(([team, steps]) => [
    team,
    ...steps.map(({ slot, cost }) => [slot - trace.start, formatDollars(cost)]),
  ]);
  expect(told).toEqual([
    ['red', [0, '0.015977778']],
    ['blue', [0, '0.007988889'], [1_930, '0.015977778'], [3_060, '0.003994444']],
  ]);
});
