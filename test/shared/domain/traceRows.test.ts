import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addMoney } from '#shared/domain/money.ts';
import { rateKinds } from '#shared/domain/rateKind.ts';
import { createCostSum } from '#shared/domain/sumCosts.ts';
import { instant } from '#shared/domain/time.ts';
import { rowKey, traceRows } from '#shared/domain/traceRows.ts';
import { anyBucket } from '#test/builders/anyBucket.ts';
import { poolOf } from '#test/builders/bucket.ts';

describe('traceRows', () => {
  it('finds parts that add up to each row of the sum, to the last ledger unit, at either rate', () => {
    const pools = [poolOf(), poolOf({ endpointCreatedAt: instant(0) }), poolOf({ variant: 'other' })];
    const buckets = fc.array(anyBucket(fc.constant(instant(0))), { minLength: 1, maxLength: 5 });
    const given = fc.tuple(...pools.map((pool) => buckets.map((splits) => ({ pool, splits }))));
    fc.assert(
      fc.property(given, fc.constantFrom(...rateKinds), (all, kind) => {
        const sum = createCostSum(kind);
        for (const { pool, splits } of all) for (const split of splits) sum.add(pool, split);
        const traced = traceRows(all, kind);
        for (const row of sum.summarize().rows) {
          const parts = traced.get(rowKey(row)) ?? [];
          expect(parts.reduce((seconds, { unitSeconds }) => seconds + unitSeconds, 0)).toBe(row.unitSeconds);
          const costs = parts.flatMap(({ cost }) => cost ?? []);
          expect(row.cost === undefined ? undefined : addMoney(costs)).toBe(row.cost);
          expect(costs.length === parts.length || row.cost === undefined).toBe(true);
        }
      }),
    );
  });
});
