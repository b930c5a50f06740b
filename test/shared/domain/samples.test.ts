import { describe, expect, it } from 'vitest';
import { coarsen } from '#shared/domain/samples.ts';
import { counts } from '#test/builders/samples.ts';

describe('coarsen', () => {
  it('adds up the samples of equal parts', () => {
    expect(coarsen(counts('111.1.......111111111111111111'), 5)).toEqual([4, 0, 6, 6, 6]);
    expect(coarsen([4, 0, 6, 6, 6], 1)).toEqual([22]);
  });

  it('gives back what has so many parts already', () => {
    const fine = counts('1*30');
    expect(coarsen(fine, 30)).toBe(fine);
  });
});
