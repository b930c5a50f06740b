import { CreateTableCommand, DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createVirtualClock } from '#local/clock.ts';
import { createLedger, type Ledger } from '#shared/ledger/createLedger.ts';
import { bucketSortKey, poolKey, poolsIndex, tableKeys } from '#shared/ledger/keys.ts';
import { bucketOf, poolOf } from '#test/builders/bucket.ts';
import { at } from '#test/builders/samples.ts';
import { createMemoryLedger } from '#test/fakes/memoryLedger.ts';
import { hasJava17, startDynamoDbLocal } from '#test/harness/dynamoDbLocal.ts';
import { openStandIns } from '#test/harness/openStandIns.ts';

const TableName = 'ledger';

const createTable = (client: DynamoDBClient) => {
  const names = [tableKeys.partition, tableKeys.sort, poolsIndex.partition, poolsIndex.sort];
  const keys = (hash: string, range: string) => [
    { AttributeName: hash, KeyType: 'HASH' as const },
    { AttributeName: range, KeyType: 'RANGE' as const },
  ];
  return client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: names.map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      KeySchema: keys(tableKeys.partition, tableKeys.sort),
      GlobalSecondaryIndexes: [
        {
          IndexName: poolsIndex.name,
          KeySchema: keys(poolsIndex.partition, poolsIndex.sort),
          Projection: { ProjectionType: 'ALL' },
        },
      ],
    }),
  );
};

const openTable = async (config: DynamoDBClientConfig) => {
  const client = new DynamoDBClient(config);
  await createTable(client);
  return DynamoDBDocumentClient.from(client);
};

type Backend = { ledger: Ledger; documents?: DynamoDBDocumentClient; close(): unknown };

const backends: Record<string, () => Promise<Backend>> = {
  'the fake in memory': async () => ({ ledger: createMemoryLedger(), close: () => undefined }),
  dynalite: async () => {
    const standIns = await openStandIns({ clock: createVirtualClock(0) });
    const documents = await openTable(standIns.client);
    return { ledger: createLedger(documents, TableName), documents, close: standIns.close };
  },
  'DynamoDB Local': async () => {
    const { endpoint, stop } = await startDynamoDbLocal();
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    const documents = await openTable({ endpoint, region: 'us-east-1', credentials });
    return { ledger: createLedger(documents, TableName), documents, close: stop };
  },
};

const canRun = (name: string) => name !== 'DynamoDB Local' || hasJava17() || process.env.CI !== undefined;
for (const name of Object.keys(backends).filter((each) => !canRun(each))) {
  process.stderr.write(`skipped: the ledger on ${name}, which needs Java 17 or newer\n`);
}

describe.each(Object.keys(backends).filter(canRun))('the ledger on %s', (name) => {
  let backend: Backend;
  beforeAll(async () => {
    backend = (await backends[name]?.()) as Backend;
  }, 30_000);
  afterAll(() => backend?.close());

  it('gives back a bucket as it was put, to the last ledger unit', async () => {
    const pool = poolOf({ variant: 'whole' });
    await backend.ledger.putBucket(pool, bucketOf(), 0);
    const [stored, ...others] = await backend.ledger.readBuckets(
      pool,
      at('2026-01-01T00:00:00Z'),
      at('2026-01-01T00:05:00Z'),
    );
    expect(others).toEqual([]);
    expect(stored).toEqual({ version: 1, bucket: bucketOf() });
    const { samples: _, ...split } = bucketOf();
    expect(
      await backend.ledger.readSplits(pool, at('2026-01-01T00:00:00Z'), at('2026-01-01T00:05:00Z')),
    ).toEqual([split]);
  });

  it('keeps a bucket without a price, a team or a known number of accelerators', async () => {
    const pool = poolOf({ variant: 'unpriced' });
    const amount = (gpuSeconds: number) => ({ gpuSeconds, cost: undefined });
    const bare = bucketOf({
      accelerators: undefined,
      rate: undefined,
      total: amount(300),
      allocated: [{ component: 'a', model: undefined, team: undefined, ...amount(300) }],
      idle: amount(0),
      unknown: amount(0),
    });
    await backend.ledger.putBucket(pool, bare, 0);
    const [stored] = await backend.ledger.readBuckets(pool, bare.start, at('2026-01-01T00:05:00Z'));
    expect(stored?.bucket).toEqual(bare);
  });

  it('refuses a put on any version but the one that stands there', async () => {
    const pool = poolOf({ variant: 'versions' });
    await backend.ledger.putBucket(pool, bucketOf(), 0);
    await expect(backend.ledger.putBucket(pool, bucketOf(), 0)).rejects.toMatchObject({
      code: 'ledger.conflict',
    });
    await expect(backend.ledger.putBucket(pool, bucketOf(), 2)).rejects.toMatchObject({
      code: 'ledger.conflict',
    });
    await backend.ledger.putBucket(pool, bucketOf({ overcounted: true }), 1);
    const [stored] = await backend.ledger.readBuckets(pool, bucketOf().start, at('2026-01-01T00:05:00Z'));
    expect(stored).toMatchObject({ version: 2, bucket: { overcounted: true } });
  });

  it('lets exactly one of two writers win', async () => {
    const pool = poolOf({ variant: 'race' });
    const puts = await Promise.allSettled(
      [1, 2, 3, 4].map(() => backend.ledger.putBucket(pool, bucketOf(), 0)),
    );
    expect(puts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('refuses a bucket that does not balance', async () => {
    const broken = bucketOf({ idle: { gpuSeconds: 899, cost: bucketOf().idle.cost } });
    await expect(backend.ledger.putBucket(poolOf({ variant: 'broken' }), broken, 0)).rejects.toMatchObject({
      code: 'ledger.imbalance',
    });
  });

  it('reads only the buckets that start in the range, in order of time', async () => {
    const pool = poolOf({ variant: 'ranges' });
    for (const clock of ['00:10', '00:00', '00:05', '00:15']) {
      await backend.ledger.putBucket(pool, bucketOf({ start: at(`2026-01-01T${clock}:00Z`) }), 0);
    }
    const range = [at('2026-01-01T00:05:00Z'), at('2026-01-01T00:15:00Z')] as const;
    const stored = await backend.ledger.readBuckets(pool, ...range);
    expect(stored.map(({ bucket }) => bucket.start)).toEqual([range[0], at('2026-01-01T00:10:00Z')]);
  });

  it('lists the pools of one account and region, and keeps the later of two runs’ progress', async () => {
    const arn = (account: string) => `arn:aws:sagemaker:eu-west-1:${account}:endpoint/ep`;
    const mine = poolOf({ endpointArn: arn('999999999999'), variant: 'mine' });
    const theirs = poolOf({ endpointArn: arn('888888888888'), variant: 'theirs' });
    const early = { readThrough: at('2026-01-01T00:05:00Z'), settledThrough: at('2026-01-01T00:00:00Z') };
    const late = { readThrough: at('2026-01-01T00:10:00Z'), settledThrough: at('2026-01-01T00:00:00Z') };
    expect(await backend.ledger.readProgress(mine)).toBeUndefined();
    for (const progress of [late, early]) await backend.ledger.putProgress(mine, progress);
    await backend.ledger.putProgress(theirs, early);
    expect(await backend.ledger.readProgress(mine)).toEqual(late);
    expect(await backend.ledger.listPools('999999999999#eu-west-1')).toEqual([mine]);
  });

  it('names the key of an item that is no bucket, or whose rows do not add up', async () => {
    const { ledger, documents } = backend;
    if (documents === undefined) return;
    const pool = poolOf({ variant: 'spoilt' });
    await ledger.putBucket(pool, bucketOf(), 0);
    const Key = { pk: poolKey(pool), sk: bucketSortKey(bucketOf().start) };
    const { Item } = await documents.send(new GetCommand({ TableName, Key }));
    const read = () => ledger.readBuckets(pool, bucketOf().start, at('2026-01-01T00:05:00Z'));
    for (const change of [
      { cost: '1' },
      { gpuSeconds: 7 },
      { samples: 'x' },
      { samples: new Uint8Array([1, 2]) },
    ]) {
      await documents.send(new PutCommand({ TableName, Item: { ...Item, ...change } }));
      await expect(read()).rejects.toThrow(`${Key.pk} ${Key.sk}`);
    }
  });
});
