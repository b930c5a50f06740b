import fc from 'fast-check';
import type { Amount } from '#shared/domain/amount.ts';
import type { AllocatedRow, Bucket, Pool } from '#shared/domain/bucket.ts';
import { repriceSplit } from '#shared/domain/repriceSplit.ts';
import { after, bucketSeconds, type Instant, instant } from '#shared/domain/time.ts';
import { rollUpPool } from '#shared/ledger/rollUpPool.ts';
import { createMemoryLedger, type MemoryLedger } from '#test/fakes/memoryLedger.ts';
import { anyBucket } from './anyBucket.ts';
import { poolOf } from './bucket.ts';
import { settledState } from './poolState.ts';
import { at } from './samples.ts';
import { gpus } from './unit.ts';

/** What a ledger is filled with: buckets by pool, and up to when they are settled. */
export type LedgerContents = { pools: { pool: Pool; buckets: Bucket[] }[]; settledThrough: Instant };

const start = at('2026-01-31T20:00:00Z');
const arn = (endpoint: string) => `arn:aws:sagemaker:us-east-1:123456789012:endpoint/${endpoint}`;

/** The time that such ledgers are of: ten hours over the end of a month. */
export const ledgerTime = { from: start, to: after(start, 36_000) };

const pools = [
  poolOf({ endpoint: 'ep', endpointArn: arn('ep') }),
  poolOf({ endpoint: 'ep', endpointArn: arn('ep'), instanceType: 'ml.g5.12xlarge' }),
  poolOf({ endpoint: 'chat', endpointArn: arn('chat') }),
];

/** Three pools of two endpoints, each with some buckets of that time, at several prices or none. */
export const anyLedger: fc.Arbitrary<LedgerContents> = fc.record({
  settledThrough: fc.integer({ min: 0, max: 120 }).map((bucket) => after(start, bucket * bucketSeconds)),
  pools: fc.tuple(
    ...pools.map((pool) =>
      fc
        .uniqueArray(
          anyBucket(fc.integer({ min: 0, max: 119 }).map((n) => instant(start + n * bucketSeconds))),
          {
            maxLength: 8,
            selector: (bucket) => bucket.start,
          },
        )
        .map((buckets) => ({ pool, buckets })),
    ),
  ),
});

const grow = <Row extends Amount>(row: Row): Row => ({ ...row, unitSeconds: row.unitSeconds * 7 });

const growHeld = (row: AllocatedRow): AllocatedRow => {
  const { used, unmeasured, uncounted } = row;
  return { ...grow(row), used: used * 7, unmeasured: unmeasured * 7, uncounted: uncounted * 7 };
};

/** The same with twenty-eight units an instance, among which no ledger unit divides. */
export const withOddUnits = ({ pools: given, ...rest }: LedgerContents): LedgerContents => ({
  ...rest,
  pools: given.map(({ pool, buckets }) => ({
    pool,
    buckets: buckets.map((bucket): Bucket => {
      const { allocated, idle, unknown, total } = bucket;
      const grown = {
        unit: gpus(28),
        total: grow(total),
        allocated: allocated.map(growHeld),
        idle: idle.map(grow),
        unknown: unknown.map(grow),
      };
      return { ...bucket, ...repriceSplit({ ...bucket, ...grown }, bucket.rate) };
    }),
  })),
});

/** A ledger with such contents, rolled up as far as they are settled. */
export const fillLedger = async ({ pools: given, settledThrough }: LedgerContents): Promise<MemoryLedger> => {
  const ledger = createMemoryLedger();
  for (const { pool, buckets } of given) {
    for (const bucket of buckets) await ledger.putBucket(pool, bucket, 0);
    await ledger.changePool(pool, () => settledState({ from: start, to: settledThrough }));
    await rollUpPool(ledger, pool, { from: start, to: settledThrough, now: settledThrough });
  }
  return ledger;
};
