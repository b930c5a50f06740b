import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { openDynamoDb } from '#local/aws/dynamodb.ts';
import { openFront } from '#local/aws/front.ts';
import { createVirtualClock } from '#local/clock.ts';
import { poolsIndex, tableKeys } from '#shared/ledger/keys.ts';

const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
export const tableName = 'ledger';

export const connect = (endpoint: string): DynamoDBDocumentClient =>
  DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint, region: 'us-east-1', credentials }));

/** Makes the ledger's table as the stack has it. */
export const createTable = async (documents: DynamoDBDocumentClient): Promise<void> => {
  const names = [tableKeys.partition, tableKeys.sort, poolsIndex.partition, poolsIndex.sort];
  const keys = (hash: string, range: string) => [
    { AttributeName: hash, KeyType: 'HASH' as const },
    { AttributeName: range, KeyType: 'RANGE' as const },
  ];
  await documents.send(
    new CreateTableCommand({
      TableName: tableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: names.map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      KeySchema: keys(tableKeys.partition, tableKeys.sort),
      GlobalSecondaryIndexes: [
        {
          IndexName: poolsIndex.name,
          KeySchema: keys(poolsIndex.partition, poolsIndex.sort),
          Projection: {
            ProjectionType: 'INCLUDE',
            NonKeyAttributes: ['endpointArn', 'endpointCreatedAt', 'endpoint', 'variant', 'instanceType'],
          },
        },
      ],
    }),
  );
};

/** The ledger's table in this process, on a port of its own. */
export const serveTable = async (): Promise<{ url: string; close(): Promise<void> }> => {
  const front = await openFront({ port: 0, clock: createVirtualClock(0) });
  const dynamoDb = openDynamoDb({ region: 'us-east-1', accountId: '123456789012' });
  front.serve(dynamoDb.service);
  await createTable(connect(front.url));
  return {
    url: front.url,
    close: async () => {
      await front.close();
      await dynamoDb.close();
    },
  };
};
