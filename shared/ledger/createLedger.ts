import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateQuery,
  type QueryCommandInput,
} from '@aws-sdk/lib-dynamodb';
import type { Bucket, Pool, Split } from '#shared/domain/bucket.ts';
import { ConflictError } from '#shared/domain/errors.ts';
import { after, type Instant } from '#shared/domain/time.ts';
import { parseBucketItem, parseSplitItem, type StoredBucket, toBucketItem } from './bucketItem.ts';
import { bucketSortKey, poolKey, poolSortKey, poolsIndex } from './keys.ts';
import { type PoolProgress, parsePoolItem, parsePoolOf, toPoolItem } from './poolItem.ts';

/** The ledger's table, by meaning. Every item is checked on its way out; a bad one is a BrokenDataError. */
export type Ledger = {
  /** How far the pool is collected; undefined when nothing was ever written for it. Consistent. */
  readProgress(pool: Pool): Promise<PoolProgress | undefined>;
  /** Keeps the progress, unless a later run has already written its own. */
  putProgress(pool: Pool, progress: PoolProgress): Promise<void>;
  /** The buckets that start in [from, to), in order of time. Consistent. */
  readBuckets(pool: Pool, from: Instant, to: Instant): Promise<StoredBucket[]>;
  /** The same buckets without their samples. */
  readSplits(pool: Pool, from: Instant, to: Instant): Promise<Split[]>;
  /**
   * Puts a whole bucket in place of version `replaces` (0: of none).
   * @throws ConflictError when another version stands there by now.
   */
  putBucket(pool: Pool, bucket: Bucket, replaces: number): Promise<void>;
  /** Every pool of an account and region (`123456789012#us-east-1`). */
  listPools(account: string): Promise<Pool[]>;
};

const isConditionFailure = (error: unknown) => error instanceof ConditionalCheckFailedException;

/** The buckets of [from, to): the last one that can be is a second before `to`. */
const inRange = (pool: Pool, from: Instant, to: Instant) => ({
  KeyConditionExpression: 'pk = :pool AND sk BETWEEN :from AND :to',
  ExpressionAttributeValues: {
    ':pool': poolKey(pool),
    ':from': bucketSortKey(from),
    ':to': bucketSortKey(after(to, -1)),
  },
  ConsistentRead: true,
});

const splitAttributes = [
  'pk',
  'sk',
  'start',
  'accelerators',
  'instanceSeconds',
  'rate',
  'gpuSeconds',
  'cost',
  'allocated',
  'idle',
  'unknown',
  'overcounted',
];
/** Names behind `#`, because some of them are words of DynamoDB's own. */
const withoutSamples = {
  ProjectionExpression: splitAttributes.map((name) => `#${name}`).join(),
  ExpressionAttributeNames: Object.fromEntries(splitAttributes.map((name) => [`#${name}`, name])),
};

export const createLedger = (client: DynamoDBDocumentClient, tableName: string): Ledger => {
  const query = async (input: Omit<QueryCommandInput, 'TableName'>): Promise<Record<string, unknown>[]> => {
    const items: Record<string, unknown>[] = [];
    for await (const page of paginateQuery({ client }, { TableName: tableName, ...input })) {
      items.push(...(page.Items ?? []));
    }
    return items;
  };
  return {
    readProgress: async (pool) => {
      const Key = { pk: poolKey(pool), sk: poolSortKey };
      const { Item } = await client.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
      return Item && parsePoolItem(Item);
    },
    putProgress: async (pool, progress) => {
      const Item = toPoolItem(pool, progress);
      const put = new PutCommand({
        TableName: tableName,
        Item,
        ConditionExpression: 'attribute_not_exists(pk) OR readThrough <= :readThrough',
        ExpressionAttributeValues: { ':readThrough': Item.readThrough },
      });
      await client.send(put).catch((error: unknown) => {
        if (!isConditionFailure(error)) throw error;
      });
    },
    readBuckets: async (pool, from, to) => (await query(inRange(pool, from, to))).map(parseBucketItem),
    readSplits: async (pool, from, to) => {
      const items = await query({ ...inRange(pool, from, to), ...withoutSamples });
      return items.map(parseSplitItem);
    },
    putBucket: async (pool, bucket, replaces) => {
      const Item = toBucketItem(pool, bucket, replaces + 1);
      const put = new PutCommand({
        TableName: tableName,
        Item,
        ...(replaces === 0
          ? { ConditionExpression: 'attribute_not_exists(pk)' }
          : {
              ConditionExpression: 'version = :replaces',
              ExpressionAttributeValues: { ':replaces': replaces },
            }),
      });
      await client.send(put).catch((error: unknown) => {
        if (!isConditionFailure(error)) throw error;
        const message = `${Item.pk} ${Item.sk} is no longer at version ${replaces}`;
        throw new ConflictError('ledger.conflict', message, { cause: error });
      });
    },
    listPools: async (account) => {
      const items = await query({
        IndexName: poolsIndex.name,
        KeyConditionExpression: '#account = :account',
        ExpressionAttributeNames: { '#account': poolsIndex.partition },
        ExpressionAttributeValues: { ':account': account },
      });
      return items.map(parsePoolOf);
    },
  };
};
