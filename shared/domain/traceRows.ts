import type { Amount } from './amount.ts';
import type { BucketRate, Pool, Split } from './bucket.ts';
import { chargeRowsOf } from './chargeRows.ts';
import { type CostRow, costRowsOf, rowOrder } from './costRow.ts';
import type { RateKind } from './rateKind.ts';
import { sumSplits } from './sumSplits.ts';
import type { Unit } from './unit.ts';

/** What a row has of one pool at one price, by one version of each document. */
export type TracedPart = Amount & {
  pool: Pool;
  unit: Unit | undefined;
  /** What it is told at; of a variance what is paid. */
  rate: BucketRate | undefined;
  /** Of a variance what is charged, and for how long. */
  variance: { charged: BucketRate | undefined; instanceSeconds: number } | undefined;
  ownersVersion: number;
  ratesVersion: number;
};

/** Rows of one key are added up; it says all that tells a row from another but its tags. */
export const rowKey = (row: CostRow): string => JSON.stringify(rowOrder(row));

/** Tells pools apart, also those of two lives of one endpoint's name. */
export const poolIdentity = (pool: Pool): string => {
  const { endpointArn, endpointCreatedAt, endpoint, variant, instanceType } = pool;
  return JSON.stringify([endpointArn, endpointCreatedAt, endpoint, variant, instanceType]);
};

const traceSplit = (pool: Pool, split: Split, rateKind: RateKind): [CostRow, TracedPart][] => {
  const { unit, rate, chargeRate, instanceSeconds, ownersVersion, ratesVersion } = split;
  const rows = rateKind === 'charge' ? chargeRowsOf(pool, split) : costRowsOf(pool, split);
  const told = rateKind === 'charge' ? unit && chargeRate : rate;
  return rows.map((row) => {
    const isVariance = row.kind === 'variance';
    const variance = isVariance ? { charged: unit && chargeRate, instanceSeconds } : undefined;
    const { unitSeconds, cost } = row;
    const amount = { unitSeconds, cost };
    return [
      row,
      { ...amount, pool, unit, rate: isVariance ? rate : told, variance, ownersVersion, ratesVersion },
    ];
  });
};

/** Some splits of a pool. */
export type PoolSplits = { pool: Pool; splits: readonly Split[] };

/**
 * Which parts the rows of some splits are the sum of, by `rowKey`: one for each pool, price and version of the documents.
 * Law: a row's parts add up to it in time and money, as `createCostSum` has it at the same rate.
 * @param given each pool once.
 */
export const traceRows = (given: readonly PoolSplits[], rateKind: RateKind): Map<string, TracedPart[]> => {
  const parts = new Map<string, TracedPart[]>();
  for (const { pool, splits } of given) {
    for (const split of sumSplits(splits)) {
      for (const [row, part] of traceSplit(pool, split, rateKind)) {
        const key = rowKey(row);
        const known = parts.get(key);
        if (known === undefined) parts.set(key, [part]);
        else known.push(part);
      }
    }
  }
  return parts;
};
