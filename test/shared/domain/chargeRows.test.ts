import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aggregates } from '#shared/domain/aggregate.ts';
import { aggregateCosts } from '#shared/domain/aggregateCosts.ts';
import type { Split } from '#shared/domain/bucket.ts';
import { addMoney, costOf, formatDollars, money, rate } from '#shared/domain/money.ts';
import { repriceSplit } from '#shared/domain/repriceSplit.ts';
import { type IdlePolicy, shareIdle } from '#shared/domain/shareIdle.ts';
import { createCostSum } from '#shared/domain/sumCosts.ts';
import { instant } from '#shared/domain/time.ts';
import { anyBucket } from '#test/builders/anyBucket.ts';
import { poolOf, splitOf } from '#test/builders/bucket.ts';

const internal = { perInstanceHour: rate(6_000_000_000n), source: 'internal', revision: 1 };
const sumAt = (kind: 'cost' | 'charge', splits: readonly Split[]) => {
  const sum = createCostSum(kind);
  for (const [index, split] of splits.entries()) sum.add(poolOf({ endpoint: `ep-${index % 2}` }), split);
  return sum.summarize();
};
const told = (splits: readonly Split[]) => {
  const { rows, cost, uncharged } = sumAt('charge', splits);
  const amounts = rows.map((row) => [
    row.kind,
    row.cost === undefined ? undefined : formatDollars(row.cost, 6),
  ]);
  return { amounts, cost: formatDollars(cost, 6), uncharged };
};

describe('rows at the charge rate', () => {
  it('are each its share of it, and a row of what is paid beyond that', () => {
    // Five minutes at $6 are $0.50, of which one accelerator in four is held; at $5.752 they cost $0.479333.
    expect(told([splitOf({ chargeRate: internal })])).toEqual({
      amounts: [
        ['allocated', '0.125000'],
        ['idle', '0.375000'],
        ['variance', '-0.020667'],
      ],
      cost: '0.479333',
      uncharged: [],
    });
  });

  it('have a variance of nothing where what is paid is charged', () => {
    expect(told([splitOf()]).amounts.at(-1)).toEqual(['variance', '0.000000']);
  });

  it('leave the whole cost to the variance where nothing says what is charged', () => {
    expect(told([splitOf({ chargeRate: undefined })])).toEqual({
      amounts: [
        ['allocated', undefined],
        ['idle', undefined],
        ['variance', '0.479333'],
      ],
      cost: '0.479333',
      uncharged: ['ml.g6.12xlarge'],
    });
  });

  it('take a charge off again where nobody knows the cost', () => {
    const unpriced = { ...repriceSplit(splitOf(), undefined), chargeRate: internal };
    expect(told([unpriced])).toMatchObject({ cost: '0.000000', uncharged: [] });
    expect(told([unpriced]).amounts.at(-1)).toEqual(['variance', '-0.500000']);
  });

  it('have no variance where neither is known', () => {
    const kinds = sumAt('charge', [repriceSplit(splitOf({ chargeRate: undefined }), undefined)]).rows;
    expect(kinds.map(({ kind }) => kind)).toEqual(['allocated', 'idle']);
  });

  it('add up with the variance to the cost, however they are grouped and idle is shared', () => {
    const policy = fc.constantFrom<IdlePolicy>(
      { kind: 'separate' },
      { kind: 'share', over: 'all' },
      { kind: 'even', over: 'endpoint', among: ['team'] },
      { kind: 'weights', over: 'all', of: 'team', weights: new Map([['red', 2n]]) },
    );
    const labels = fc.uniqueArray(fc.constantFrom(...aggregates), { minLength: 1, maxLength: 3 });
    const buckets = fc.array(anyBucket(fc.constant(instant(0))), { maxLength: 6 });
    fc.assert(
      fc.property(buckets, policy, labels, (splits, idle, by) => {
        const paid = addMoney(splits.flatMap(({ total }) => total.cost ?? []));
        const { rows, cost } = sumAt('charge', splits);
        expect(cost).toBe(paid);
        const lines = aggregateCosts(shareIdle(rows, idle), by);
        expect(addMoney(lines.flatMap((line) => line.cost ?? []))).toBe(paid);
        const charged = lines.filter(({ kind }) => kind !== 'variance');
        const charge = splits.map(({ instanceSeconds, chargeRate }) =>
          chargeRate === undefined ? money(0n) : costOf(instanceSeconds, chargeRate.perInstanceHour),
        );
        expect(addMoney(charged.flatMap((line) => line.cost ?? []))).toBe(addMoney(charge));
      }),
    );
  });
});
