import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Pool, Split } from '#shared/domain/bucket.ts';
import { addMoney, costOf, money, rate } from '#shared/domain/money.ts';
import { unowned } from '#shared/domain/owner.ts';
import { repriceSplit } from '#shared/domain/repriceSplit.ts';
import { createCostSum } from '#shared/domain/sumCosts.ts';
import { sumSplits } from '#shared/domain/sumSplits.ts';
import { amountOf, heldOf, idleOf, poolOf, splitOf } from '#test/builders/bucket.ts';

const sum = (...given: readonly (readonly [Pool, Split])[]) => {
  const costs = createCostSum();
  for (const [pool, split] of given) costs.add(pool, split);
  return costs.summarize();
};

const pool = poolOf();
const labels = { ...unowned, component: undefined, model: undefined };
const none = {
  variant: 'AllTraffic',
  instanceType: 'ml.g6.12xlarge',
  ...labels,
  unit: 'accelerator',
  reason: undefined,
  blocker: undefined,
  shared: undefined,
  usage: undefined,
};
const row = (
  component: string,
  unitSeconds: number,
  changes: { team?: string | undefined; model?: string } = {},
) => ({
  ...unowned,
  component,
  model: `${component}-model`,
  team: 'red',
  shared: undefined,
  ...changes,
  ...heldOf(unitSeconds),
});
/** The same in a report, nothing of it measured. */
const heldBy = (component: string, unitSeconds: number) => {
  const { used, unmeasured, invocations, uncounted, ...rest } = row(component, unitSeconds);
  const cost = { used: 0n, waste: 0n, unmeasured: rest.cost };
  return { ...rest, usage: { used, unmeasured, cost }, traffic: { invocations, uncounted } };
};
const unpriced = (split: Split): Split => ({
  ...split,
  rate: undefined,
  total: { ...split.total, cost: undefined },
  allocated: split.allocated.map((each) => ({ ...each, cost: undefined })),
  idle: split.idle.map((each) => ({ ...each, cost: undefined })),
  unknown: split.unknown.map((each) => ({ ...each, cost: undefined })),
});

describe('createCostSum', () => {
  it('adds up components, idle and unknown by reason, in order of endpoint, kind and component', () => {
    const holed = splitOf({
      allocated: [row('b', 100), row('a', 200)],
      idle: idleOf(600),
      unknown: [
        { reason: 'unsampled', ...amountOf(200) },
        { reason: 'hole', ...amountOf(100) },
      ],
    });
    const other = poolOf({ endpoint: 'alpha' });
    const { rows, gpuSeconds, cost } = sum([pool, holed], [other, splitOf()], [pool, splitOf()]);
    expect(rows).toEqual([
      { ...none, kind: 'allocated', endpoint: 'alpha', ...heldBy('a', 300) },
      { ...none, kind: 'idle', endpoint: 'alpha', ...amountOf(900), reason: 'unplaced' },
      { ...none, kind: 'allocated', endpoint: 'ep', ...heldBy('a', 500) },
      { ...none, kind: 'allocated', endpoint: 'ep', ...heldBy('b', 100) },
      { ...none, kind: 'idle', endpoint: 'ep', ...amountOf(1_500), reason: 'unplaced' },
      { ...none, kind: 'unknown', endpoint: 'ep', ...amountOf(100), reason: 'hole' },
      { ...none, kind: 'unknown', endpoint: 'ep', ...amountOf(200), reason: 'unsampled' },
    ]);
    expect({ gpuSeconds, cost }).toEqual({ gpuSeconds: 3_600, cost: costOf(900, rate(5_752_000_000n)) });
  });

  it('keeps what has no price in rows of its own', () => {
    const { rows, cost, gpuSeconds } = sum([pool, splitOf()], [pool, unpriced(splitOf())]);
    expect(rows.map(({ kind, unitSeconds: seconds, cost: each }) => [kind, seconds, each])).toEqual([
      ['allocated', 300, amountOf(300).cost],
      ['allocated', 300, undefined],
      ['idle', 900, amountOf(900).cost],
      ['idle', 900, undefined],
    ]);
    expect({ cost, gpuSeconds }).toEqual({ cost: amountOf(1_200).cost, gpuSeconds: 2_400 });
  });

  it('keeps teams and models of one component apart', () => {
    const split = splitOf({
      allocated: [
        row('a', 100, { team: undefined }),
        row('a', 100, { model: 'new' }),
        row('a', 100, { model: 'old' }),
      ],
    });
    expect(sum([pool, split], [pool, split]).rows.slice(0, 3)).toMatchObject([
      { team: undefined, model: 'a-model', unitSeconds: 200 },
      { team: 'red', model: 'new', unitSeconds: 200 },
      { team: 'red', model: 'old', unitSeconds: 200 },
    ]);
  });

  it('prices what was used of a component, what it wasted and what nobody knows', () => {
    const usedOf = (used: number, unmeasured: number) =>
      splitOf({ allocated: [{ ...row('a', 300), ...{ used, unmeasured } }] });
    // 180 of 300 s, and 40 of 200 s with 100 s more unknown: of 600 s 220 are used, 100 unknown, 280 wasted.
    const [held] = sum([pool, usedOf(180_000, 0)], [pool, usedOf(40_000, 100)]).rows;
    expect(held?.usage).toEqual({
      used: 220_000,
      unmeasured: 100,
      cost: {
        used: amountOf(220).cost,
        waste: amountOf(280).cost,
        unmeasured: amountOf(100).cost,
      },
    });
  });

  it('prices what was used the same however the splits are stored', () => {
    const odd = { perInstanceHour: rate(4_999_999_999n), source: 'contract', revision: 2 };
    const splits = [1, 7, 13].map((used) =>
      repriceSplit(splitOf({ allocated: [{ ...row('a', 300), used, unmeasured: 0 }] }), odd),
    );
    const stored = sumSplits(splits).map((split): [Pool, Split] => [pool, split]);
    expect(sum(...stored)).toEqual(sum(...splits.map((split): [Pool, Split] => [pool, split])));
  });

  it('says what ran as instances at a price', () => {
    const cheap = { perInstanceHour: rate(4_000_000_000n), source: 'contract', revision: 2 };
    const { capacity } = sum(
      [poolOf({ instanceType: 'ml.g6.xlarge' }), splitOf()],
      [pool, unpriced(splitOf())],
      [pool, splitOf()],
      [pool, repriceSplit(splitOf(), cheap)],
      [poolOf({ endpoint: 'alpha' }), splitOf()],
    );
    expect(capacity).toEqual([
      { instanceType: 'ml.g6.12xlarge', perInstanceHour: undefined, instanceSeconds: 300, cost: undefined },
      {
        instanceType: 'ml.g6.12xlarge',
        perInstanceHour: 4_000_000_000n,
        instanceSeconds: 300,
        cost: money(300n * 4_000_000_000n * 48n),
      },
      {
        instanceType: 'ml.g6.12xlarge',
        perInstanceHour: 5_752_000_000n,
        instanceSeconds: 600,
        cost: money(600n * 5_752_000_000n * 48n),
      },
      {
        instanceType: 'ml.g6.xlarge',
        perInstanceHour: 5_752_000_000n,
        instanceSeconds: 300,
        cost: money(300n * 5_752_000_000n * 48n),
      },
    ]);
  });

  it('leaves out rows of nothing', () => {
    const empty = splitOf({ instanceSeconds: 0, total: amountOf(0), allocated: [], idle: idleOf(0) });
    expect(sum([pool, empty])).toMatchObject({ rows: [], capacity: [], gpuSeconds: 0, cost: 0n });
  });

  it('adds up to the capacity and the cost of the splits, in any order', () => {
    const anySplit = fc
      .record({
        a: fc.nat(300),
        b: fc.nat(300),
        hole: fc.nat(300),
        team: fc.constantFrom(undefined, 'red', 'blue'),
        model: fc.constantFrom('one', 'two'),
        price: fc.constantFrom(undefined, 5_752_000_000n, 4_000_000_000n),
      })
      .map(({ a, b, hole, team, model, price }): Split => {
        const split = splitOf({
          allocated: [row('a', a, { team, model }), row('b', b, { team, model })],
          idle: idleOf(1_200 - a - b - hole),
          unknown: [{ reason: 'hole', ...amountOf(hole) }],
        });
        if (price === undefined) return unpriced(split);
        return repriceSplit(split, { perInstanceHour: rate(price), source: 'list', revision: 1 });
      });
    const anyPool = fc.constantFrom(
      pool,
      poolOf({ endpoint: 'alpha' }),
      poolOf({ instanceType: 'ml.g6.xlarge' }),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(anyPool, anySplit), { maxLength: 6 }), (given) => {
        const summary = sum(...given);
        const totals = given.map(([, { total }]) => total);
        expect(summary.gpuSeconds).toBe(totals.reduce((all, { unitSeconds }) => all + unitSeconds, 0));
        const cost = addMoney(totals.flatMap((total) => (total.cost === undefined ? [] : [total.cost])));
        expect(summary.cost).toBe(cost);
        expect(
          addMoney(summary.capacity.flatMap((each) => (each.cost === undefined ? [] : [each.cost]))),
        ).toBe(cost);
        expect(sum(...given.toReversed())).toEqual(summary);
      }),
    );
  });
});
