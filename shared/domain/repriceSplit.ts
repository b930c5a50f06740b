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
  const rows: Amount[] = [...idle, ...allocated, ...unknown];
  const hourly = rate?.perInstanceHour;
  const seconds = rows.map(({ unitSeconds }) => unitSeconds);
  const amounts = priceShares(instanceSeconds, seconds, hourly).values();
  const reprice = <Row extends Amount>(row: Row): Row => ({ ...row, ...amounts.next().value });
  return {
    ...split,
    rate,
    total: { unitSeconds: split.total.unitSeconds, cost: hourly && costOf(instanceSeconds, hourly) },
    idle: idle.map(reprice),
    allocated: allocated.map(reprice),
    unknown: unknown.map(reprice),
  };
};
