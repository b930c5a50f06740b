import type { Amount } from './amount.ts';
import type { IdleCause } from './idleReason.ts';
import type { Invocations } from './invocations.ts';
import { addMoney, type Money, type Rate } from './money.ts';
import type { Owner } from './owner.ts';
import type { Samples } from './samples.ts';
import type { Shared } from './sharing.ts';
import type { Instant } from './time.ts';
import type { Traffic } from './traffic.ts';
import type { Unit } from './unit.ts';
import type { UnknownReason } from './unknownReason.ts';
import { type Usage, usedPerSecond } from './usage.ts';

/** Endpoint × variant × instance type: what has one price and one number of units an instance. */
export type Pool = {
  /** Carries account and region. */
  endpointArn: string;
  /** Tells an endpoint from a later one of the same name. */
  endpointCreatedAt: Instant;
  endpoint: string;
  variant: string;
  instanceType: string;
};

/** A price with where it comes from, as it was when the split was written. */
export type BucketRate = {
  perInstanceHour: Rate;
  source: string;
  /**
   * The place in the pool's history of list prices, from 1 on, of the one that it was made from, or that was known beside it; 0
   * for none. A split is never re-rated by an older history.
   */
  revision: number;
};

/** The component of what whole instances are held by: the model of a variant without inference components. */
export const wholeInstances = '';

/** What one owner has of a component's unit-seconds, how much of it was used, and its invocations. */
export type HeldRow = Owner &
  Usage &
  Traffic & {
    component: string;
    /** As SageMaker had it when the row was first written; undefined for none, and for a component gone by then. */
    model: string | undefined;
    /** Where a component has adapters, or is one. */
    shared: Shared | undefined;
    /** None where it was called and held nothing. */
    unitSeconds: number;
  };
export type AllocatedRow = HeldRow & Amount;

export type IdleRow = Amount & IdleCause;

export type UnknownRow = Amount & { reason: UnknownReason };

/** How a figure is known: from samples of each accelerator, from standard metrics × accelerators a copy, or inventory only. */
export const evidences = ['sampled', 'copies', 'declared'] as const;
export type Evidence = (typeof evidences)[number];

/** The whole split of a pool's cost over some time at one pair of rates: what balances. */
export type Split = {
  /** Undefined when not known. */
  unit: Unit | undefined;
  instanceSeconds: number;
  /** What we pay; undefined when it is not known. All costs are at this rate. */
  rate: BucketRate | undefined;
  /** What teams are charged; undefined when it is not known. */
  chargeRate: BucketRate | undefined;
  /** Of the rates document by which it has its rates, 0 for the default: no older one ever changes them. */
  ratesVersion: number;
  /** The pool's capacity and what it costs. */
  total: Amount;
  /** One row for each component, model, owner and way of sharing, in this order. */
  allocated: readonly AllocatedRow[];
  /** Of the owners document by which the rows have their owners, 0 for the default: no older one ever changes them. */
  ownersVersion: number;
  /** One row a reason that occurs (and blocker), in the order of `idleReasons`. */
  idle: readonly IdleRow[];
  /** One row a reason that occurs, in the order of `unknownReasons`. */
  unknown: readonly UnknownRow[];
  /** More was counted than there is on some instance; the components' shares there are scaled down to it. */
  overcounted: boolean;
};

/** What SageMaker described throughout a bucket, kept where the samples show less. */
export type Described = {
  instances: number;
  /** Units that its copies hold, by component. */
  units: ReadonlyMap<string, number>;
};

/** Five minutes of one pool. */
export type BucketSplit = Split & {
  start: Instant;
  evidence: Evidence;
  /** Built from history before the first run. */
  backfilled: boolean;
};

/** What CloudWatch vouched for: samples by kind and publish frequency, and invocations. */
export type Facts = { samples: readonly Samples[]; invocations: Invocations };

/** A bucket with the facts that it rests on. */
export type Bucket = BucketSplit & Facts & { described: Described | undefined };

const sumCosts = (rows: readonly Amount[]): Money | undefined => {
  const costs = rows.map(({ cost }) => cost).filter((cost) => cost !== undefined);
  return costs.length === rows.length ? addMoney(costs) : undefined;
};

const usesTooMuch = ({ unitSeconds, used, unmeasured }: AllocatedRow): boolean =>
  used < 0 || unmeasured < 0 || used + unmeasured * usedPerSecond > unitSeconds * usedPerSecond;

const countsTooMuch = ({ unitSeconds, invocations, uncounted }: AllocatedRow): boolean =>
  invocations < 0 || uncounted < 0 || uncounted > unitSeconds;

/**
 * What is wrong with a split's sums, or undefined when it balances: rows add up to the total, in unit-seconds
 * and to the last ledger unit in money; no row is negative; either every cost is known or none.
 */
export const findImbalance = (split: Split): string | undefined => {
  const rows: Amount[] = [...split.allocated, ...split.idle, ...split.unknown];
  if (rows.some(({ unitSeconds, cost }) => unitSeconds < 0 || (cost ?? 0n) < 0n)) return 'a row is negative';
  if (split.allocated.some(usesTooMuch)) return 'a row is used for more than it holds';
  if (split.allocated.some(countsTooMuch)) return 'the invocations of more than a row holds are unknown';
  const unitSeconds = rows.reduce((sum, row) => sum + row.unitSeconds, 0);
  if (unitSeconds !== split.total.unitSeconds) {
    return `the rows' ${unitSeconds} unit-seconds are not the pool's ${split.total.unitSeconds}`;
  }
  const { unit } = split;
  if (unit !== undefined && unitSeconds !== split.instanceSeconds * unit.perInstance) {
    return `${unitSeconds} ${unit.kind}-seconds are not ${split.instanceSeconds} instance-seconds × ${unit.perInstance}`;
  }
  if (rows.some(({ cost }) => (cost === undefined) !== (split.total.cost === undefined)))
    return 'a cost is missing';
  const cost = split.total.cost === undefined ? undefined : sumCosts(rows);
  return cost === split.total.cost
    ? undefined
    : `the rows' cost ${cost} is not the pool's ${split.total.cost}`;
};
