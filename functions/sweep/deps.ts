import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { createRebuild } from '#shared/attribution/createRebuild.ts';
import { createRevise } from '#shared/attribution/createRevise.ts';
import { retryTools } from '#shared/aws/retry.ts';
import { environment } from '#shared/config/names.ts';
import { everyMinutes, parseEnvironment, retentionDays } from '#shared/config/parseEnvironment.ts';
import { createDescribeFleet } from '#shared/fleet/describeEndpoint.ts';
import { createListEndpoints } from '#shared/fleet/listEndpoints.ts';
import { createEndpointRecords } from '#shared/ledger/createEndpointRecords.ts';
import { createLedger } from '#shared/ledger/createLedger.ts';
import { createMarkVersion } from '#shared/ledger/createMarkVersion.ts';
import { createSettings } from '#shared/ledger/createSettings.ts';
import { rollUpPool } from '#shared/ledger/rollUpPool.ts';
import { ownersForm } from '#shared/ownership/ownersForm.ts';
import { createQueueCollectMessages } from '#shared/queue/queueCollectMessages.ts';
import { ratesForm } from '#shared/rates/ratesForm.ts';
import { createMarkDescribed } from './createMarkDescribed.ts';
import type { SweepDeps } from './sweepFleet.ts';

const schema = z.object({
  [environment.tableName]: z.string().min(1),
  [environment.bucketRetentionDays]: retentionDays,
  [environment.queueUrl]: z.url(),
  [environment.sweepEvery]: everyMinutes,
});

/** Built once, at the first event. @param onFailure is told of each endpoint that could not be swept. */
export const createDeps = (
  variables: Record<string, string | undefined>,
  onFailure: SweepDeps['onFailure'],
): SweepDeps => {
  const settings = parseEnvironment(schema, variables);
  const tableName = settings[environment.tableName];
  // Patient, because it asks much at once. Not `adaptive`: its pauses never end on a clock that stands still.
  const sageMaker = new SageMakerClient({ maxAttempts: 8 });
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient());
  const ledger = createLedger(documents, tableName, {
    retentionDays: settings[environment.bucketRetentionDays],
  });
  const records = createEndpointRecords(documents, tableName);
  const owners = createSettings(documents, tableName, ownersForm);
  const rates = createSettings(documents, tableName, ratesForm);
  const markRates = createMarkVersion(ledger, rates, 'ratesVersion');
  const readAllowedTags = async () => (await owners.readInForce()).document.tags;
  return {
    listEndpoints: createListEndpoints(sageMaker),
    describeEndpoint: createDescribeFleet(sageMaker, readAllowedTags).describeEndpoint,
    records,
    queueMessages: createQueueCollectMessages(new SQSClient(), settings[environment.queueUrl], retryTools),
    readPool: ledger.readPool,
    readBuckets: ledger.readBuckets,
    rollUp: async (pool, range) => {
      const { hours, days, months } = await rollUpPool(ledger, pool, range);
      return hours.written + days.written + months.written;
    },
    markDescribed: createMarkDescribed(ledger, createRebuild(ledger, records, markRates)),
    owners,
    rates,
    markOwners: createMarkVersion(ledger, owners, 'ownersVersion'),
    markRates,
    revise: createRevise(ledger),
    sweepSeconds: settings[environment.sweepEvery] * 60,
    onFailure,
  };
};
