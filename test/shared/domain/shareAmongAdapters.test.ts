import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countInvocations, type HeldSeconds } from '#shared/domain/countInvocations.ts';
import { shareAmongAdapters } from '#shared/domain/shareAmongAdapters.ts';

const heldBy = (component: string, unitSeconds: number): HeldSeconds => {
  const usage = { used: 500 * unitSeconds, unmeasured: 0 };
  return { component, model: 'llama', shared: undefined, unitSeconds, ...usage };
};
const share = (
  unitSeconds: number,
  counts: Record<string, number>,
  adapters: readonly string[] = ['legal', 'medical'],
) =>
  shareAmongAdapters([heldBy('base', unitSeconds)], {
    invocations: new Map(Object.entries(counts)),
    adaptersOf: (base) => (base === 'base' ? adapters : []),
    modelOf: () => undefined,
  });
const show = (rows: readonly HeldSeconds[]) =>
  rows.map(({ component, unitSeconds, shared }) => `${component} ${unitSeconds} ${shared?.by}`);

describe('what adapters share of their base', () => {
  it('goes by invocations, the base being one of those that are called', () => {
    expect(show(share(1_200, { base: 10, legal: 20, medical: 30 }))).toEqual([
      'base 200 invocations',
      'legal 400 invocations',
      'medical 600 invocations',
    ]);
  });

  it('goes by largest remainder, the earlier name first among equals', () => {
    expect(show(share(100, { base: 1, legal: 1, medical: 1 }))).toEqual([
      'base 34 invocations',
      'legal 33 invocations',
      'medical 33 invocations',
    ]);
  });

  it('leaves the base no row where only adapters are called', () => {
    expect(show(share(300, { base: 0, legal: 1, medical: 0 }))).toEqual(['legal 300 invocations']);
  });

  it('is equal among the adapters when nobody is called, and says so', () => {
    expect(show(share(301, { base: 0, legal: 0, medical: 0 }))).toEqual([
      'legal 151 equally',
      'medical 150 equally',
    ]);
  });

  it('stays with the base where the invocations of any are not known, and says so', () => {
    expect(show(share(300, { base: 5, legal: 7 }))).toEqual(['base 300 unknown']);
  });

  it('keeps the row of one that was called too seldom to have a second', () => {
    expect(show(share(300, { base: 9_999, legal: 1, medical: 0 }))).toEqual([
      'base 300 invocations',
      'legal 0 invocations',
    ]);
  });

  it('leaves a component without adapters as it is', () => {
    const held = heldBy('base', 300);
    const sharers = { invocations: new Map(), adaptersOf: () => [], modelOf: () => undefined };
    expect(shareAmongAdapters([held], sharers)).toEqual([held]);
  });

  it('adds up to what the base held and used, and to what all were called', () => {
    const counts = fc.record({ base: fc.nat(50), legal: fc.nat(50), medical: fc.nat(50) });
    const known = fc.record({ base: fc.boolean(), legal: fc.boolean(), medical: fc.boolean() });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5_000 }), counts, known, (seconds, calls, isKnown) => {
        const given = Object.entries(calls).filter(([name]) => isKnown[name as keyof typeof isKnown]);
        const invocations = new Map(given);
        const rows = countInvocations(share(seconds, Object.fromEntries(given)), invocations, () => '', true);
        const sum = (of: 'unitSeconds' | 'used' | 'invocations') =>
          rows.reduce((total, row) => total + row[of], 0);
        expect([sum('unitSeconds'), sum('used')]).toEqual([seconds, 500 * seconds]);
        expect(sum('invocations')).toBe(given.reduce((total, [, count]) => total + count, 0));
        for (const { used, unmeasured, uncounted, unitSeconds } of rows) {
          expect(used + 1_000 * unmeasured).toBeLessThanOrEqual(1_000 * unitSeconds);
          expect(uncounted).toBeLessThanOrEqual(unitSeconds);
        }
      }),
    );
  });
});

describe('invocations of what is held', () => {
  const held = [heldBy('a', 300), heldBy('b', 600)];
  const show = (isCounting: boolean, counts: [string, number][]) =>
    countInvocations(held, new Map(counts), () => 'm', isCounting).map(
      ({ component, unitSeconds, invocations, uncounted }) =>
        `${component} ${unitSeconds} ${invocations} ${uncounted}`,
    );

  it('are unknown, and not none, where nobody counted them', () => {
    expect(show(true, [['b', 0]])).toEqual(['a 300 0 300', 'b 600 0 0']);
  });

  it('have a row of nothing held where a component is called that holds nothing', () => {
    expect(
      show(true, [
        ['a', 1],
        ['b', 2],
        ['c', 3],
        ['d', 0],
      ]),
    ).toEqual(['a 300 1 0', 'b 600 2 0', 'c 0 3 0']);
  });

  it('are counted in another pool, and none here', () => {
    expect(show(false, [['a', 7]])).toEqual(['a 300 0 0', 'b 600 0 0']);
  });
});
