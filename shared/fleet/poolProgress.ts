import type { Pool } from '#shared/domain/bucket.ts';
import type { PoolState } from '#shared/domain/poolState.ts';
import type { Instant } from '#shared/domain/time.ts';
import { endOfPool } from './endOfPool.ts';
import type { EndpointRecord } from './endpointRecord.ts';
import { poolsOf } from './poolsOf.ts';

/** How far a pool is collected, beside when it was there. */
export type PoolProgress = {
  /** When its fleet can have started; undefined where that is not recorded. */
  begin: Instant | undefined;
  /** The end of the last bucket that it can have anything in; undefined while it may still run. */
  end: Instant | undefined;
  /** Up to when all was read; undefined for all of it: it runs no more. */
  readThrough: Instant | undefined;
  /** Up to when all is settled; undefined likewise. */
  settledThrough: Instant | undefined;
};

/** @param record undefined where nothing is recorded of the endpoint: then the pool may still run. */
export const poolProgress = (
  pool: Pool,
  { readThrough, settledThrough }: Pick<PoolState, 'readThrough' | 'settledThrough'>,
  record: EndpointRecord | undefined,
): PoolProgress => {
  const recorded =
    record &&
    poolsOf(record).find(
      (each) => each.pool.variant === pool.variant && each.pool.instanceType === pool.instanceType,
    );
  const end = recorded && record && endOfPool(recorded, record);
  const unlessEnded = (through: Instant) => (end !== undefined && through >= end ? undefined : through);
  return {
    begin: recorded?.deployments[0]?.startedAt,
    end,
    readThrough: unlessEnded(readThrough),
    settledThrough: unlessEnded(settledThrough),
  };
};
