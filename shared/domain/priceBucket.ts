import { allocate } from './allocate.ts';
import type { Amount } from './amount.ts';
import type { Attribution } from './attribute.ts';
import type { AllocatedRow, HeldRow, IdleRow, UnknownRow } from './bucket.ts';
import { costOf, money, type Rate } from './money.ts';

export type PricedSplit = {
  total: Amount;
  allocated: readonly AllocatedRow[];
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
  unitSeconds: readonly number[],
  rate: Rate | undefined,
): Amount[] => {
  const total = rate === undefined ? 0n : costOf(instanceSeconds, rate);
  const parts = allocate(
    total,
    unitSeconds.map((value) => BigInt(value)),
  );
  return unitSeconds.map((value, index) => ({
    unitSeconds: value,
    cost: rate === undefined ? undefined : money(parts[index] ?? 0n),
  }));
};

/**
 * Prices a split of which `rows` are what is allocated. Law: the rows' costs add up to the total's, and nothing has a
 * default price.
 */
export const priceBucket = (
  split: Pick<Attribution, 'instanceSeconds' | 'unitSeconds' | 'idle' | 'unknown'>,
  rows: readonly HeldRow[],
  rate: Rate | undefined,
): PricedSplit => {
  const { instanceSeconds, unitSeconds } = split;
  const unknown = [...split.unknown].map(([reason, seconds]) => ({ reason, unitSeconds: seconds }));
  const none: Amount = { unitSeconds: 0, cost: rate === undefined ? undefined : money(0n) };
  const seconds = [...split.idle, ...rows, ...unknown].map((row) => row.unitSeconds);
  const amounts = priceShares(instanceSeconds, seconds, rate).values();
  const price = <Row extends object>(row: Row): Row & Amount => ({
    ...row,
    ...(amounts.next().value ?? none),
  });
  return {
    total: { unitSeconds, cost: rate === undefined ? undefined : costOf(instanceSeconds, rate) },
    idle: split.idle.map(price),
    allocated: rows.map(price),
    unknown: unknown.map(price),
  };
};
