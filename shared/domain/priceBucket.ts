import { allocate } from './allocate.ts';
import type { Attribution } from './attribute.ts';
import { costOf, type Money, money, type Rate } from './money.ts';

/** Accelerator-seconds and what they cost; the cost is undefined when no price is known. */
export type Amount = { gpuSeconds: number; cost: Money | undefined };

export type PricedSplit = {
  total: Amount;
  allocated: ReadonlyMap<string, Amount>;
  idle: Amount;
  unknown: Amount;
};

/**
 * Prices a split: the pool's cost is instance-seconds × rate, and each row has its share of it by accelerator-seconds.
 * Exact without rounding for 1, 2, 3, 4, 6, 8, 12, 16, 24 or 48 accelerators an instance; for any other number the
 * parts of a ledger unit that do not divide go by largest remainder.
 *
 * Law: the rows' costs add up to the total's, and nothing has a default price: without a rate every cost is undefined.
 */
export const priceBucket = (split: Attribution, rate: Rate | undefined): PricedSplit => {
  const rows = [...split.allocated];
  const seconds = [...rows.map(([, gpuSeconds]) => gpuSeconds), split.idle, split.unknown];
  const total = rate === undefined ? undefined : costOf(split.instanceSeconds, rate);
  const parts =
    total === undefined
      ? []
      : allocate(
          total,
          seconds.map((value) => BigInt(value)),
        );
  const amount = (index: number): Amount => {
    const part = parts[index];
    return { gpuSeconds: seconds[index] ?? 0, cost: part === undefined ? undefined : money(part) };
  };
  return {
    total: { gpuSeconds: split.gpuSeconds, cost: total },
    allocated: new Map(rows.map(([component], index) => [component, amount(index)])),
    idle: amount(rows.length),
    unknown: amount(rows.length + 1),
  };
};
