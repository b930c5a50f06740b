import type { CostDeps } from '#shared/costs/costQuestion.ts';
import type { Pool } from '#shared/domain/bucket.ts';
import type { PoolState } from '#shared/domain/poolState.ts';
import { bucketSeconds, earliest, floorTo, type Instant } from '#shared/domain/time.ts';
import { poolProgress } from '#shared/fleet/poolProgress.ts';
import { endpointKey, poolKey } from '#shared/ledger/keys.ts';

/** A pool and how far it is collected. */
export type PoolStanding = {
  pool: Pool;
  state: PoolState;
  /** Up to when all is read, and settled; undefined for all of it: it runs no more. */
  readThrough: Instant | undefined;
  settledThrough: Instant | undefined;
};

/** How far the fleet is collected, before any figure is read. */
export type Progress = {
  pools: readonly PoolStanding[];
  /**
   * Up to when all of an endpoint's pools are settled: from its creation on nothing, where it was never collected. Endpoints that run
   * no more are not in it.
   */
  settledThrough: ReadonlyMap<string, Instant>;
};

type ProgressDeps = Pick<CostDeps, 'ledger' | 'records'>;

const standOf = async (
  pool: Pool,
  state: PoolState,
  isOpen: boolean,
  { records }: ProgressDeps,
): Promise<PoolStanding> => {
  if (!isOpen) return { pool, state, readThrough: undefined, settledThrough: undefined };
  const record = await records.read({ arn: pool.endpointArn, createdAt: pool.endpointCreatedAt });
  const { readThrough, settledThrough } = poolProgress(pool, state, record);
  return { pool, state, readThrough, settledThrough };
};

const addEarliest = (known: Map<string, Instant>, endpoint: string, time: Instant): void => {
  const other = known.get(endpoint);
  known.set(endpoint, other === undefined ? time : earliest(other, time));
};

/** Reads how far each pool of an account and region (`123456789012#us-east-1`) is collected and settled. */
export const readProgress = async (account: string, deps: ProgressDeps): Promise<Progress> => {
  const all = await deps.ledger.listPools(account);
  const lives = await deps.records.listOpen(account);
  const open = new Set(lives.map(({ arn, createdAt }) => endpointKey(arn, createdAt)));
  const states = await deps.ledger.readPools(all);
  const pools = await Promise.all(
    all.flatMap((pool) => {
      const stored = states.get(poolKey(pool));
      const isOpen = open.has(endpointKey(pool.endpointArn, pool.endpointCreatedAt));
      return stored === undefined ? [] : standOf(pool, stored.state, isOpen, deps);
    }),
  );
  const settledThrough = new Map<string, Instant>();
  for (const { pool, settledThrough: time } of pools)
    if (time !== undefined) addEarliest(settledThrough, pool.endpoint, time);
  const collected = new Set(pools.map(({ pool }) => endpointKey(pool.endpointArn, pool.endpointCreatedAt)));
  for (const { name, arn, createdAt } of lives)
    if (!collected.has(endpointKey(arn, createdAt)))
      addEarliest(settledThrough, name, floorTo(createdAt, bucketSeconds));
  return { pools, settledThrough };
};
