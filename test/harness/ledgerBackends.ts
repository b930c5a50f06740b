import { CreateTableCommand, DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createVirtualClock } from '#local/clock.ts';
import { createLedger, type Ledger } from '#shared/ledger/createLedger.ts';
import { poolsIndex, tableKeys } from '#shared/ledger/keys.ts';
import { createMemoryLedger } from '#test/fakes/memoryLedger.ts';
import { hasJava17, startDynamoDbLocal } from './dynamoDbLocal.ts';
import { openStandIns } from './openStandIns.ts';

export const TableName = 'ledger';

/** Of every ledger that the contract runs on. */
export const retentionDays = 90;

/** A ledger and what is under it; the fake in memory has no documents. */
export type LedgerBackend = { ledger: Ledger; documents?: DynamoDBDocumentClient; close(): unknown };

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

const openOn = async (config: DynamoDBClientConfig, close: () => unknown): Promise<LedgerBackend> => {
  const client = new DynamoDBClient(config);
  await createTable(client);
  const documents = DynamoDBDocumentClient.from(client);
  return { ledger: createLedger(documents, TableName, { retentionDays }), documents, close };
};

const all: Record<string, () => Promise<LedgerBackend>> = {
  'the fake in memory': async () => ({
    ledger: createMemoryLedger({ retentionDays }),
    close: () => undefined,
  }),
  dynalite: async () => {
    const standIns = await openStandIns({ clock: createVirtualClock(0) });
    return openOn(standIns.client, standIns.close);
  },
  'DynamoDB Local': async () => {
    const { endpoint, stop } = await startDynamoDbLocal();
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    return openOn({ endpoint, region: 'us-east-1', credentials }, stop);
  },
};

const canRun = (name: string) => name !== 'DynamoDB Local' || hasJava17() || process.env.CI !== undefined;
for (const name of Object.keys(all).filter((each) => !canRun(each))) {
  process.stderr.write(`skipped: the ledger on ${name}, which needs Java 17 or newer\n`);
}

/** Every ledger that can run on this machine: [what it is, how to open it]. */
export const ledgerBackends = Object.entries(all).filter(([name]) => canRun(name));
