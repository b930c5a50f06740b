import { isDeepStrictEqual } from 'node:util';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { ConflictError } from '#shared/domain/errors.ts';
import { formatInstant } from '#shared/domain/time.ts';
import type { EndpointRecord } from '#shared/fleet/endpointRecord.ts';
import type { EndpointLife } from '#shared/fleet/openRecord.ts';
import type { Sightings } from '#shared/fleet/sighting.ts';
import { parseEndpointItem, parseEndpointOf, type StoredEndpoint, toEndpointItem } from './endpointItem.ts';
import {
  endpointKey,
  endpointSortKey,
  finishedEndpointsKey,
  openEndpointsKey,
  poolsIndex,
  sightingsSortKey,
} from './keys.ts';
import { onVersion, openLedgerTable } from './ledgerTable.ts';
import { retryConflicts } from './retryConflicts.ts';
import { parseSightingsItem, toSightingsItem } from './sightingsItem.ts';

/** What is to become of a record; asked again when another run came between, so it must be pure. */
export type ChangeRecord = (record: EndpointRecord | undefined) => EndpointRecord;

/**
 * The lives of endpoints in the ledger's table. Reads of one life are consistent, lists may lack what was written a
 * moment ago. Every item is checked on its way out, and a bad one is a BrokenDataError that names its key.
 */
export type EndpointRecords = {
  /** Undefined for a life of which nothing was ever recorded. */
  read(life: Pick<EndpointLife, 'arn' | 'createdAt'>): Promise<EndpointRecord | undefined>;
  /** Those of many at once, by `endpointKey`; none twice. */
  readAll(
    lives: readonly Pick<EndpointLife, 'arn' | 'createdAt'>[],
  ): Promise<ReadonlyMap<string, EndpointRecord>>;
  /**
   * Changes a record on the version that it was read at, and again when another run came between. Nothing is put when
   * nothing changes; a finished record that changes is open again.
   * @returns the record as it then stands.
   * @throws ConflictError when other runs come between again and again.
   */
  change(life: Pick<EndpointLife, 'arn' | 'createdAt'>, change: ChangeRecord): Promise<EndpointRecord>;
  /** Every life of an account and region (`123456789012#us-east-1`) that is not finished, in order of ARN and creation. */
  listOpen(account: string): Promise<EndpointLife[]>;
  /** Every life that was ever recorded. */
  listRecords(account: string): Promise<EndpointLife[]>;
  /** Nothing is left to be done for a life: it is listed among the open ones no more. */
  finish(life: Pick<EndpointLife, 'arn' | 'createdAt'>): Promise<void>;
  readSightings(life: EndpointLife): Promise<Sightings | undefined>;
  /** Keeps the sightings, the last of which is the newest, unless a later run has kept its own. */
  putSightings(life: EndpointLife, sightings: Sightings): Promise<void>;
};

export const createEndpointRecords = (client: DynamoDBDocumentClient, tableName: string): EndpointRecords => {
  const table = openLedgerTable(client, tableName);

  const readStored = async ({ arn, createdAt }: Pick<EndpointLife, 'arn' | 'createdAt'>) => {
    const item = await table.get({ pk: endpointKey(arn, createdAt), sk: endpointSortKey });
    return item && parseEndpointItem(item);
  };

  const put = (stored: StoredEndpoint): Promise<void> =>
    table.put(toEndpointItem(stored), onVersion(stored.version - 1));

  const list = async (partition: string): Promise<EndpointLife[]> => {
    const items = await table.query({
      IndexName: poolsIndex.name,
      KeyConditionExpression: '#partition = :partition',
      ExpressionAttributeNames: { '#partition': poolsIndex.partition },
      ExpressionAttributeValues: { ':partition': partition },
    });
    return items.map(parseEndpointOf);
  };

  return {
    read: async (life) => (await readStored(life))?.record,
    readAll: async (lives) => {
      const keys = lives.map(({ arn, createdAt }) => ({
        pk: endpointKey(arn, createdAt),
        sk: endpointSortKey,
      }));
      const items = await table.getAll(keys);
      return new Map(items.map((item) => [String(item.pk), parseEndpointItem(item).record]));
    },
    change: (life, change) =>
      retryConflicts(async () => {
        const stored = await readStored(life);
        const record = change(stored?.record);
        if (stored !== undefined && isDeepStrictEqual(stored.record, record)) return record;
        await put({ version: (stored?.version ?? 0) + 1, record, isFinished: false });
        return record;
      }),
    listOpen: (account) => list(openEndpointsKey(account)),
    listRecords: async (account) => [
      ...(await list(openEndpointsKey(account))),
      ...(await list(finishedEndpointsKey(account))),
    ],
    finish: (life) =>
      retryConflicts(async () => {
        const stored = await readStored(life);
        if (stored === undefined || stored.isFinished) return;
        await put({ version: stored.version + 1, record: stored.record, isFinished: true });
      }),
    readSightings: async ({ arn, createdAt }) => {
      const item = await table.get({ pk: endpointKey(arn, createdAt), sk: sightingsSortKey });
      return item && parseSightingsItem(item);
    },
    putSightings: async (life, kept) => {
      const seenAt = kept.sightings.at(-1)?.at;
      if (seenAt === undefined) return;
      const unlessLater = {
        ConditionExpression: 'attribute_not_exists(pk) OR seenAt <= :seenAt',
        ExpressionAttributeValues: { ':seenAt': formatInstant(seenAt) },
      };
      await table.put(toSightingsItem(life, seenAt, kept), unlessLater).catch((error: unknown) => {
        if (!(error instanceof ConflictError)) throw error;
      });
    },
  };
};
