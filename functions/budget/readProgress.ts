import type { CostDeps } from '#shared/costs/costQuestion.ts';
import type { Pool } from '#shared/domain/bucket.ts';
import type { PoolState } from '#shared/domain/poolState.ts';
import { bucketSeconds, earliest, floorTo, type Instant, latest } from '#shared/domain/time.ts';
import { endOfPool } from '#shared/fleet/endOfPool.ts';
import type { EndpointLife } from '#shared/fleet/openRecord.ts';
import { poolProgress } from '#shared/fleet/poolProgress.ts';
import { poolsOf } from '#shared/fleet/poolsOf.ts';
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
   * Up to when all of an endpoint's pools are settled: nothing of one that was never collected, from its start on. Endpoints that run no
   * more are not in it.
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

/** When what was never collected of an endpoint began: all of it where nothing is recorded, or its pools that may still run. */
const startsUncollected = async (
  { arn, createdAt }: EndpointLife,
  states: ReadonlyMap<string, unknown>,
  { records }: ProgressDeps,
): Promise<Instant[]> => {
  const record = await records.read({ arn, createdAt });
  if (record === undefined || record.deployments.length === 0) return [createdAt];
  // Serverless variants have no pools, and are waited for by nobody.
  return poolsOf(record)
    .filter((each) => !states.has(poolKey(each.pool)) && endOfPool(each, record) === undefined)
    .map(({ deployments }) =>
      latest(createdAt, ...deployments.slice(0, 1).map(({ startedAt }) => startedAt)),
    );
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
  for (const life of lives)
    for (const time of await startsUncollected(life, states, deps))
      addEarliest(settledThrough, life.name, floorTo(time, bucketSeconds));
  return { pools, settledThrough };
};
