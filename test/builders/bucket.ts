import type { Amount } from '#shared/domain/amount.ts';
import type { AllocatedRow, Bucket, HeldRow, IdleRow, Pool, Split } from '#shared/domain/bucket.ts';
import type { IdleReason } from '#shared/domain/idleReason.ts';
import { costOf, money, rate } from '#shared/domain/money.ts';
import { unowned } from '#shared/domain/owner.ts';
import type { Usage } from '#shared/domain/usage.ts';
import { gpus } from '#test/builders/unit.ts';
import { at, samplesOf } from './samples.ts';

export const poolOf = (changes: Partial<Pool> = {}): Pool => ({
  endpointArn: 'arn:aws:sagemaker:us-east-1:123456789012:endpoint/ep',
  endpointCreatedAt: at('2026-01-01T00:00:00Z'),
  endpoint: 'ep',
  variant: 'AllTraffic',
  instanceType: 'ml.g6.12xlarge',
  ...changes,
});

const hourly = rate(5_752_000_000n);

/** Seconds of one of the four accelerators of an ml.g6.12xlarge: 5.752 dollars / 3,600 / 4 each. */
export const amountOf = (unitSeconds: number): Amount => ({
  unitSeconds,
  cost: money(BigInt(unitSeconds) * 69_024_000_000n),
});

/** As much held, of which nobody knows how much was used, unless that is given, nor how often it was called. */
export const heldOf = (unitSeconds: number, usage: Usage = { used: 0, unmeasured: unitSeconds }) => ({
  ...amountOf(unitSeconds),
  ...usage,
  invocations: 0,
  uncounted: unitSeconds,
});

/** What component `a` of team red holds for one accelerator's five minutes, unless `unitSeconds` says otherwise. */
export const rowOf = (changes: Partial<HeldRow> = {}): AllocatedRow => ({
  ...unowned,
  component: 'a',
  model: 'a-model',
  shared: undefined,
  team: 'red',
  ...heldOf(changes.unitSeconds ?? 300),
  ...changes,
});

/** As much idle, for one reason; none for nothing. */
export const idleOf = (unitSeconds: number, reason: IdleReason = 'unplaced', blocker?: number): IdleRow[] =>
  unitSeconds === 0 ? [] : [{ reason, blocker, ...amountOf(unitSeconds) }];

const listRate = { perInstanceHour: hourly, source: 'AWS Price List TEST of 2026-01-01', revision: 1 };

/** One ml.g6.12xlarge for five minutes: one accelerator held by `a`, the rest free for another; charged at its cost rate. */
export const splitOf = (changes: Partial<Split> = {}): Split => ({
  unit: gpus(4),
  instanceSeconds: 300,
  rate: listRate,
  chargeRate: 'rate' in changes ? changes.rate : listRate,
  ratesVersion: 0,
  total: { unitSeconds: 1_200, cost: costOf(300, hourly) },
  allocated: [rowOf()],
  ownersVersion: 0,
  idle: idleOf(900),
  unknown: [],
  overcounted: false,
  ...changes,
});

/** The same as a bucket, with its samples. */
export const bucketOf = (changes: Partial<Bucket> = {}): Bucket => ({
  ...splitOf(changes),
  start: at('2026-01-01T00:00:00Z'),
  evidence: 'sampled',
  backfilled: false,
  samples: [samplesOf({ instances: { 'i-1': '1*30' }, holdings: [{ counts: '1*30' }] })],
  invocations: new Map(),
  described: undefined,
  ...changes,
});
