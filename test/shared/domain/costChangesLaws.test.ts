import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Aggregate, aggregates } from '#shared/domain/aggregate.ts';
import { aggregateCosts, type LineLabels } from '#shared/domain/aggregateCosts.ts';
import { allocate } from '#shared/domain/allocate.ts';
import { costChanges } from '#shared/domain/costChanges.ts';
import { kindOrder } from '#shared/domain/costRow.ts';
import { addMoney, type Money, money } from '#shared/domain/money.ts';
import { type IdlePolicy, type SharedRow, shareIdle } from '#shared/domain/shareIdle.ts';
import { createCostSum } from '#shared/domain/sumCosts.ts';
import { instant } from '#shared/domain/time.ts';
import { anyBucket } from '#test/builders/anyBucket.ts';
import { poolOf } from '#test/builders/bucket.ts';
import { sharedRowOf } from '#test/builders/costRow.ts';

const pools = [poolOf({ endpoint: 'x' }), poolOf({ endpoint: 'y' }), poolOf({ endpoint: 'y', variant: 'z' })];
const policy = fc.constantFrom<IdlePolicy>(
  { kind: 'separate' },
  { kind: 'share', over: 'all' },
  { kind: 'even', over: 'endpoint', among: ['team'] },
);
const fromLedger = fc
  .record({
    given: fc.array(fc.tuple(fc.constantFrom(...pools), anyBucket(fc.constant(instant(0)))), {
      maxLength: 5,
    }),
    rateKind: fc.constantFrom('cost' as const, 'charge' as const),
    idle: policy,
  })
  .map(({ given, rateKind, idle }) => {
    const sum = createCostSum(rateKind);
    for (const [pool, split] of given) sum.add(pool, split);
    return shareIdle(sum.summarize().rows, idle);
  });
/** Seconds and ledger units so few that hardly anything divides, and ties are common. */
const small = fc
  .uniqueArray(
    fc.record({
      component: fc.constantFrom('a', 'b'),
      team: fc.constantFrom('red', 'blue', undefined),
      costCentre: fc.constantFrom('C-1', 'C-2'),
      unitSeconds: fc.integer({ min: 1, max: 3 }),
      cost: fc.bigInt(1n, 3n).map(money),
    }),
    { selector: (row) => `${row.component} ${row.team} ${row.costCentre}`, maxLength: 10 },
  )
  .map((rows) => rows.map((row) => sharedRowOf(row)));
const anyRows = fc.oneof(fromLedger, small);
const labels = fc.subarray([...aggregates]);
const costOf = (sides: readonly { cost: Money | undefined }[]) =>
  addMoney(sides.flatMap(({ cost }) => cost ?? []));
const partsOf = (by: ReturnType<typeof costChanges>['total']) => [
  by.quantity,
  by.price,
  by.ownership,
  by.idle,
];

describe('changes of any costs', () => {
  it('are after less before, and the sum of their parts, for each line and in total', () => {
    fc.assert(
      fc.property(anyRows, anyRows, labels, (before, after, by) => {
        const { lines, total } = costChanges(before, after, by);
        for (const line of [...lines, total]) {
          expect(line.change).toBe(line.after.cost - line.before.cost);
          expect(addMoney(partsOf(line).map(money))).toBe(line.change);
        }
        expect(total.ownership).toBe(0n);
        expect(addMoney(lines.map(({ change }) => change))).toBe(total.change);
      }),
    );
  });

  it('have with what is unpriced all that the rows cost, and the lines that costs have', () => {
    fc.assert(
      fc.property(anyRows, anyRows, labels, (before, after, by) => {
        const { lines, unpriced } = costChanges(before, after, by);
        const all = [...lines, ...unpriced];
        expect(costOf(all.map((line) => line.before))).toBe(costOf(before));
        expect(costOf(all.map((line) => line.after))).toBe(costOf(after));
        if (unpriced.length > 0) return;
        const own = lines.filter(({ after: { cost, gpuSeconds } }) => cost !== 0n || gpuSeconds > 0);
        const known = aggregateCosts(after, by).filter(
          ({ cost, gpuSeconds }) => cost !== 0n || gpuSeconds > 0,
        );
        expect(own.map((line) => ({ labels: line.labels, ...line.after }))).toEqual(
          known.map(({ labels: own, gpuSeconds, vcpuSeconds, cost }) => ({
            labels: own,
            gpuSeconds,
            vcpuSeconds,
            cost,
          })),
        );
      }),
    );
  });

  it('are the same in whatever order the rows are', () => {
    const orders = fc.array(fc.nat(), { minLength: 40, maxLength: 40 });
    const shuffle = (rows: readonly SharedRow[], order: readonly number[]) =>
      rows
        .map((row, index) => ({ row, place: order[index] ?? 0 }))
        .toSorted((a, b) => a.place - b.place)
        .map(({ row }) => row);
    fc.assert(
      fc.property(small, small, labels, orders, (before, after, by, order) => {
        expect(costChanges(shuffle(before, order), shuffle(after, order), by)).toEqual(
          costChanges(before, after, by),
        );
      }),
    );
  });

  it('by fewer labels are the sums of those by more', () => {
    const keyOf = (line: LineLabels, by: readonly Aggregate[]) =>
      JSON.stringify([by.map((label) => line.labels.get(label) ?? 0), kindOrder(line)]);
    fc.assert(
      fc.property(anyRows, anyRows, labels, (before, after, by) => {
        const finest = costChanges(before, after, aggregates).lines;
        for (const line of costChanges(before, after, by).lines) {
          const own = finest.filter((each) => keyOf(each, by) === keyOf(line, by));
          const sums = own
            .map(partsOf)
            .reduce((a, b) => a.map((part, index) => money(part + (b[index] ?? 0n))));
          expect(partsOf(line)).toEqual(sums);
        }
      }),
    );
  });

  it('are none between a period and itself', () => {
    fc.assert(
      fc.property(anyRows, labels, (rows, by) => {
        for (const line of costChanges(rows, rows, by).lines) expect(partsOf(line)).toEqual([0n, 0n, 0n, 0n]);
      }),
    );
  });
});

describe('a change of one kind', () => {
  const teams = ['red', 'blue', 'green', undefined];
  /** Of three components what each of four owners holds, at the component's price. */
  const rowsOf = (seconds: readonly (readonly number[])[], prices: readonly bigint[]): SharedRow[] =>
    seconds.flatMap((own, index) =>
      own.flatMap((unitSeconds, owner) => {
        const cost = money(BigInt(unitSeconds) * (prices[index] ?? 0n));
        const row = sharedRowOf({ component: `c${index}`, team: teams[owner], unitSeconds, cost });
        return unitSeconds === 0 ? [] : [row];
      }),
    );
  const four = fc.array(fc.nat(1_000), { minLength: 4, maxLength: 4 });
  const seconds = fc.array(four, { minLength: 3, maxLength: 3 });
  const prices = fc.array(fc.bigInt(0n, 10n ** 12n), { minLength: 3, maxLength: 3 });
  const by = fc.subarray<Aggregate>(['team', 'component', 'endpoint']);
  type Part = 'quantity' | 'price' | 'ownership' | 'idle';
  const expectOnly = (
    name: Part,
    before: SharedRow[],
    after: SharedRow[],
    labelled: readonly Aggregate[],
  ) => {
    const { lines, total } = costChanges(before, after, labelled);
    for (const line of [...lines, total])
      expect({ ...line, [name]: line.change }).toEqual({
        ...line,
        ...{ quantity: 0n, price: 0n, ownership: 0n, idle: 0n },
        [name]: line.change,
      });
  };

  it('of prices is price, exactly, whatever owners paid before', () => {
    const cost = fc.bigInt(0n, 10n ** 12n).map(money);
    const costs = fc.array(fc.tuple(cost, cost), { minLength: 12, maxLength: 12 });
    fc.assert(
      fc.property(seconds, costs, by, (given, paid, labelled) => {
        const rows = rowsOf(given, []);
        const priced = (side: 0 | 1) =>
          rows.map((row, index) => ({ ...row, cost: paid[index]?.[side] ?? money(0n) }));
        expectOnly('price', priced(0), priced(1), labelled);
      }),
    );
  });

  it('of owners is ownership', () => {
    const weights = fc.array(
      four.map(([first = 0, ...others]) => [first + 1, ...others]),
      { minLength: 3, maxLength: 3 },
    );
    fc.assert(
      fc.property(seconds, weights, prices, by, (given, among, price, labelled) => {
        const after = given.map((own, index) =>
          allocate(BigInt(own.reduce((a, b) => a + b, 0)), (among[index] ?? []).map(BigInt)).map(Number),
        );
        expectOnly('ownership', rowsOf(given, price), rowsOf(after, price), labelled);
      }),
    );
  });

  it('of how much there is is quantity', () => {
    const [times, parts] = [fc.integer({ min: 0, max: 9 }), fc.integer({ min: 1, max: 9 })];
    fc.assert(
      fc.property(seconds, times, parts, prices, by, (given, more, less, price, labelled) => {
        const scaled = (factor: number) => given.map((own) => own.map((each) => each * factor));
        expectOnly('quantity', rowsOf(scaled(less), price), rowsOf(scaled(more), price), labelled);
      }),
    );
  });

  it('of the idle capacity that is borne is idle', () => {
    const borne = fc.array(fc.nat(500), { minLength: 12, maxLength: 12 });
    fc.assert(
      fc.property(seconds, borne, borne, prices, by, (given, first, second, price, labelled) => {
        const bear = (idles: readonly number[]) =>
          rowsOf(given, price).map((row, index): SharedRow => {
            const idle = { unitSeconds: idles[index] ?? 0, cost: money(BigInt(idles[index] ?? 0) * 7n) };
            const unitSeconds = row.unitSeconds + idle.unitSeconds;
            return { ...row, unitSeconds, cost: money((row.cost ?? 0n) + idle.cost), idle };
          });
        expectOnly('idle', bear(first), bear(second), labelled);
      }),
    );
  });
});
