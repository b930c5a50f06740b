import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { busyBucket, busyPool } from '#bench/busyPool.ts';
import { itemSize } from '#local/aws/dynamodb/itemSize.ts';
import { toBucketItem } from '#shared/ledger/bucketItem.ts';
import { at } from '#test/builders/samples.ts';
import { type LedgerBackend, ledgerBackends, TableName } from '#test/harness/ledgerBackends.ts';

const bucket = toBucketItem(busyPool, busyBucket(at('2026-01-01T00:00:00Z')), {
  version: 100,
  expireAt: at('2026-04-01T00:05:00Z'),
});

/** Filled up to so many bytes. */
const filledTo = (bytes: number, item: object) => {
  const filler = 'x'.repeat(bytes - itemSize({ ...item, filler: '' }));
  return { ...item, filler };
};

describe('the size of an item', () => {
  it.each<[string, object, number]>([
    ['text in UTF-8', { ü: 'é€' }, 2 + 5],
    [
      'numbers by pairs of digits',
      { a: 0, b: 7, c: 12, d: 1_200, e: -35, f: 1_775_001_900 },
      6 + 1 + 2 + 2 + 2 + 3 + 5,
    ],
    ['bytes, truth and nothing', { a: new Uint8Array(10), b: true, c: null }, 3 + 10 + 1 + 1],
    ['lists', { a: ['xy', [1]] }, 1 + 3 + 2 + 2 + 3 + 1 + 2],
    ['maps', { a: { bc: 'd' } }, 1 + 3 + 1 + 2 + 1],
  ])('counts %s', (_, item, bytes) => {
    expect(itemSize(item)).toBe(bytes);
  });

  it('has no size for what an item cannot hold', () => {
    expect(() => itemSize({ a: undefined })).toThrow('DynamoDB has no undefined');
  });
});

const tables = ledgerBackends.filter(([name]) => name !== 'the fake in memory');
describe.each(tables)('the size of an item on %s', (_, open) => {
  let backend: LedgerBackend;
  beforeAll(async () => {
    backend = await open();
  }, 30_000);
  afterAll(() => backend?.close());

  it.each([0, 1])('is what is billed to the byte, of a bucket filled up and %i byte more', async (more) => {
    // The larger of what was and what is would be billed: an item of its own each time.
    const item = { ...bucket, sk: `filled and ${more}` };
    const kilobytes = Math.ceil(itemSize(item) / 1_024);
    const Item = filledTo(1_024 * kilobytes + more, item);
    const put = new PutCommand({ TableName, Item, ReturnConsumedCapacity: 'TOTAL' });
    const answer = await backend.documents?.send(put);
    expect(answer?.ConsumedCapacity?.CapacityUnits).toBe(kilobytes + more);
  });
});
