import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Aggregate, aggregates } from '#shared/domain/aggregate.ts';
import { aggregateCosts, type CostLine } from '#shared/domain/aggregateCosts.ts';
import type { Pool, Split } from '#shared/domain/bucket.ts';
import type { CostRow } from '#shared/domain/costRow.ts';
import { addMoney, formatDollars } from '#shared/domain/money.ts';
import { type IdlePolicy, type SharedRow, shareIdle } from '#shared/domain/shareIdle.ts';
import { createCostSum } from '#shared/domain/sumCosts.ts';
import { instant } from '#shared/domain/time.ts';
import { anyBucket } from '#test/builders/anyBucket.ts';
import { amountOf, idleOf, poolOf, rowOf, splitOf } from '#test/builders/bucket.ts';

const rowsOf = (...given: (readonly [Pool, Split])[]): readonly CostRow[] => {
  const sum = createCostSum();
  for (const [pool, split] of given) sum.add(pool, split);
  return sum.summarize().rows;
};

/** Seven and a half days of an ml.g6.12xlarge: 2,592,000 GPU-seconds, at $1.438 a GPU-hour. */
const splitWith = (
  held: [component: string, team: string | undefined, hours: number][],
  free: number,
): Split =>
  splitOf({
    instanceSeconds: 648_000,
    total: amountOf(2_592_000),
    allocated: held.map(([component, team, hours]) => {
      return rowOf({ component, model: `${component}-model`, team, unitSeconds: hours * 3_600 });
    }),
    idle: idleOf(free * 3_600),
  });

// 720 GPU-hours each. On `chat` search holds 300 + 60, ads 120, and 240 are idle; on `batch` ads hold 180; `spare` is idle.
const rows = rowsOf(
  [
    poolOf({ endpoint: 'chat' }),
    splitWith(
      [
        ['a', 'search', 300],
        ['b', 'search', 60],
        ['c', 'ads', 120],
      ],
      240,
    ),
  ],
  [poolOf({ endpoint: 'batch' }), splitWith([['d', 'ads', 180]], 540)],
  [poolOf({ endpoint: 'spare' }), splitWith([], 720)],
);

const view = (idle: IdlePolicy, by: readonly Aggregate[]): string[] =>
  aggregateCosts(shareIdle(rows, idle), by).map((line) => {
    const labels = by.flatMap((label) => line.labels.get(label) ?? []);
    const name = [...labels, ...(line.kind === 'allocated' ? [] : [line.reason])].join(' ');
    return `${name} ${Number((line.gpuSeconds / 3_600).toFixed(2))} ${line.cost && formatDollars(line.cost, 2)}`;
  });

describe('costs by label', () => {
  it('add up components to teams, and keep idle apart', () => {
    expect(view({ kind: 'separate' }, ['team'])).toEqual([
      'ads 300 431.40',
      'search 360 517.68',
      'unplaced 1500 2157.00',
    ]);
  });

  it('add up to endpoints, each with its own idle', () => {
    expect(view({ kind: 'separate' }, ['endpoint'])).toEqual([
      'batch 180 258.84',
      'batch unplaced 540 776.52',
      'chat 480 690.24',
      'chat unplaced 240 345.12',
      'spare unplaced 720 1035.36',
    ]);
  });

  it('add up by several labels at once', () => {
    expect(view({ kind: 'separate' }, ['team', 'endpoint']).slice(0, 4)).toEqual([
      'ads batch 180 258.84',
      'batch unplaced 540 776.52',
      'ads chat 120 172.56',
      'search chat 360 517.68',
    ]);
  });

  it('keep what has no owner last, and let a component without a model stand for its own', () => {
    const split = splitWith([['a', undefined, 100]], 620);
    const bare = { ...split, allocated: split.allocated.map((row) => ({ ...row, model: undefined })) };
    const own = rowsOf([poolOf(), splitWith([['b', 'ads', 100]], 620)], [poolOf(), bare]);
    const lines = aggregateCosts(shareIdle(own, { kind: 'separate' }), ['team', 'model']);
    expect(lines.map(({ labels }) => [labels.get('team'), labels.get('model')])).toEqual([
      [undefined, 'a'],
      ['ads', 'b-model'],
      [undefined, undefined],
    ]);
  });
});

describe('idle capacity shared', () => {
  it('goes on its own endpoint to whoever holds GPUs there, in proportion; nobody bears that of an empty one', () => {
    // chat: 240 h over 360 + 120; batch: 540 h to ads alone.
    expect(view({ kind: 'share', over: 'endpoint' }, ['team'])).toEqual([
      'ads 900 1294.20',
      'search 540 776.52',
      'unplaced 720 1035.36',
    ]);
  });

  it('goes over all in proportion', () => {
    // 1,500 h over 360 + 300.
    expect(view({ kind: 'share', over: 'all' }, ['team'])).toEqual([
      'ads 981.82 1411.85',
      'search 1178.18 1694.23',
    ]);
  });

  it('goes evenly to each label, however much it holds', () => {
    expect(view({ kind: 'even', over: 'all', among: ['team'] }, ['team'])).toEqual([
      'ads 1050 1509.90',
      'search 1110 1596.18',
    ]);
    expect(view({ kind: 'even', over: 'endpoint', among: ['team'] }, ['team'])).toEqual([
      'ads 960 1380.48',
      'search 480 690.24',
      'unplaced 720 1035.36',
    ]);
  });

  it('goes by weights, and to nobody without one', () => {
    const weights = new Map([['search', 3n]]);
    expect(view({ kind: 'weights', over: 'all', of: 'team', weights }, ['team'])).toEqual([
      'ads 300 431.40',
      'search 1860 2674.68',
    ]);
    expect(view({ kind: 'weights', over: 'endpoint', of: 'team', weights }, ['team'])).toEqual([
      'ads 300 431.40',
      'search 600 862.80',
      'unplaced 1260 1811.88',
    ]);
  });

  it('is shown in what bears it', () => {
    const [ads] = aggregateCosts(shareIdle(rows, { kind: 'share', over: 'endpoint' }), ['team']);
    expect(ads?.idle).toEqual({ gpuSeconds: 2_160_000, vcpuSeconds: 0, cost: amountOf(2_160_000).cost });
  });

  it('stays apart where it has no price, and burdens nobody who has none', () => {
    const unpriced = { unitSeconds: 900, cost: undefined };
    const split = splitOf({
      rate: undefined,
      total: { unitSeconds: 1_200, cost: undefined },
      allocated: splitOf().allocated.map((row) => ({ ...row, cost: undefined })),
      idle: [{ reason: 'unplaced', blocker: undefined, ...unpriced }],
    });
    const priced = splitOf({ allocated: [], idle: idleOf(1_200) });
    const mixed = rowsOf([poolOf(), split], [poolOf(), priced]);
    expect(shareIdle(mixed, { kind: 'share', over: 'all' }).map(({ cost }) => cost)).toEqual([
      undefined,
      amountOf(1_200).cost,
      undefined,
    ]);
  });
});

describe('every view', () => {
  const anyPool = fc.constantFrom(
    poolOf({ endpoint: 'x' }),
    poolOf({ endpoint: 'y' }),
    poolOf({ variant: 'z' }),
  );
  const anyRows = fc
    .array(fc.tuple(anyPool, anyBucket(fc.constant(instant(0)))), { maxLength: 6 })
    .map((given) => rowsOf(...given));
  const over = fc.constantFrom('endpoint' as const, 'all' as const);
  const labels = fc.subarray([...aggregates], { minLength: 1 });
  const anyPolicy: fc.Arbitrary<IdlePolicy> = fc.oneof(
    fc.constant({ kind: 'separate' as const }),
    fc.record({ kind: fc.constant('share' as const), over }),
    fc.record({ kind: fc.constant('even' as const), over, among: labels }),
    fc.record({
      kind: fc.constant('weights' as const),
      over,
      of: fc.constantFrom(...aggregates),
      weights: fc
        .array(fc.tuple(fc.constantFrom('red', 'blue', 'a', 'x'), fc.bigInt(0n, 9n)))
        .map((weights) => new Map(weights)),
    }),
  );
  const input = fc.record({ rows: anyRows, policy: anyPolicy, by: labels });

  const totals = (all: readonly Pick<CostLine, 'gpuSeconds' | 'cost' | 'usage'>[]) => ({
    gpuSeconds: all.reduce((sum, { gpuSeconds }) => sum + gpuSeconds, 0),
    cost: addMoney(all.flatMap(({ cost }) => (cost === undefined ? [] : [cost]))),
    used: all.reduce((sum, { usage }) => sum + (usage?.used ?? 0), 0),
  });

  it('adds up to the same total, by what is held and by what is used', () => {
    fc.assert(
      fc.property(input, ({ rows: given, policy, by }) => {
        const lines = aggregateCosts(shareIdle(given, policy), by);
        expect(totals(lines)).toEqual(
          totals(aggregateCosts(shareIdle(given, { kind: 'separate' }), aggregates)),
        );
        for (const { kind, cost, usage, idle } of lines) {
          if (kind !== 'allocated' || cost === undefined) continue;
          const { used = 0n, waste = 0n, unmeasured = 0n } = usage?.cost ?? {};
          expect(used + waste + unmeasured + (idle.cost ?? 0n)).toBe(cost);
        }
      }),
    );
  });

  it('has no negative row, and one for each of its labels', () => {
    fc.assert(
      fc.property(input, ({ rows: given, policy, by }) => {
        const lines = aggregateCosts(shareIdle(given, policy), by);
        for (const { gpuSeconds, cost = 0n, idle, usage } of lines) {
          const costs = [cost, idle.cost ?? 0n, ...Object.values(usage?.cost ?? {})];
          expect(gpuSeconds > 0 && costs.every((each) => each >= 0n)).toBe(true);
        }
        const keys = lines.map((line) => {
          const { kind, reason, blocker, cost } = line;
          return JSON.stringify([
            ...by.map((label) => line.labels.get(label)),
            kind,
            reason,
            blocker,
            cost === undefined,
          ]);
        });
        expect(new Set(keys).size).toBe(keys.length);
      }),
    );
  });

  it('is the same whether it is filtered before or after it is added up, once idle is shared', () => {
    const isWanted = ({ labels }: Pick<CostLine, 'labels'>) => labels.get('team') === 'red';
    const isOwn = ({ team }: SharedRow) => team === 'red';
    fc.assert(
      fc.property(input, ({ rows: given, policy, by }) => {
        const byTeam: Aggregate[] = [...new Set<Aggregate>(['team', ...by])];
        const shared = shareIdle(given, policy);
        const wanted = aggregateCosts(shared.filter(isOwn), byTeam);
        expect(wanted).toEqual(aggregateCosts(shared, byTeam).filter(isWanted));
        const rest = aggregateCosts(
          shared.filter((row) => !isOwn(row)),
          byTeam,
        );
        expect(totals([...wanted, ...rest])).toEqual(totals(aggregateCosts(shared, byTeam)));
      }),
    );
  });

  it('gives every row the same however it is added up afterwards', () => {
    fc.assert(
      fc.property(anyRows, over, (given, scope) => {
        const shared = shareIdle(given, { kind: 'share', over: scope });
        const byTeam = aggregateCosts(shared, ['team']);
        const finer = aggregateCosts(shared, ['team', 'component', 'endpoint']);
        for (const { labels, cost } of byTeam.filter(({ kind }) => kind === 'allocated')) {
          const own = finer.filter(
            (line) => line.kind === 'allocated' && line.labels.get('team') === labels.get('team'),
          );
          const isPriced = (line: CostLine) => (line.cost === undefined) === (cost === undefined);
          expect(addMoney(own.filter(isPriced).flatMap((line) => line.cost ?? []))).toBe(cost ?? 0n);
        }
      }),
    );
  });
});
