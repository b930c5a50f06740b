import { allocate } from './allocate.ts';
import type { Amount } from './amount.ts';
import type { Attribution } from './attribute.ts';
import type { AllocatedRow, HeldRow, UnknownRow } from './bucket.ts';
import { costOf, money, type Rate } from './money.ts';

export type PricedSplit = {
  total: Amount;
  allocated: readonly AllocatedRow[];
  idle: Amount;
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

/**
 * Prices a split of which `rows` are what is allocated. Law: the rows' costs add up to the total's, and nothing has a
 * default price.
 */
export const priceBucket = (
  split: Omit<Attribution, 'allocated'>,
  rows: readonly HeldRow[],
  rate: Rate | undefined,
): PricedSplit => {
  const unknown = [...split.unknown];
  const none: Amount = { gpuSeconds: 0, cost: rate === undefined ? undefined : money(0n) };
  const seconds = [...rows.map((row) => row.gpuSeconds), ...unknown.map(([, gpuSeconds]) => gpuSeconds)];
  const [idle = none, ...amounts] = priceShares(split.instanceSeconds, [split.idle, ...seconds], rate);
  return {
    total: {
      gpuSeconds: split.gpuSeconds,
      cost: rate === undefined ? undefined : costOf(split.instanceSeconds, rate),
    },
    allocated: rows.map((row, index) => ({ ...row, ...(amounts[index] ?? none) })),
    idle,
    unknown: unknown.map(([reason], index) => ({ reason, ...(amounts[rows.length + index] ?? none) })),
  };
};
