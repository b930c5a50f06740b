import { expect, it } from 'vitest';
import { boundIn, planLegs } from '#bench/budgets/planLegs.ts';

it('collects more often where it looks closer, and once more at the end', () => {
  const closer = [{ from: 7_200, to: 10_800 }];
  const legs = planLegs(36_000, { every: 60, closer, closeEvery: 5 });
  expect(legs).toEqual([
    { to: 7_200, everyMinutes: 60 },
    { to: 10_800, everyMinutes: 5 },
    { to: 39_600, everyMinutes: 60 },
  ]);
  // A collect period, and the half minute that a batch is gathered for.
  expect([7_190, 7_200, 10_790, 10_800].map(boundIn(legs))).toEqual([3_630, 330, 330, 3_630]);
});
