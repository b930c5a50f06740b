import { describe, expect, it } from 'vitest';
import type { HeldRow } from '#shared/domain/bucket.ts';
import { addMoney, costOf, formatDollars, formatSteps, rate } from '#shared/domain/money.ts';
import { unowned } from '#shared/domain/owner.ts';
import { priceBucket } from '#shared/domain/priceBucket.ts';
import { equalTokenWeights } from '#shared/domain/tokens.ts';
import { type UnitCostLine, unitCostsOf } from '#shared/domain/unitCosts.ts';
import { dollars, sharedRowOf } from '#test/builders/costRow.ts';

/** What the AWS sample's notebook and helper get wrong of unit costs, each named after what is done here. */

const hourly = rate(5_752_000_000n);
const lines = (...rows: Parameters<typeof unitCostsOf>[0]): UnitCostLine[] =>
  unitCostsOf(rows, ['component'], {
    unitsPerCopy: () => 1,
    tokens: new Map(),
    tokenWeights: equalTokenWeights,
  });
const per1000 = (line: UnitCostLine | undefined): string => {
  const cost = line?.per1000Invocations;
  return cost?.kind === 'cost' ? formatSteps(cost.withIdle, 9) : `${cost?.kind}`;
};

describe('where the AWS sample goes wrong, unit costs', () => {
  it('rest on what copies held while they were there, not on how many there are now', () => {
    // Four copies for an hour, then one: five copy-hours at $1.438 for 10,000 requests. The sample: one copy × two hours.
    const cost = dollars('7.19');
    const [line] = lines(
      sharedRowOf({ unitSeconds: 5 * 3_600, cost, traffic: { invocations: 10_000, uncounted: 0 } }),
    );
    expect(per1000(line)).toBe('0.719000000');
  });

  it('count invocations, and never the sum of invocations per copy', () => {
    // Four copies serve 4,000 requests; a request adds a quarter to `InvocationsPerCopy`, whose sum is 1,000.
    const [line] = lines(sharedRowOf({ cost: dollars('4'), traffic: { invocations: 4_000, uncounted: 0 } }));
    expect(per1000(line)).toBe('1.000000000');
  });

  it('say what zero traffic cost, which is the worst case and not 0', () => {
    const [line] = lines(sharedRowOf({ cost: dollars('34.512') }));
    const cost = line?.per1000Invocations;
    expect(cost?.kind === 'no traffic' && formatDollars(cost.withIdle, 3)).toBe('34.512');
  });

  it('tell a cost of 0 from no data', () => {
    const free = sharedRowOf({ cost: dollars('0'), traffic: { invocations: 500, uncounted: 0 } });
    const [line] = lines(free);
    expect([line?.cost, per1000(line)]).toEqual([0n, '0.000000000']);
    const [unpriced] = lines(sharedRowOf({ cost: undefined, traffic: { invocations: 500, uncounted: 0 } }));
    expect(unpriced?.per1000Invocations).toEqual({ kind: 'unknown', gap: 'unpriced' });
    const [uncounted] = lines(sharedRowOf({ traffic: { invocations: 0, uncounted: 36_000 } }));
    expect(uncounted?.per1000Invocations).toEqual({ kind: 'unknown', gap: 'uncounted' });
  });

  it('never charge more for two instances than they cost, however large the copies are', () => {
    // A needs four GPUs and B one. With the counts swapped the sample has A at $23.008 and B at $2.876 an hour.
    const heldBy = (component: string, unitSeconds: number): HeldRow => ({
      ...unowned,
      component,
      model: undefined,
      shared: undefined,
      unitSeconds,
      used: 0,
      unmeasured: unitSeconds,
      invocations: 0,
      uncounted: unitSeconds,
    });
    const idle = [{ reason: 'unplaced', blocker: undefined, unitSeconds: 3 * 3_600 } as const];
    const split = { instanceSeconds: 7_200, unitSeconds: 8 * 3_600, idle, unknown: new Map() };
    const priced = priceBucket(split, [heldBy('A', 4 * 3_600), heldBy('B', 3_600)], hourly);
    const costs = [...priced.allocated, ...priced.idle].flatMap(({ cost }) => cost ?? []);
    expect(costs.map((cost) => formatDollars(cost, 3))).toEqual(['5.752', '1.438', '4.314']);
    expect(addMoney(costs)).toBe(costOf(7_200, hourly));
    expect(formatDollars(addMoney(costs), 3)).toBe('11.504');
  });
});
