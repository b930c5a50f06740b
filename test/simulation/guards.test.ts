import { describe, expect, it } from 'vitest';
import { type Guard, guards } from './guards.ts';
import { playSeeds } from './playSeeds.ts';
import type { Outcome } from './summary.ts';

/** Some more than the first forty: only in few does what is settled change once more unseen. */
const seeds = [...Array.from({ length: 40 }, (_, index) => index + 1), 63, 118, 293, 399];

/** Of those that have budgets fewer are enough, with two in which evaluations of two times come between each other. */
const alertSeeds = [...seeds.slice(0, 12), 115, 125];

const isOfAlerts = (guard: Guard): boolean => guards[guard].budgets === 'all';

/** The seeds that fail in rough weather. */
const playRough = async (
  own: readonly number[],
  budgets: 'none' | 'all',
  without?: Guard,
): Promise<number[]> => {
  const failed: number[] = [];
  const keep = ({ seed, failures }: Outcome) => {
    if (failures.length > 0) failed.push(seed);
  };
  await playSeeds(own, keep, { without, weather: 'rough', budgets });
  return failed;
};

describe('the simulation', () => {
  it('finds nothing wrong in rough weather while every guard is in its place', async () => {
    expect(await playRough(seeds, 'none')).toEqual([]);
    expect(await playRough(alertSeeds, 'all')).toEqual([]);
  });

  it.each(Object.keys(guards) as Guard[])('finds out when %s is taken out', async (without) => {
    const failed = isOfAlerts(without)
      ? playRough(alertSeeds, 'all', without)
      : playRough(seeds, 'none', without);
    expect(await failed).not.toEqual([]);
  });
});
