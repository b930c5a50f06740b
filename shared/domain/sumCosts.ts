import { addAmounts } from './amount.ts';
import type { Pool, Split } from './bucket.ts';
import { chargeRowsOf } from './chargeRows.ts';
import { compareKeys, type OrderKey } from './compareKeys.ts';
import { type Completeness, completenessOf } from './completeness.ts';
import { addRowTraffic, addRowUsage, type CostRow, costRowsOf, gpuSecondsOf, rowOrder } from './costRow.ts';
import { compareText } from './heldRows.ts';
import { addMoney, costOf, type Money, type Rate } from './money.ts';
import type { RateKind } from './rateKind.ts';
import { sumSplits } from './sumSplits.ts';

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
  /** Capacity of pools of accelerators: the sum of their rows' accelerator-seconds. */
  gpuSeconds: number;
  /** The sum of the priced rows. */
  cost: Money;
  /** Instance types of which nothing says what is charged. */
  uncharged: readonly string[];
  /** Share of expected slots seen. */
  completeness: Completeness;
};

const capacityOrder = ({ instanceType, perInstanceHour }: CapacityRow): OrderKey => [
  instanceType,
  perInstanceHour ?? -1n,
];

const addRows = (sum: CostRow, row: CostRow): CostRow => ({
  ...sum,
  ...addAmounts(sum, row),
  usage: addRowUsage(sum.usage, row.usage),
  traffic: addRowTraffic(sum.traffic, row.traffic),
});

/** Sums of rows by where they stand in `rowOrder`. */
export type RowSums = Map<string, { row: CostRow; order: OrderKey }>;

/** Adds a row to those that are equal to it in `rowOrder`; rows of no time and without an invocation are left out. */
export const addRow = (sums: RowSums, row: CostRow): void => {
  const isNothing = row.unitSeconds === 0 && (row.traffic?.invocations ?? 0) === 0;
  if (isNothing && row.kind !== 'variance') return;
  const order = rowOrder(row);
  const key = JSON.stringify(order);
  const known = sums.get(key);
  sums.set(key, { row: known === undefined ? row : addRows(known.row, row), order });
};

export const rowsInOrder = (sums: RowSums): CostRow[] =>
  [...sums.values()].toSorted((a, b) => compareKeys(a.order, b.order)).map(({ row }) => row);

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
 * Adds up splits of any pools, in any order: a row for each component, model and owner, and for each endpoint one
 * for each reason of idle and of unknown. What has no price stands in rows of its own, so that a price is never mixed with none.
 * Rows of no time are left out; order is by endpoint, kind, component, model and owner.
 *
 * At the charge rate each row is what is charged for it, and each endpoint has a row more: the variance, what it costs beyond that.
 *
 * What was used of a row is priced from the sum of its splits at each price, so that it does not hang on how they are stored.
 *
 * Law: the rows' unit-seconds add up to the splits' capacity, their costs to the splits' cost, at either rate, and their
 * invocations to the splits'.
 */
export const createCostSum = (rateKind: RateKind = 'cost'): CostSum => {
  const rowsOf = rateKind === 'charge' ? chargeRowsOf : costRowsOf;
  const pools = new Map<string, { pool: Pool; splits: Split[] }>();
  return {
    add: (pool, split) => {
      const { endpointArn, endpointCreatedAt, endpoint, variant, instanceType } = pool;
      const key = JSON.stringify([endpointArn, endpointCreatedAt, endpoint, variant, instanceType]);
      const known = pools.get(key);
      if (known === undefined) pools.set(key, { pool, splits: [split] });
      else known.splits.push(split);
    },
    summarize: () => {
      const rows: RowSums = new Map();
      const capacity = new Map<string, CapacityRow>();
      const uncharged = new Set<string>();
      for (const { pool, splits } of pools.values()) {
        for (const split of sumSplits(splits)) {
          addCapacity(capacity, pool, split);
          for (const row of rowsOf(pool, split)) addRow(rows, row);
          if (split.chargeRate === undefined && split.instanceSeconds > 0) uncharged.add(pool.instanceType);
        }
      }
      const inOrder = rowsInOrder(rows);
      return {
        rows: inOrder,
        capacity: [...capacity.values()].toSorted((a, b) => compareKeys(capacityOrder(a), capacityOrder(b))),
        gpuSeconds: inOrder.reduce((sum, row) => sum + gpuSecondsOf(row), 0),
        completeness: completenessOf([...pools.values()].flatMap(({ splits }) => splits)),
        uncharged: [...uncharged].toSorted(compareText),
        cost: addMoney(inOrder.flatMap(({ cost }) => (cost === undefined ? [] : [cost]))),
      };
    },
  };
};
