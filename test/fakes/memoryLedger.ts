import { type Bucket, findImbalance, type Pool, type Split } from '#shared/domain/bucket.ts';
import { firstStart, type Grain, nextStart } from '#shared/domain/calendar.ts';
import type { Detail } from '#shared/domain/detail.ts';
import { BrokenDataError, ConflictError } from '#shared/domain/errors.ts';
import { expireAtOf } from '#shared/domain/expireAtOf.ts';
import type { PoolState } from '#shared/domain/poolState.ts';
import { levels, type Rollup } from '#shared/domain/rollup.ts';
import type { Instant } from '#shared/domain/time.ts';
import type { StoredBucket } from '#shared/ledger/bucketItem.ts';
import { changePool } from '#shared/ledger/changePool.ts';
import type { Ledger } from '#shared/ledger/createLedger.ts';
import { accountKey, poolKey, type TimedKind, timedSortKey } from '#shared/ledger/keys.ts';
import type { StoredPool } from '#shared/ledger/poolItem.ts';
import type { StoredRollup } from '#shared/ledger/rollupItem.ts';
import { atOnce, type Step } from './step.ts';

/** The same function without a promise. */
type Sync<Call extends (...given: never[]) => Promise<unknown>> = (
  ...given: Parameters<Call>
) => Awaited<ReturnType<Call>>;

/** What the table has under one pool's key. */
type Shelf = {
  pool: Pool;
  state: StoredPool | undefined;
  buckets: Map<Instant, StoredBucket>;
  rollups: Record<Rollup['level'], Map<Instant, StoredRollup>>;
  details: Map<Instant, { detail: Detail; expireAt: Instant }>;
};

/** A ledger in memory that keeps what the table would, and counts what is written. */
export type MemoryLedger = Ledger & {
  /** What was put so far, refused puts left out. */
  readonly puts: { buckets: number; pools: number; rollups: number; details: number };
  /** Pools that have a state, as `listPools` gives them. */
  pools(): Pool[];
  /** What is kept of each pool from run to run. */
  states(): { pool: Pool; state: PoolState }[];
  /** Every bucket, by pool and in order of time. */
  all(): { pool: Pool; bucket: Bucket }[];
  /** Every hour, day and month, by pool, level and in order of time. */
  allRollups(): { pool: Pool; rollup: Rollup }[];
  /** Deletes what has expired by `now`, as DynamoDB does sooner or later. */
  sweep(now: Instant): void;
  /** The same ledger, each of whose calls to the table is done by `step`. */
  through(step: Step): Ledger;
};

const nameOf = (pool: Pool, kind: TimedKind, start: Instant): string =>
  `${poolKey(pool)} ${timedSortKey(kind, start)}`;

const refuseImbalance = (splits: readonly Split[], key: string): void => {
  for (const split of splits) {
    const imbalance = findImbalance(split);
    if (imbalance !== undefined) throw new BrokenDataError('ledger.imbalance', `${key}: ${imbalance}`);
  }
};

const inOrder = <Value>(values: ReadonlyMap<Instant, Value>): Value[] =>
  [...values].toSorted(([a], [b]) => a - b).map(([, value]) => value);

/** What starts in [from, to), found by its start and not by a walk over all. */
const findWithin = <Value>(
  values: ReadonlyMap<Instant, Value>,
  grain: Grain,
  from: Instant,
  to: Instant,
): Value[] => {
  const found: Value[] = [];
  for (let start = firstStart(grain, from); start < to; start = nextStart(grain, start)) {
    const value = values.get(start);
    if (value !== undefined) found.push(value);
  }
  return found;
};

const sweepExpired = (values: Map<Instant, { expireAt: Instant }>, now: Instant): void => {
  for (const [start, { expireAt }] of values) if (expireAt <= now) values.delete(start);
};

const openShelf = (pool: Pool): Shelf => ({
  pool,
  state: undefined,
  buckets: new Map(),
  rollups: { hour: new Map(), day: new Map(), month: new Map() },
  details: new Map(),
});

/** Keeps what it is given as it is, unpacked, so that long simulations are quick; races are lost as in the table. */
export const createMemoryLedger = ({
  retentionDays = 90,
  onPutBucket = () => {},
  onPutPool = () => {},
  isConditional = true,
}: {
  retentionDays?: number;
  /** Told of each bucket that is put, and of the one that it replaces. */
  onPutBucket?: (pool: Pool, bucket: Bucket, replaced: Bucket | undefined) => void;
  /** Told of each state that a pool is given. */
  onPutPool?: (pool: Pool, state: PoolState) => void;
  /** False for a table that takes every put, whatever stands there. */
  isConditional?: boolean;
} = {}): MemoryLedger => {
  const shelves = new Map<string, Shelf>();
  const checkVersion = (stored: { version: number } | undefined, replaces: number, key: string): void => {
    if (isConditional && (stored?.version ?? 0) !== replaces)
      throw new ConflictError('ledger.conflict', `${key} has been written since it was read`);
  };
  const shelfOf = (pool: Pool): Shelf => {
    const key = poolKey(pool);
    const shelf = shelves.get(key) ?? openShelf(pool);
    shelves.set(key, shelf);
    return shelf;
  };
  const puts = { buckets: 0, pools: 0, rollups: 0, details: 0 };
  const listPools = (): Pool[] =>
    [...shelves.values()].filter(({ state }) => state !== undefined).map(({ pool }) => pool);
  const putPool = (pool: Pool, stored: StoredPool): void => {
    const shelf = shelfOf(pool);
    checkVersion(shelf.state, stored.version - 1, poolKey(pool));
    shelf.state = stored;
    puts.pools += 1;
    onPutPool(pool, stored.state);
  };
  const putBucket: Sync<Ledger['putBucket']> = (pool, bucket, replaces) => {
    const { buckets } = shelfOf(pool);
    refuseImbalance([bucket], nameOf(pool, 'bucket', bucket.start));
    checkVersion(buckets.get(bucket.start), replaces, nameOf(pool, 'bucket', bucket.start));
    const expireAt = expireAtOf('bucket', bucket.start, retentionDays);
    const replaced = buckets.get(bucket.start)?.bucket;
    buckets.set(bucket.start, { version: replaces + 1, expireAt, bucket });
    puts.buckets += 1;
    onPutBucket(pool, bucket, replaced);
  };
  const putRollup: Sync<Ledger['putRollup']> = (pool, rollup, replaces) => {
    const rollups = shelfOf(pool).rollups[rollup.level];
    refuseImbalance(rollup.splits, nameOf(pool, rollup.level, rollup.start));
    checkVersion(rollups.get(rollup.start), replaces, nameOf(pool, rollup.level, rollup.start));
    rollups.set(rollup.start, { version: replaces + 1, rollup });
    puts.rollups += 1;
  };
  const putDetail: Sync<Ledger['putDetail']> = (pool, detail) => {
    const { details } = shelfOf(pool);
    const stored = details.get(detail.hour);
    if (stored !== undefined && stored.detail.revision > detail.revision) return;
    details.set(detail.hour, { detail, expireAt: expireAtOf('hour', detail.hour, retentionDays) });
    puts.details += 1;
  };
  const readBuckets: Sync<Ledger['readBuckets']> = (pool, from, to) =>
    findWithin(shelfOf(pool).buckets, 'bucket', from, to);
  const readVersions: Sync<Ledger['readVersions']> = (pool, grain, from, to) => {
    if (grain === 'bucket')
      return readBuckets(pool, from, to).map(({ version, bucket: { start } }) => ({ start, version }));
    const level = levels.find((each) => each === grain) ?? 'hour';
    const found = findWithin(shelfOf(pool).rollups[level], level, from, to);
    return found.map(({ version, rollup: { start } }) => ({ start, version }));
  };
  const through = (step: Step): Ledger => {
    const readPool = (pool: Pool) => step('readPool', () => shelfOf(pool).state);
    return {
      readPool,
      readPools: (pools) =>
        step('readPools', () => {
          const stored = pools.flatMap((pool) => {
            const { state } = shelfOf(pool);
            return state === undefined ? [] : [[poolKey(pool), state] as const];
          });
          return new Map(stored);
        }),
      changePool: (pool, change) =>
        changePool(change, {
          read: () => readPool(pool),
          put: (stored) => step('putPool', () => putPool(pool, stored)),
        }),
      listPools: (account) =>
        step('listPools', () => listPools().filter(({ endpointArn }) => accountKey(endpointArn) === account)),
      readBuckets: (pool, from, to) => step('readBuckets', () => readBuckets(pool, from, to)),
      readSplits: (pool, from, to) =>
        step('readSplits', () =>
          readBuckets(pool, from, to).map(
            ({ version, bucket: { samples: _, invocations: __, described: ___, ...split } }) => {
              return { ...split, version };
            },
          ),
        ),
      readVersions: (pool, grain, from, to) =>
        step('readVersions', () => readVersions(pool, grain, from, to)),
      putBucket: (pool, bucket, replaces) => step('putBucket', () => putBucket(pool, bucket, replaces)),
      readRollups: (pool, level, from, to) =>
        step('readRollups', () => findWithin(shelfOf(pool).rollups[level], level, from, to)),
      putRollup: (pool, rollup, replaces) => step('putRollup', () => putRollup(pool, rollup, replaces)),
      readDetail: (pool, hour) => step('readDetail', () => shelfOf(pool).details.get(hour)?.detail),
      putDetail: (pool, detail) => step('putDetail', () => putDetail(pool, detail)),
    };
  };
  return {
    puts,
    pools: listPools,
    states: () =>
      [...shelves.values()].flatMap(({ pool, state }) => (state === undefined ? [] : { pool, ...state })),
    all: () =>
      [...shelves.values()].flatMap(({ pool, buckets }) =>
        inOrder(buckets).map(({ bucket }) => ({ pool, bucket })),
      ),
    allRollups: () =>
      [...shelves.values()].flatMap(({ pool, rollups }) =>
        levels.flatMap((level) => inOrder(rollups[level]).map(({ rollup }) => ({ pool, rollup }))),
      ),
    sweep: (now) => {
      for (const { buckets, details } of shelves.values()) {
        sweepExpired(buckets, now);
        sweepExpired(details, now);
      }
    },
    through,
    ...through(atOnce),
  };
};
