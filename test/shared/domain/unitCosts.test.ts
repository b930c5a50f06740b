import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { UnitCost } from '#shared/domain/measure.ts';
import { formatSteps, money, unitsPerNanoDollar } from '#shared/domain/money.ts';
import type { SharedRow } from '#shared/domain/shareIdle.ts';
import { equalTokenWeights } from '#shared/domain/tokens.ts';
import { type UnitFacts, unitCostsOf } from '#shared/domain/unitCosts.ts';
import { dollars, sharedRowOf } from '#test/builders/costRow.ts';

const facts = (changes: Partial<UnitFacts> = {}): UnitFacts => ({
  unitsPerCopy: () => 2,
  tokens: new Map(),
  tokenWeights: equalTokenWeights,
  ...changes,
});
const tokensOf = (counts: Record<string, [number, number]>) =>
  new Map(
    Object.entries(counts).map(([name, [into, out]]) => [name, { in: BigInt(into), out: BigInt(out) }]),
  );
const show = (each: UnitCost | undefined): string => {
  switch (each?.kind) {
    case 'cost': {
      const [withIdle, own] = [formatSteps(each.withIdle, 9), formatSteps(each.own, 9)];
      return `${withIdle}${own === withIdle ? '' : ` (${own})`}${each.isSmallSample ? ' small' : ''}`;
    }
    case 'no traffic':
      return `no traffic, ${formatSteps(each.withIdle / unitsPerNanoDollar, 9)} spent`;
    default:
      return `unknown: ${each?.gap}`;
  }
};
const one = (row: SharedRow, given: Partial<UnitFacts> = {}) => {
  const [line] = unitCostsOf([row], ['component'], facts(given));
  return line;
};
const called = (invocations: number, uncounted = 0) => ({ traffic: { invocations, uncounted } });

describe('unit costs', () => {
  it('are cost by invocations, copy-hours and GPU-hours, with the idle capacity that is borne and without', () => {
    // $14.38 of its own and $2.00 idle: 10 GPU-hours held, 5 hours of copies of two GPUs, 7,000 requests.
    const bearing = { ...called(7_000), unitSeconds: 40_000, cost: dollars('16.38') };
    const line = one(sharedRowOf(bearing, '2', 4_000));
    expect(show(line?.per1000Invocations)).toBe('2.340000000 (2.054285714)');
    expect(show(line?.perCopyHour)).toBe('3.276000000 (2.876000000)');
    expect(show(line?.perGpuHour)).toBe('1.638000000 (1.438000000)');
  });

  it('are rounded half up, once', () => {
    // 1 nano-dollar × 1,000 / 2,000 requests.
    const line = one(sharedRowOf({ ...called(2_000), cost: dollars('0.000000001') }));
    expect(show(line?.per1000Invocations)).toBe('0.000000001');
  });

  it('say what was spent where nobody called, and never 0', () => {
    expect(show(one(sharedRowOf())?.per1000Invocations)).toBe('no traffic, 14.380000000 spent');
  });

  it('mark what rests on fewer than a hundred invocations, or ten thousand tokens', () => {
    const price = (invocations: number) => show(one(sharedRowOf(called(invocations)))?.per1000Invocations);
    expect(price(99)).toBe('145.252525253 small');
    expect(price(100)).toBe('143.800000000');
    const line = one(sharedRowOf(), { tokens: tokensOf({ a: [9_999, 10_000] }) });
    expect(show(line?.perMillionTokensIn)).toMatch(/ small$/);
    expect(show(line?.perMillionTokensOut)).not.toMatch(/ small$/);
  });

  it('are of the time in which invocations were counted, and unknown where none were', () => {
    // A quarter of the seconds is not known: $10.785 and 1,000 requests are left.
    expect(show(one(sharedRowOf(called(1_000, 9_000)))?.per1000Invocations)).toBe('10.785000000');
    expect(show(one(sharedRowOf(called(0, 36_000)))?.per1000Invocations)).toBe('unknown: uncounted');
  });

  it('are unknown by the copy where nobody knows how large a copy is, and by the GPU where there are none', () => {
    expect(show(one(sharedRowOf(), { unitsPerCopy: () => undefined })?.perCopyHour)).toBe(
      'unknown: unknown copies',
    );
    expect(show(one(sharedRowOf({ unit: 'vcpu' }))?.perGpuHour)).toBe('unknown: no GPUs');
  });

  it('are unknown without a price', () => {
    const line = one(sharedRowOf({ ...called(500), cost: undefined }));
    expect(show(line?.per1000Invocations)).toBe('unknown: unpriced');
  });

  it('take an adapter’s copies for its base’s', () => {
    const row = sharedRowOf({ component: 'adapter', shared: { base: 'a', by: 'invocations' } });
    const unitsPerCopy = (_: string, component: string) => (component === 'a' ? 4 : undefined);
    expect(show(one(row, { unitsPerCopy })?.perCopyHour)).toBe('5.752000000');
  });

  it('add up cost and units of what has a label in common, each by its own copies', () => {
    const rows = [
      sharedRowOf({ component: 'a', ...called(1_000) }),
      sharedRowOf({ component: 'b', ...called(3_000), unitSeconds: 10_800, cost: dollars('4.314') }),
      sharedRowOf({ component: 'c', team: 'blue' }),
    ];
    const unitsPerCopy = (_: string, component: string) => (component === 'b' ? 3 : 2);
    const lines = unitCostsOf(rows, ['team'], facts({ unitsPerCopy }));
    // 18.694 / 4 a thousand; 5 + 1 copy-hours.
    expect(
      lines.map((line) => [line.labels.get('team'), show(line.per1000Invocations), show(line.perCopyHour)]),
    ).toEqual([
      ['blue', 'no traffic, 14.380000000 spent', '2.876000000'],
      ['red', '4.673500000', '3.115666667'],
    ]);
  });
});

describe('unit costs by tokens', () => {
  const row = sharedRowOf(called(1_000));

  it('are one price for tokens in and out unless weights say otherwise', () => {
    // $14.38 for 3 + 1 million.
    const line = one(row, { tokens: tokensOf({ a: [3_000_000, 1_000_000] }) });
    expect([line?.perMillionTokens, line?.perMillionTokensIn, line?.perMillionTokensOut].map(show)).toEqual([
      '3.595000000',
      '3.595000000',
      '3.595000000',
    ]);
  });

  it('are split by tokens × weight: at 1:3 three million in cost as much as one million out', () => {
    const tokens = tokensOf({ a: [3_000_000, 1_000_000] });
    const line = one(row, { tokens, tokenWeights: { in: 1n, out: 3n } });
    expect([line?.perMillionTokens, line?.perMillionTokensIn, line?.perMillionTokensOut].map(show)).toEqual([
      '3.595000000',
      '2.396666667',
      '7.190000000',
    ]);
  });

  it('say what was spent on no tokens, and are unknown where nobody counted any', () => {
    const none = one(row, { tokens: tokensOf({ a: [0, 0] }) });
    expect(show(none?.perMillionTokens)).toBe('no traffic, 14.380000000 spent');
    expect(show(one(row, { tokens: tokensOf({ b: [1, 1] }) })?.perMillionTokens)).toBe('unknown: no tokens');
  });

  it('leave out of a team’s price what its components without a source cost', () => {
    const rows = [row, sharedRowOf({ component: 'b', cost: dollars('100') })];
    const [line] = unitCostsOf(rows, ['team'], facts({ tokens: tokensOf({ a: [2_000_000, 0] }) }));
    expect(show(line?.perMillionTokensIn)).toBe('7.190000000');
  });

  it('give a shared component’s tokens to its owners as its invocations', () => {
    const rows = [sharedRowOf(called(600)), sharedRowOf({ ...called(400), team: 'blue' })];
    const lines = unitCostsOf(rows, ['team'], facts({ tokens: tokensOf({ a: [1_001, 10] }) }));
    expect(lines.map(({ labels, tokens }) => [labels.get('team'), tokens?.in, tokens?.out])).toEqual([
      ['blue', 400n, 4n],
      ['red', 601n, 6n],
    ]);
  });
});

const anyRow = fc
  .record({
    component: fc.constantFrom('a', 'b', 'c'),
    team: fc.constantFrom(undefined, 'red', 'blue'),
    endpoint: fc.constantFrom('ep', 'other'),
    unitSeconds: fc.integer({ min: 1, max: 10_000_000 }),
    cost: fc.bigInt(0n, 10n ** 24n),
    invocations: fc.nat(1_000_000),
    share: fc.integer({ min: 0, max: 4 }),
  })
  .map(({ invocations, share, cost, ...row }) => {
    const uncounted = Math.floor((row.unitSeconds * share) / 4);
    const traffic = { invocations: share === 4 ? 0 : invocations, uncounted };
    return sharedRowOf({ ...row, cost: money(cost), traffic });
  });

describe('unit costs of any rows', () => {
  const half = (units: bigint, scale: bigint) => units * unitsPerNanoDollar + scale;
  const isWithin = (each: UnitCost, units: bigint, scale: bigint, cost: bigint): boolean => {
    if (each.kind !== 'cost') return true;
    const difference = each.withIdle * unitsPerNanoDollar * units - cost * scale;
    return 2n * (difference < 0n ? -difference : difference) <= half(units, scale);
  };

  it('times units are the cost of what had them, within half a nano-dollar', () => {
    fc.assert(
      fc.property(anyRow, fc.nat(10 ** 12), fc.nat(10 ** 12), (row, into, out) => {
        const line = one(row, {
          unitsPerCopy: () => 1,
          tokens: tokensOf({ [row.component ?? '']: [into, out] }),
        });
        const cost = row.cost ?? 0n;
        const seconds = BigInt(row.unitSeconds);
        if (line === undefined) return false;
        return (
          isWithin(line.perGpuHour, seconds, 3_600n, cost) &&
          isWithin(line.perCopyHour, seconds, 3_600n, cost) &&
          isWithin(line.perMillionTokens, BigInt(into + out), 1_000_000n, cost) &&
          (row.traffic?.uncounted !== 0 ||
            isWithin(line.per1000Invocations, BigInt(row.traffic.invocations), 1_000n, cost))
        );
      }),
    );
  });

  it('have invocations and tokens that add up to the same, under any grouping and in any order', () => {
    const labels = fc.constantFrom(
      ['team'],
      ['component'],
      ['endpoint', 'team'],
      ['model', 'component', 'team'],
    );
    fc.assert(
      fc.property(fc.array(anyRow, { maxLength: 8 }), labels, (rows, by) => {
        const tokens = tokensOf({ a: [1_000_003, 17], b: [5, 0] });
        const aggregate = by as Parameters<typeof unitCostsOf>[1];
        const lines = unitCostsOf(rows, aggregate, facts({ tokens }));
        const sum = (of: (line: (typeof lines)[number]) => bigint) =>
          lines.reduce((total, line) => total + of(line), 0n);
        const invocations = rows.reduce((total, { traffic }) => total + (traffic?.invocations ?? 0), 0);
        expect(sum(({ traffic }) => BigInt(traffic.invocations))).toBe(BigInt(invocations));
        const has = (name: string) => rows.some(({ component }) => component === name);
        const wanted = (has('a') ? 1_000_020n : 0n) + (has('b') ? 5n : 0n);
        expect(sum((line) => (line.tokens?.in ?? 0n) + (line.tokens?.out ?? 0n))).toBe(wanted);
        expect(unitCostsOf(rows, aggregate, facts()).length).toBe(lines.length);
      }),
    );
  });
});
