import { addMoney, type Money, type Rate } from './money.ts';
import type { Amount } from './priceBucket.ts';
import type { Samples } from './samples.ts';
import type { Instant } from './time.ts';

/** Endpoint × variant × instance type: what has one price and one number of accelerators an instance. */
export type Pool = {
  /** Carries account and region. */
  endpointArn: string;
  /** Tells an endpoint from a later one of the same name. */
  endpointCreatedAt: Instant;
  endpoint: string;
  variant: string;
  instanceType: string;
};

/** A price with where it comes from, as it was when the bucket was written. */
export type BucketRate = { perInstanceHour: Rate; source: string };

export type AllocatedRow = Amount & {
  component: string;
  /** As SageMaker had it when the row was first written; undefined for none, and for a component gone by then. */
  model: string | undefined;
  team: string | undefined;
};

/** Five minutes of one pool: the whole split of its cost. */
export type Split = {
  start: Instant;
  /** On one instance; undefined when not known. */
  accelerators: number | undefined;
  instanceSeconds: number;
  rate: BucketRate | undefined;
  /** The pool's capacity and what it costs. */
  total: Amount;
  allocated: readonly AllocatedRow[];
  idle: Amount;
  unknown: Amount;
  overcounted: boolean;
};

/** A split with the samples that it rests on. */
export type Bucket = Split & { samples: Samples };

const sumCosts = (rows: readonly Amount[]): Money | undefined => {
  const costs = rows.map(({ cost }) => cost).filter((cost) => cost !== undefined);
  return costs.length === rows.length ? addMoney(costs) : undefined;
};

/**
 * What is wrong with a bucket's sums, or undefined when it balances: rows add up to the total, in accelerator-seconds
 * and to the last ledger unit in money; no row is negative; either every cost is known or none.
 */
export const findImbalance = (bucket: Split): string | undefined => {
  const rows: Amount[] = [...bucket.allocated, bucket.idle, bucket.unknown];
  if (rows.some(({ gpuSeconds, cost }) => gpuSeconds < 0 || (cost ?? 0n) < 0n)) return 'a row is negative';
  const gpuSeconds = rows.reduce((sum, row) => sum + row.gpuSeconds, 0);
  if (gpuSeconds !== bucket.total.gpuSeconds) {
    return `the rows' ${gpuSeconds} accelerator-seconds are not the pool's ${bucket.total.gpuSeconds}`;
  }
  if (bucket.accelerators !== undefined && gpuSeconds !== bucket.instanceSeconds * bucket.accelerators) {
    return `${gpuSeconds} accelerator-seconds are not ${bucket.instanceSeconds} instance-seconds × ${bucket.accelerators}`;
  }
  if (rows.some(({ cost }) => (cost === undefined) !== (bucket.total.cost === undefined)))
    return 'a cost is missing';
  const cost = bucket.total.cost === undefined ? undefined : sumCosts(rows);
  return cost === bucket.total.cost
    ? undefined
    : `the rows' cost ${cost} is not the pool's ${bucket.total.cost}`;
};
