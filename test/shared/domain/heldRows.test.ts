import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareHeld, ownHeld } from '#shared/domain/heldRows.ts';
import { type OwnerShare, unowned } from '#shared/domain/owner.ts';

const shareOf = (team: string | undefined, parts: number): OwnerShare => ({ ...unowned, team, parts });
const heldOf = (unitSeconds: number, component = 'a') => ({
  component,
  model: `${component}-model`,
  shared: undefined,
  unitSeconds,
  used: 0,
  unmeasured: unitSeconds,
  invocations: 0,
  uncounted: unitSeconds,
});
const seconds = (unitSeconds: number, ...shares: OwnerShare[]) =>
  ownHeld([heldOf(unitSeconds)], () => shares).map((row) => [row.team, row.unitSeconds]);

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

  it('adds up to what each component held and used, in the order of rows', () => {
    const shares = fc.uniqueArray(
      fc.record({
        team: fc.constantFrom(undefined, 'red', 'blue', 'green'),
        parts: fc.integer({ min: 1, max: 100 }),
      }),
      { minLength: 1, selector: ({ team }) => team },
    );
    const held = fc
      .record({
        component: fc.constantFrom('a', 'b', 'c'),
        unitSeconds: fc.integer({ min: 1, max: 10_000 }),
        unmeasured: fc.double({ min: 0, max: 1, noNaN: true }),
        used: fc.double({ min: 0, max: 1, noNaN: true }),
      })
      .map(({ component, unitSeconds, ...share }) => {
        const unmeasured = Math.floor(share.unmeasured * unitSeconds);
        const used = Math.floor(share.used * (unitSeconds - unmeasured) * 1_000);
        return { ...heldOf(unitSeconds, component), unmeasured, used };
      });
    const input = fc.uniqueArray(held, { selector: ({ component }) => component });
    fc.assert(
      fc.property(input, shares, (given, owners) => {
        const rows = ownHeld(given, () => owners.map(({ team, parts }) => shareOf(team, parts)));
        expect(rows).toEqual(rows.toSorted(compareHeld));
        for (const { unitSeconds, used, unmeasured } of rows) {
          expect(unitSeconds).toBeGreaterThan(0);
          expect(used + 1_000 * unmeasured).toBeLessThanOrEqual(1_000 * unitSeconds);
        }
        for (const each of given) {
          const own = rows.filter(({ component }) => component === each.component);
          const sum = (of: 'unitSeconds' | 'used' | 'unmeasured') =>
            own.reduce((total, row) => total + row[of], 0);
          expect([sum('unitSeconds'), sum('used'), sum('unmeasured')]).toEqual([
            each.unitSeconds,
            each.used,
            each.unmeasured,
          ]);
        }
      }),
    );
  });
});
