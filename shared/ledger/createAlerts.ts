import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { after, type Instant } from '#shared/domain/time.ts';
import {
  type AlertGroup,
  emptyGroup,
  parseAlertItem,
  parseSentItem,
  type SentEvent,
  toAlertItem,
  toSentItem,
} from './alertItem.ts';
import { alertGroupsKey, alertsKey, alertsSortKey, sentSortKey } from './keys.ts';
import { onVersion, openLedgerTable } from './ledgerTable.ts';
import { parseItem } from './parseItem.ts';

const groupName = z.object({ sk: z.string() });

/**
 * How budgets stand and what was told of them, by group, in the ledger's table. Every read is consistent; every item is checked on
 * its way out, and a bad one is a BrokenDataError that names its key.
 */
export type Alerts = {
  /** One for each name, in their order; of a group of which nothing is kept yet, one of version 0. */
  readGroups(names: readonly string[]): Promise<AlertGroup[]>;
  /** Names of all groups of which anything was ever kept. */
  listGroups(): Promise<string[]>;
  /** Puts a group in place of version `replaces` (0: of none). @throws ConflictError when another stands there by now. */
  putGroup(group: AlertGroup, replaces: number): Promise<void>;
  /** The events of a group that were made in [from, to), in order of time. */
  listSent(name: string, range: { from: Instant; to: Instant }): Promise<SentEvent[]>;
  /** Keeps events for good; those that are kept already stay as they are. */
  keepSent(name: string, sent: readonly SentEvent[]): Promise<void>;
};

export const createAlerts = (client: DynamoDBDocumentClient, tableName: string): Alerts => {
  const table = openLedgerTable(client, tableName);
  return {
    readGroups: async (names) => {
      const items = await table.getAll(names.map((name) => ({ pk: alertsKey(name), sk: alertsSortKey })));
      const byKey = new Map(items.map((item) => [item.pk, item]));
      return names.map((name) => {
        const item = byKey.get(alertsKey(name));
        return item === undefined ? emptyGroup(name) : parseAlertItem(name, item);
      });
    },
    listGroups: async () => {
      const items = await table.query({
        KeyConditionExpression: 'pk = :groups',
        ExpressionAttributeValues: { ':groups': alertGroupsKey },
        ConsistentRead: true,
      });
      return items.map((item) => parseItem(groupName, item, 'ledger.bad_alerts').sk);
    },
    putGroup: async (group, replaces) => {
      // Before it is there, so that none is ever there that is not listed.
      if (replaces === 0) await table.put({ pk: alertGroupsKey, sk: group.name }, {});
      await table.put(toAlertItem({ ...group, version: replaces + 1 }), onVersion(replaces));
    },
    listSent: async (name, { from, to }) => {
      if (from >= to) return [];
      const items = await table.query({
        KeyConditionExpression: 'pk = :group AND sk BETWEEN :from AND :to',
        ExpressionAttributeValues: {
          ':group': alertsKey(name),
          ':from': sentSortKey(from),
          // Ids are hexadecimal: all of them come before it.
          ':to': sentSortKey(after(to, -1), '~'),
        },
        ConsistentRead: true,
      });
      return items.map(parseSentItem);
    },
    keepSent: async (name, sent) => {
      for (const each of sent) await table.put(toSentItem(name, each), {});
    },
  };
};
