import type { Amount } from './amount.ts';
import type { BucketRate, Split } from './bucket.ts';
import { costOf } from './money.ts';
import { priceShares } from './priceBucket.ts';

/**
 * The same split at another price, or at none, from its accelerator-seconds alone.
 * Law: it is what pricing the split's samples at that price would have given.
 */
export const repriceSplit = (split: Split, rate: BucketRate | undefined): Split => {
  const { allocated, idle, unknown, instanceSeconds } = split;
  const rows: Amount[] = [idle, ...allocated, ...unknown];
  const hourly = rate?.perInstanceHour;
  const amounts = priceShares(
    instanceSeconds,
    rows.map(({ gpuSeconds }) => gpuSeconds),
    hourly,
  );
  const at = (index: number): Amount => amounts[index] ?? idle;
  return {
    ...split,
    rate,
    total: { gpuSeconds: split.total.gpuSeconds, cost: hourly && costOf(instanceSeconds, hourly) },
    idle: at(0),
    allocated: allocated.map((row, index) => ({ ...row, ...at(1 + index) })),
    unknown: unknown.map((row, index) => ({ ...row, ...at(1 + allocated.length + index) })),
  };
};
