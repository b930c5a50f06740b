import { allocate } from './allocate.ts';
import type { Amount } from './amount.ts';
import type { Attribution } from './attribute.ts';
import type { IdleRow, UnknownRow } from './bucket.ts';
import { costOf, money, type Rate } from './money.ts';

export type PricedSplit = {
  total: Amount;
  allocated: ReadonlyMap<string, Amount>;
  idle: readonly IdleRow[];
  unknown: readonly UnknownRow[];
};

/**
 * What some accelerator-seconds cost that make up the whole of `instanceSeconds`: the cost is instance-seconds × rate, and
 * each has its share of it. Exact without rounding for 1, 2, 3, 4, 6, 8, 12, 16, 24 or 48 accelerators an instance; for
 * any other number the parts of a ledger unit that do not divide go by largest remainder.
 *
 * Law: the shares add up to the whole; without a rate every cost is undefined.
 */
export const priceShares = (
  instanceSeconds: number,
  gpuSeconds: readonly number[],
  rate: Rate | undefined,
): Amount[] => {
  const total = rate === undefined ? 0n : costOf(instanceSeconds, rate);
  const parts = allocate(
    total,
    gpuSeconds.map((value) => BigInt(value)),
  );
  return gpuSeconds.map((value, index) => ({
    gpuSeconds: value,
    cost: rate === undefined ? undefined : money(parts[index] ?? 0n),
  }));
};

/** Prices a split. Law: the rows' costs add up to the total's, and nothing has a default price. */
export const priceBucket = (split: Attribution, rate: Rate | undefined): PricedSplit => {
  const { instanceSeconds, gpuSeconds } = split;
  const rows = [...split.allocated];
  const unknown = [...split.unknown];
  const none: Amount = { gpuSeconds: 0, cost: rate === undefined ? undefined : money(0n) };
  const seconds = [
    ...split.idle.map((row) => row.gpuSeconds),
    ...[...rows, ...unknown].map(([, value]) => value),
  ];
  const amounts = priceShares(instanceSeconds, seconds, rate).values();
  const next = (): Amount => amounts.next().value ?? none;
  return {
    total: { gpuSeconds, cost: rate === undefined ? undefined : costOf(instanceSeconds, rate) },
    idle: split.idle.map((row) => ({ ...row, ...next() })),
    allocated: new Map(rows.map(([component]) => [component, next()])),
    unknown: unknown.map(([reason]) => ({ reason, ...next() })),
  };
};
