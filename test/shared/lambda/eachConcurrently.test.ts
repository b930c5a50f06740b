import { describe, expect, it } from 'vitest';
import { eachConcurrently } from '#shared/lambda/eachConcurrently.ts';

describe('eachConcurrently', () => {
  it('handles every item, no more than so many at once', async () => {
    const handled: number[] = [];
    let running = 0;
    let most = 0;
    await eachConcurrently([1, 2, 3, 4, 5, 6, 7], 3, async (item) => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, 1));
      running -= 1;
      handled.push(item);
    });
    expect(handled.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(most).toBe(3);
  });

  it('handles nothing when there is nothing', async () => {
    await eachConcurrently([], 3, async () => {
      throw new Error('never');
    });
  });
});
