import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  type PutCommandInput,
  paginateQuery,
  QueryCommand,
  type QueryCommandInput,
} from '@aws-sdk/lib-dynamodb';
import type { Pool } from '#shared/domain/bucket.ts';
import { ConflictError } from '#shared/domain/errors.ts';
import { after, type Instant } from '#shared/domain/time.ts';
import { poolKey, type TimedKind, timedSortKey } from './keys.ts';
import type { Item } from './parseItem.ts';

type Key = { pk: string; sk: string };
type Condition = Pick<PutCommandInput, 'ConditionExpression' | 'ExpressionAttributeValues'>;

/** The table's calls as the ledger makes them: paged, consistent, and with one answer to a lost race. */
export type LedgerTable = {
  /** Consistent. */
  get(key: Key): Promise<Item | undefined>;
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

export const openLedgerTable = (client: DynamoDBDocumentClient, TableName: string): LedgerTable => ({
  get: async ({ pk, sk }) => {
    const get = new GetCommand({ TableName, Key: { pk, sk }, ConsistentRead: true });
    return (await client.send(get)).Item;
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
