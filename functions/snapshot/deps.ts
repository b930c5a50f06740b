import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { retryTools } from '#shared/aws/retry.ts';
import { environment } from '#shared/config/names.ts';
import { parseEnvironment } from '#shared/config/parseEnvironment.ts';
import { createDescribeConfig } from '#shared/fleet/describeConfig.ts';
import { createDescribeFleet } from '#shared/fleet/describeEndpoint.ts';
import { createFindEndpoint } from '#shared/fleet/findEndpoint.ts';
import { createEndpointRecords } from '#shared/ledger/createEndpointRecords.ts';
import { createSettings } from '#shared/ledger/createSettings.ts';
import { ownersForm } from '#shared/ownership/ownersForm.ts';
import { createQueueCollectMessages } from '#shared/queue/queueCollectMessages.ts';
import type { RecordDeps } from './recordEndpoint.ts';

const schema = z.object({
  [environment.tableName]: z.string().min(1),
  [environment.queueUrl]: z.url(),
});

/** Built once, at the first event. */
export const createDeps = (variables: Record<string, string | undefined>): RecordDeps => {
  const settings = parseEnvironment(schema, variables);
  const tableName = settings[environment.tableName];
  const sageMaker = new SageMakerClient({ maxAttempts: 6 });
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient());
  const { readInForce } = createSettings(documents, tableName, ownersForm);
  const readAllowedTags = async () => (await readInForce()).document.tags;
  return {
    readAllowedTags,
    ...createFindEndpoint(sageMaker),
    describeConfig: createDescribeConfig(sageMaker),
    describeEndpoint: createDescribeFleet(sageMaker, readAllowedTags).describeEndpoint,
    records: createEndpointRecords(documents, tableName),
    queueMessages: createQueueCollectMessages(new SQSClient(), settings[environment.queueUrl], retryTools),
  };
};
