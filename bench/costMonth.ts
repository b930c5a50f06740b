import type { Pool, Split } from '#shared/domain/bucket.ts';
import { nextStart } from '#shared/domain/calendar.ts';
import { rate } from '#shared/domain/money.ts';
import { repriceSplit } from '#shared/domain/repriceSplit.ts';
import type { Level, Rollup } from '#shared/domain/rollup.ts';
import { type Instant, instant } from '#shared/domain/time.ts';
import { openRecord } from '#shared/fleet/openRecord.ts';
import { eachConcurrently } from '#shared/lambda/eachConcurrently.ts';
import type { EndpointRecords } from '#shared/ledger/createEndpointRecords.ts';
import type { Ledger } from '#shared/ledger/createLedger.ts';

const at = (text: string): Instant => instant(Date.parse(text) / 1000);

/** A whole month that is over and settled. */
export const month = { from: at('2026-05-01T00:00:00Z'), to: at('2026-06-01T00:00:00Z') };
const created = at('2026-01-01T00:00:00Z');

const perInstance = 8;
const instances = 4;
const teams = 40;

export const poolOf = (index: number): Pool => ({
  endpointArn: `arn:aws:sagemaker:us-east-1:123456789012:endpoint/endpoint-${index}`,
  endpointCreatedAt: created,
  endpoint: `endpoint-${index}`,
  variant: 'AllTraffic',
  instanceType: 'ml.g6.48xlarge',
});

const price = { perInstanceHour: rate(20_360_000_000n), source: 'AWS Price List of 2026-05-01', revision: 1 };

/** So many seconds of a pool of twenty components, each of a team, on four instances of eight accelerators. */
const splitOf = (pool: number, components: number, seconds: number): Split => {
  const total = seconds * instances * perInstance;
  const each = Math.floor((total * 3) / (4 * components));
  const split: Split = {
    unit: { kind: 'accelerator', perInstance },
    instanceSeconds: seconds * instances,
    rate: price,
    chargeRate: price,
    ratesVersion: 0,
    total: { unitSeconds: total, cost: undefined },
    allocated: Array.from({ length: components }, (_, index) => ({
      component: `component-${pool}-${String(index).padStart(2, '0')}`,
      model: `model-${(pool + index) % 60}`,
      team: `team-${(pool * 3 + index) % teams}`,
      costCentre: `C-${(pool * 3 + index) % teams}`,
      product: undefined,
      shared: undefined,
      unitSeconds: each,
      cost: undefined,
      used: each * 417,
      unmeasured: 0,
      invocations: each,
      uncounted: 0,
    })),
    ownersVersion: 0,
    idle: [
      { reason: 'unplaced', blocker: undefined, unitSeconds: total - each * components, cost: undefined },
    ],
    unknown: [],
    overcounted: false,
  };
  return repriceSplit(split, price);
};

const rollupOf = (level: Level, start: Instant, split: Split, children: number): Rollup => ({
  level,
  start,
  splits: [split],
  evidence: 'sampled',
  backfilled: false,
  origin: {
    kind: 'children',
    versions: new Map(
      Array.from({ length: children }, (_, index) => [
        instant(start + index * (level === 'day' ? 3_600 : 86_400)),
        1,
      ]),
    ),
    expireAt: undefined,
  },
});

/** Puts a month with its days for so many pools, and what is known of them. */
export const fillMonth = (
  ledger: Ledger,
  records: EndpointRecords,
  pools: number,
  components: number,
): Promise<void> =>
  eachConcurrently([...Array(pools).keys()], 8, async (index) => {
    const pool = poolOf(index);
    const life = { name: pool.endpoint, arn: pool.endpointArn, createdAt: created };
    await records.change(life, () => openRecord(life));
    await ledger.changePool(pool, () => ({
      collectedFrom: created,
      readThrough: month.to,
      settledThrough: month.to,
      runs: 1,
      rates: [],
      reviseFrom: undefined,
      ownersVersion: 0,
      ratesVersion: 0,
      acceleratorDimension: 'GpuId',
      backfill: undefined,
      silent: undefined,
    }));
    for (let day = month.from; day < month.to; day = nextStart('day', day))
      await ledger.putRollup(pool, rollupOf('day', day, splitOf(index, components, 86_400), 24), 0);
    await ledger.putRollup(
      pool,
      rollupOf('month', month.from, splitOf(index, components, 31 * 86_400), 31),
      0,
    );
  });
