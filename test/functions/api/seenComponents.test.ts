import { describe, expect, it } from 'vitest';
import { seeShares } from '#functions/api/seenComponents.ts';

const share = (team: string, parts: number) => ({ team, costCentre: undefined, product: undefined, parts });
const shares = [share('red', 60), share('blue', 40)];

describe('seeShares', () => {
  it('gives a team its part of a count as people would write it', () => {
    const { own, part, ofCount } = seeShares(shares, { kind: 'teams', teams: ['red'] });
    expect([own, part]).toEqual([[share('red', 60)], 0.6]);
    // 12 × 0.6 is 7.199999999999999.
    expect([4, 12].map(ofCount)).toEqual([2.4, 7.2]);
  });

  it('gives whoever sees all the whole', () => {
    const { own, part, ofCount } = seeShares(shares, { kind: 'all' });
    expect([own, part, ofCount(12)]).toEqual([shares, 1, 12]);
  });
});
