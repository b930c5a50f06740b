import { describe, expect, it } from 'vitest';
import { type Guard, guards } from './guards.ts';
import { playSeeds } from './playSeeds.ts';
import type { Outcome } from './summary.ts';

/** Some more than the first forty: only in few does what is settled change once more unseen. */
const seeds = [...Array.from({ length: 40 }, (_, index) => index + 1), 63, 118, 293, 399];

/** The seeds that fail in rough weather. */
const playRough = async (without?: Guard): Promise<number[]> => {
  const failed: number[] = [];
  const keep = ({ seed, failures }: Outcome) => {
    if (failures.length > 0) failed.push(seed);
  };
  await playSeeds(seeds, keep, { without, weather: 'rough' });
  return failed;
};

describe('the simulation', () => {
  it('finds nothing wrong in rough weather while every guard is in its place', async () => {
    expect(await playRough()).toEqual([]);
  });

  it.each(Object.keys(guards) as Guard[])('finds out when %s is taken out', async (without) => {
    expect(await playRough(without)).not.toEqual([]);
  });
});
