import type { Amount } from './amount.ts';
import type { Pool, Split } from './bucket.ts';
import type { Completeness } from './completeness.ts';
import { type IdleReason, idleReasons } from './idleReason.ts';
import { addMoney, costOf, type Money, type Rate } from './money.ts';
import { type UnknownReason, unknownReasons } from './unknownReason.ts';

/** One line of a cost report: a component's share, or an endpoint's idle or unknown capacity. */
export type CostRow = Amount & {
  kind: 'allocated' | 'idle' | 'unknown';
  endpoint: string;
  /** Why it is idle or unknown; undefined for what is allocated. */
  reason: IdleReason | UnknownReason | undefined;
  /** What stranded accelerators are too few for. */
  blocker: number | undefined;
  component: string | undefined;
  model: string | undefined;
  team: string | undefined;
};

/** What ran: instances of one type at one price. */
export type CapacityRow = {
  instanceType: string;
  perInstanceHour: Rate | undefined;
  instanceSeconds: number;
  cost: Money | undefined;
};

export type CostSummary = {
  rows: readonly CostRow[];
  /** The same cost once more, as instances × price. */
  capacity: readonly CapacityRow[];
  /** Capacity: the sum of all rows' accelerator-seconds. */
  gpuSeconds: number;
  /** The sum of the priced rows. */
  cost: Money;
  /** Share of expected slots seen. */
  completeness: Completeness;
};

const kinds: readonly CostRow['kind'][] = ['allocated', 'idle', 'unknown'];
const reasons: readonly CostRow['reason'][] = [...idleReasons, ...unknownReasons];

type Order = readonly (string | number | bigint)[];

const rowOrder = (row: CostRow): Order => [
  row.endpoint,
  kinds.indexOf(row.kind),
  reasons.indexOf(row.reason),
  row.blocker ?? 0,
  row.component ?? '',
  row.model ?? '',
  row.team ?? '',
  row.cost === undefined ? 1 : 0,
];

/** Compares what stands for two rows, part by part. */
const compare = (left: Order, right: Order): number => {
  const index = left.findIndex((part, position) => part !== right[position]);
  return index < 0 ? 0 : (left[index] ?? 0) < (right[index] ?? 0) ? -1 : 1;
};

const capacityOrder = ({ instanceType, perInstanceHour }: CapacityRow): Order => [
  instanceType,
  perInstanceHour ?? -1n,
];

const rowsOf = ({ endpoint }: Pool, split: Split): CostRow[] => {
  const labels = { component: undefined, model: undefined, team: undefined };
  const none = { endpoint, reason: undefined, blocker: undefined, ...labels };
  return [
    ...split.allocated.map((row): CostRow => ({ ...none, kind: 'allocated', ...row })),
    ...split.idle.map((row): CostRow => ({ ...none, kind: 'idle', ...row })),
    ...split.unknown.map((row): CostRow => ({ ...none, kind: 'unknown', ...row })),
  ];
};

const addRows = (sum: CostRow, row: CostRow): CostRow => {
  const cost = sum.cost === undefined || row.cost === undefined ? undefined : addMoney([sum.cost, row.cost]);
  return { ...sum, gpuSeconds: sum.gpuSeconds + row.gpuSeconds, cost };
};

const addCapacity = (rows: Map<string, CapacityRow>, { instanceType }: Pool, split: Split): void => {
  const perInstanceHour = split.rate?.perInstanceHour;
  const key = `${instanceType} ${perInstanceHour}`;
  const known = rows.get(key);
  const instanceSeconds = (known?.instanceSeconds ?? 0) + split.instanceSeconds;
  const cost = perInstanceHour === undefined ? undefined : costOf(instanceSeconds, perInstanceHour);
  if (instanceSeconds > 0) rows.set(key, { instanceType, perInstanceHour, instanceSeconds, cost });
};

export type CostSum = { add(pool: Pool, split: Split): void; summarize(): CostSummary };

/**
 * Adds up splits of any pools, in any order: a row for each component, team and model, and for each endpoint one
 * for each reason of idle and of unknown. What has no price stands in rows of its own, so that a price is never mixed with none.
 * Rows of zero are left out; order is by endpoint, kind, component, model and team.
 *
 * Law: the rows' accelerator-seconds add up to the splits' capacity, their costs to the splits' cost.
 */
export const createCostSum = (): CostSum => {
  const rows = new Map<string, CostRow>();
  const capacity = new Map<string, CapacityRow>();
  return {
    add: (pool, split) => {
      addCapacity(capacity, pool, split);
      for (const row of rowsOf(pool, split)) {
        if (row.gpuSeconds === 0) continue;
        const key = JSON.stringify(rowOrder(row));
        const sum = rows.get(key);
        rows.set(key, sum === undefined ? row : addRows(sum, row));
      }
    },
    summarize: () => {
      const inOrder = [...rows.values()].toSorted((a, b) => compare(rowOrder(a), rowOrder(b)));
      const gpuSeconds = inOrder.reduce((sum, row) => sum + row.gpuSeconds, 0);
      const unknown = inOrder.filter(({ kind }) => kind === 'unknown');
      const unseen = unknown.reduce((sum, row) => sum + row.gpuSeconds, 0);
      return {
        rows: inOrder,
        capacity: [...capacity.values()].toSorted((a, b) => compare(capacityOrder(a), capacityOrder(b))),
        gpuSeconds,
        completeness: { seen: gpuSeconds - unseen, expected: gpuSeconds },
        cost: addMoney(inOrder.flatMap(({ cost }) => (cost === undefined ? [] : [cost]))),
      };
    },
  };
};
