import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  type PutCommandInput,
  paginateQuery,
  QueryCommand,
  type QueryCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { type RetryTools, retryTools, retryUntil } from '#shared/aws/retry.ts';
import type { Pool } from '#shared/domain/bucket.ts';
import { ConflictError, UpstreamError } from '#shared/domain/errors.ts';
import { after, type Instant } from '#shared/domain/time.ts';
import { eachConcurrently } from '#shared/lambda/eachConcurrently.ts';
import { poolKey, type TimedKind, timedSortKey } from './keys.ts';
import type { Item } from './parseItem.ts';

type Key = { pk: string; sk: string };
type Condition = Pick<PutCommandInput, 'ConditionExpression' | 'ExpressionAttributeValues'>;

/** The table's calls as the ledger makes them: paged, consistent, and with one answer to a lost race. */
export type LedgerTable = {
  /** Consistent. */
  get(key: Key): Promise<Item | undefined>;
  /** Those that are there, in no order; consistent. @throws UpstreamError when some are not given in several tries. */
  getAll(keys: readonly Key[]): Promise<Item[]>;
  /** Every page. */
  query(input: Omit<QueryCommandInput, 'TableName'>): Promise<Item[]>;
  /** The one that sorts last. */
  last(input: Omit<QueryCommandInput, 'TableName'>): Promise<Item | undefined>;
  /** @throws ConflictError when the condition does not hold. */
  put(item: Key & Item, condition: Condition): Promise<void>;
};

/** Only in place of version `replaces` (0: of none). */
export const onVersion = (replaces: number): Condition =>
  replaces === 0
    ? { ConditionExpression: 'attribute_not_exists(pk)' }
    : { ConditionExpression: 'version = :replaces', ExpressionAttributeValues: { ':replaces': replaces } };

/** What starts in [from, to), one second at least, under a pool's key: the last that can is a second before `to`. */
export const inRange = (pool: Pool, kind: TimedKind, from: Instant, to: Instant) => ({
  KeyConditionExpression: 'pk = :pool AND sk BETWEEN :from AND :to',
  ExpressionAttributeValues: {
    ':pool': poolKey(pool),
    ':from': timedSortKey(kind, from),
    ':to': timedSortKey(kind, after(to, -1)),
  },
  ConsistentRead: true,
});

/** DynamoDB's limit for one BatchGetItem; what is over 16 MB is left to the next try. */
const batchSize = 100;

/** Batches that are read side by side. */
const batchConcurrency = 4;

const readBatch = async (
  client: DynamoDBDocumentClient,
  TableName: string,
  keys: readonly Key[],
  tools: RetryTools,
): Promise<Item[]> => {
  const items: Item[] = [];
  let left: Record<string, unknown>[] = keys.map(({ pk, sk }) => ({ pk, sk }));
  const read = async () => {
    const batch = { [TableName]: { Keys: left, ConsistentRead: true } };
    const { Responses, UnprocessedKeys } = await client.send(new BatchGetCommand({ RequestItems: batch }));
    items.push(...(Responses?.[TableName] ?? []));
    left = UnprocessedKeys?.[TableName]?.Keys ?? [];
  };
  await retryUntil(read, () => left.length === 0, tools, 8);
  if (left.length === 0) return items;
  throw new UpstreamError('ledger.unread', `DynamoDB did not give ${left.length} items in eight tries`);
};

export const openLedgerTable = (
  client: DynamoDBDocumentClient,
  TableName: string,
  tools: RetryTools = retryTools,
): LedgerTable => ({
  get: async ({ pk, sk }) => {
    const get = new GetCommand({ TableName, Key: { pk, sk }, ConsistentRead: true });
    return (await client.send(get)).Item;
  },
  getAll: async (keys) => {
    const starts = Array.from(
      { length: Math.ceil(keys.length / batchSize) },
      (_, index) => index * batchSize,
    );
    const items: Item[] = [];
    await eachConcurrently(starts, batchConcurrency, async (start) => {
      items.push(...(await readBatch(client, TableName, keys.slice(start, start + batchSize), tools)));
    });
    return items;
  },
  query: async (input) => {
    const items: Item[] = [];
    for await (const page of paginateQuery({ client }, { TableName, ...input })) {
      items.push(...(page.Items ?? []));
    }
    return items;
  },
  last: async (input) => {
    const query = new QueryCommand({ TableName, ...input, ScanIndexForward: false, Limit: 1 });
    return (await client.send(query)).Items?.[0];
  },
  put: async (Item, condition) => {
    try {
      await client.send(new PutCommand({ TableName, Item, ...condition }));
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      const message = `${Item.pk} ${Item.sk} has been written since it was read`;
      throw new ConflictError('ledger.conflict', message, { cause: error });
    }
  },
});
