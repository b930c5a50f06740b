import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Bucket, Pool } from '#shared/domain/bucket.ts';
import { firstStart, type Grain } from '#shared/domain/calendar.ts';
import type { Detail } from '#shared/domain/detail.ts';
import { ConflictError } from '#shared/domain/errors.ts';
import { expireAtOf } from '#shared/domain/expireAtOf.ts';
import type { PoolState } from '#shared/domain/poolState.ts';
import type { Level, Rollup } from '#shared/domain/rollup.ts';
import type { Instant } from '#shared/domain/time.ts';
import {
  parseBucketItem,
  parseSplitItem,
  type StoredBucket,
  splitAttributes,
  toBucketItem,
  type VersionedSplit,
} from './bucketItem.ts';
import { changePool } from './changePool.ts';
import { parseDetailItem, toDetailItem } from './detailItem.ts';
import { poolKey, poolSortKey, poolsIndex, timedSortKey } from './keys.ts';
import { inRange, onVersion, openLedgerTable } from './ledgerTable.ts';
import { parseVersion, type StoredVersion } from './parseVersion.ts';
import { parsePoolItem, parsePoolOf, type StoredPool, toPoolItem } from './poolItem.ts';
import { parseRollupItem, type StoredRollup, toRollupItem } from './rollupItem.ts';

/**
 * The ledger's table, by meaning. Every read but `listPools` is consistent; every item is checked on its way out, and a
 * bad one is a BrokenDataError that names its key.
 */
export type Ledger = {
  /** What is known of a pool from run to run; undefined when nothing was ever written for it. */
  readPool(pool: Pool): Promise<StoredPool | undefined>;
  /** The same of many at once, by `poolKey`; none twice. */
  readPools(pools: readonly Pool[]): Promise<ReadonlyMap<string, StoredPool>>;
  /**
   * Changes a pool's state on the version that it was read at, and again when another run came between, or when the
   * answer to a put was lost: so `change` must be pure, and must change nothing more when applied to its own result.
   * Nothing is put when nothing changes.
   * @returns the state as it then stands.
   * @throws ConflictError when other runs come between again and again.
   */
  changePool(pool: Pool, change: (state: PoolState | undefined) => PoolState): Promise<PoolState>;
  /** Every pool of an account and region (`123456789012#us-east-1`). */
  listPools(account: string): Promise<Pool[]>;
  /** The buckets that start in [from, to), in order of time. */
  readBuckets(pool: Pool, from: Instant, to: Instant): Promise<StoredBucket[]>;
  /** The same buckets without the facts that they rest on, each with its version. */
  readSplits(pool: Pool, from: Instant, to: Instant): Promise<VersionedSplit[]>;
  /**
   * Puts a whole bucket in place of version `replaces` (0: of none).
   * @throws ConflictError when another version stands there by now.
   * @throws BrokenDataError when it does not balance.
   */
  putBucket(pool: Pool, bucket: Bucket, replaces: number): Promise<void>;
  /** The versions of the buckets, hours, days or months that start in [from, to), in order of time, and nothing else of them. */
  readVersions(pool: Pool, grain: Grain, from: Instant, to: Instant): Promise<StoredVersion[]>;
  /** The hours, days or months that start in [from, to), in order of time. */
  readRollups(pool: Pool, level: Level, from: Instant, to: Instant): Promise<StoredRollup[]>;
  /** Puts an hour, day or month as `putBucket` does a bucket; it never expires. */
  putRollup(pool: Pool, rollup: Rollup, replaces: number): Promise<void>;
  /** An hour in full; undefined when it was never rolled up, or has expired. */
  readDetail(pool: Pool, hour: Instant): Promise<Detail | undefined>;
  /** Puts an hour in full, unless one made from later buckets stands there. It expires as buckets do. */
  putDetail(pool: Pool, detail: Detail): Promise<void>;
};

/** Names behind `#`, because some of them are words of DynamoDB's own. */
const withoutFacts = {
  ProjectionExpression: splitAttributes.map((name) => `#${name}`).join(),
  ExpressionAttributeNames: Object.fromEntries(splitAttributes.map((name) => [`#${name}`, name])),
};

/** `version` behind `#`, as above. */
const versionAlone = {
  ProjectionExpression: 'pk, sk, #version',
  ExpressionAttributeNames: { '#version': 'version' },
};

/** @param retentionDays how long buckets and details are kept, from their end on. */
export const createLedger = (
  client: DynamoDBDocumentClient,
  tableName: string,
  { retentionDays }: { retentionDays: number },
): Ledger => {
  const table = openLedgerTable(client, tableName);
  const readPool = async (pool: Pool): Promise<StoredPool | undefined> => {
    const item = await table.get({ pk: poolKey(pool), sk: poolSortKey });
    return item && parsePoolItem(item);
  };
  const putPool = (pool: Pool, stored: StoredPool): Promise<void> =>
    table.put(toPoolItem(pool, stored), onVersion(stored.version - 1));
  return {
    readPool,
    readPools: async (pools) => {
      const items = await table.getAll(pools.map((pool) => ({ pk: poolKey(pool), sk: poolSortKey })));
      return new Map(items.map((item) => [String(item.pk), parsePoolItem(item)]));
    },
    changePool: (pool, change) =>
      changePool(change, { read: () => readPool(pool), put: (stored) => putPool(pool, stored) }),
    listPools: async (account) => {
      const items = await table.query({
        IndexName: poolsIndex.name,
        KeyConditionExpression: '#account = :account',
        ExpressionAttributeNames: { '#account': poolsIndex.partition },
        ExpressionAttributeValues: { ':account': account },
      });
      return items.map(parsePoolOf);
    },
    readBuckets: async (pool, from, to) =>
      from < to ? (await table.query(inRange(pool, 'bucket', from, to))).map(parseBucketItem) : [],
    readSplits: async (pool, from, to) => {
      if (from >= to) return [];
      const items = await table.query({ ...inRange(pool, 'bucket', from, to), ...withoutFacts });
      return items.map(parseSplitItem).map(({ bucket, version }) => ({ ...bucket, version }));
    },
    readVersions: async (pool, grain, from, to) => {
      const first = firstStart(grain, from);
      if (first >= to) return [];
      const items = await table.query({ ...inRange(pool, grain, first, to), ...versionAlone });
      return items.map((item) => parseVersion(grain, item));
    },
    putBucket: async (pool, bucket, replaces) => {
      const expireAt = expireAtOf('bucket', bucket.start, retentionDays);
      await table.put(toBucketItem(pool, bucket, { version: replaces + 1, expireAt }), onVersion(replaces));
    },
    readRollups: async (pool, level, from, to) => {
      const first = firstStart(level, from);
      if (first >= to) return [];
      const items = await table.query(inRange(pool, level, first, to));
      return items.map((item) => parseRollupItem(level, item));
    },
    putRollup: async (pool, rollup, replaces) =>
      table.put(toRollupItem(pool, { version: replaces + 1, rollup }), onVersion(replaces)),
    readDetail: async (pool, hour) => {
      const item = await table.get({ pk: poolKey(pool), sk: timedSortKey('detail', hour) });
      return item && parseDetailItem(item);
    },
    putDetail: async (pool, detail) => {
      const item = toDetailItem(pool, detail, expireAtOf('hour', detail.hour, retentionDays));
      const unlessLater = {
        ConditionExpression: 'attribute_not_exists(pk) OR revision <= :revision',
        ExpressionAttributeValues: { ':revision': detail.revision },
      };
      await table.put(item, unlessLater).catch((error: unknown) => {
        if (!(error instanceof ConflictError)) throw error;
      });
    },
  };
};
