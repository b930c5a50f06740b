import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { openLedgerTable } from '#shared/ledger/ledgerTable.ts';

type Batch = { input: { RequestItems: Record<string, { Keys: { sk: string }[]; ConsistentRead: boolean }> } };

/** A table that gives so many items of a batch and leaves the others unprocessed. */
const giveAtMost = (most: number) => {
  const asked: number[] = [];
  const send = async ({ input }: Batch) => {
    const keys = input.RequestItems.ledger?.Keys ?? [];
    asked.push(keys.length);
    const left = keys.slice(most);
    return {
      Responses: { ledger: keys.slice(0, most) },
      UnprocessedKeys: left.length === 0 ? {} : { ledger: { Keys: left } },
    };
  };
  const client = { send } as unknown as DynamoDBDocumentClient;
  return { asked, table: openLedgerTable(client, 'ledger', { sleep: async () => {}, random: () => 0 }) };
};

const keysOf = (count: number) => Array.from({ length: count }, (_, index) => ({ pk: 'a', sk: `${index}` }));

describe('items that are read at once', () => {
  it('asks again for those that DynamoDB leaves unprocessed', async () => {
    const { asked, table } = giveAtMost(2);
    const items = await table.getAll(keysOf(5));
    expect(items.map(({ sk }) => sk)).toEqual(['0', '1', '2', '3', '4']);
    expect(asked).toEqual([5, 3, 1]);
  });

  it('is an error that counts what is missing when DynamoDB gives none of it again and again', async () => {
    const { table } = giveAtMost(0);
    await expect(table.getAll(keysOf(3))).rejects.toThrow('DynamoDB did not give 3 items in eight tries');
  });
});
