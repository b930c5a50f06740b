import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { instantText } from '#shared/config/instantText.ts';
import { ConflictError } from '#shared/domain/errors.ts';
import { formatInstant, type Instant } from '#shared/domain/time.ts';
import { accountKey } from './keys.ts';
import { onVersion, openLedgerTable } from './ledgerTable.ts';
import { parseItem } from './parseItem.ts';

/**
 * When the ledger's first run in the endpoint's account and region was; `at` when this is the first. What began before it
 * is history, which only a backfill builds; what began after it is collected from its beginning.
 */
export type ReadFirstRun = (endpointArn: string, at: Instant) => Promise<Instant>;

const firstRunItem = z.object({ at: instantText });

export const createFirstRun = (client: DynamoDBDocumentClient, tableName: string): ReadFirstRun => {
  const table = openLedgerTable(client, tableName);
  const known = new Map<string, Instant>();
  const read = async (pk: string): Promise<Instant | undefined> => {
    const item = await table.get({ pk, sk: 'firstRun' });
    return item && parseItem(firstRunItem, item, 'ledger.bad_first_run').at;
  };
  const mark = async (pk: string, at: Instant): Promise<Instant | undefined> => {
    try {
      await table.put({ pk, sk: 'firstRun', at: formatInstant(at) }, onVersion(0));
      return at;
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
      return read(pk);
    }
  };
  return async (endpointArn, at) => {
    const pk = `account#${accountKey(endpointArn)}`;
    const first = known.get(pk) ?? (await read(pk)) ?? (await mark(pk, at)) ?? at;
    known.set(pk, first);
    return first;
  };
};
