import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareHeld, ownHeld } from '#shared/domain/heldRows.ts';
import { type OwnerShare, unowned } from '#shared/domain/owner.ts';

const shareOf = (team: string | undefined, parts: number): OwnerShare => ({ ...unowned, team, parts });
const heldOf = (gpuSeconds: number, component = 'a') => ({
  component,
  model: `${component}-model`,
  gpuSeconds,
});
const seconds = (gpuSeconds: number, ...shares: OwnerShare[]) =>
  ownHeld([heldOf(gpuSeconds)], () => shares).map((row) => [row.team, row.gpuSeconds]);

describe('what owners hold', () => {
  it('is split 60 to 40, an odd amount by largest remainder', () => {
    expect(seconds(300, shareOf('red', 60), shareOf('blue', 40))).toEqual([
      ['blue', 120],
      ['red', 180],
    ]);
    // 180.6 and 120.4
    expect(seconds(301, shareOf('red', 60), shareOf('blue', 40))).toEqual([
      ['blue', 120],
      ['red', 181],
    ]);
  });

  it('gives what is left over to the earlier share among equals', () => {
    expect(seconds(301, shareOf('red', 1), shareOf('blue', 1))).toEqual([
      ['blue', 150],
      ['red', 151],
    ]);
  });

  it('has no row of nothing', () => {
    expect(seconds(1, shareOf('red', 60), shareOf('blue', 40))).toEqual([['red', 1]]);
  });

  it('adds up to what each component held, in the order of rows', () => {
    const shares = fc.uniqueArray(
      fc.record({
        team: fc.constantFrom(undefined, 'red', 'blue', 'green'),
        parts: fc.integer({ min: 1, max: 100 }),
      }),
      { minLength: 1, selector: ({ team }) => team },
    );
    const input = fc.uniqueArray(
      fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: 1, max: 10_000 })),
      {
        selector: ([component]) => component,
      },
    );
    fc.assert(
      fc.property(input, shares, (held, given) => {
        const rows = ownHeld(
          held.map(([component, gpuSeconds]) => heldOf(gpuSeconds, component)),
          () => given.map(({ team, parts }) => shareOf(team, parts)),
        );
        expect(rows).toEqual(rows.toSorted(compareHeld));
        expect(rows.every(({ gpuSeconds }) => gpuSeconds > 0)).toBe(true);
        for (const [component, gpuSeconds] of held) {
          const own = rows.filter((row) => row.component === component);
          expect(own.reduce((sum, row) => sum + row.gpuSeconds, 0)).toBe(gpuSeconds);
        }
      }),
    );
  });
});
