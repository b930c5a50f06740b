import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { PricingClient } from '@aws-sdk/client-pricing';
import { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { retryTools } from '#shared/aws/retry.ts';
import { createPutEvents } from '#shared/bus/createPutEvents.ts';
import { environment } from '#shared/config/names.ts';
import { everyMinutes, parseEnvironment, retentionDays } from '#shared/config/parseEnvironment.ts';
import { createDescribeFleet } from '#shared/fleet/describeEndpoint.ts';
import { rememberEndpoints } from '#shared/fleet/rememberEndpoints.ts';
import { createEndpointRecords } from '#shared/ledger/createEndpointRecords.ts';
import { createFirstRun } from '#shared/ledger/createFirstRun.ts';
import { createLedger } from '#shared/ledger/createLedger.ts';
import { createMarkVersion } from '#shared/ledger/createMarkVersion.ts';
import { createSettings } from '#shared/ledger/createSettings.ts';
import { createListSeries } from '#shared/metrics/listSeries.ts';
import { createReadCounts } from '#shared/metrics/readCounts.ts';
import { ownersForm } from '#shared/ownership/ownersForm.ts';
import { createQueueEvaluation } from '#shared/queue/queueEvaluation.ts';
import { createRateCard } from '#shared/rates/rateCard.ts';
import { ratesForm } from '#shared/rates/ratesForm.ts';
import { createReadListPrice } from '#shared/rates/readListPrice.ts';
import type { CollectDeps } from './collectEndpoint.ts';

const schema = z.object({
  [environment.tableName]: z.string().min(1),
  [environment.collectEvery]: everyMinutes,
  [environment.bucketRetentionDays]: retentionDays,
  [environment.eventBusName]: z.string().min(1),
  [environment.evaluationQueueUrl]: z.url(),
});

/** How far every run looks back beyond its own period: late samples, and series that are listed late. */
const lookBackMinutes = 30;

/** The Price List is served from a few regions only, for all. */
const pricingRegion = 'us-east-1';

/** Built once, at the first event. @param onOutage is told of an AWS service that gave no answer for now. */
export const createDeps = (
  variables: Record<string, string | undefined>,
  onOutage: (error: unknown) => void,
): CollectDeps => {
  const settings = parseEnvironment(schema, variables);
  const tableName = settings[environment.tableName];
  const cloudWatch = new CloudWatchClient({ maxAttempts: 5 });
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient());
  const ledger = createLedger(documents, tableName, {
    retentionDays: settings[environment.bucketRetentionDays],
  });
  const readOwners = createSettings(documents, tableName, ownersForm).readInForce;
  const rates = createSettings(documents, tableName, ratesForm);
  const readAllowedTags = async () => (await readOwners()).document.tags;
  const { describeEndpoint, countInstances } = createDescribeFleet(new SageMakerClient(), readAllowedTags);
  const evaluations = settings[environment.evaluationQueueUrl];
  const queueEvaluation = createQueueEvaluation(new SQSClient(), evaluations);
  return {
    ledger,
    records: createEndpointRecords(documents, tableName),
    readOwners,
    readRates: rates.readInForce,
    markRates: createMarkVersion(ledger, rates, 'ratesVersion'),
    readFirstRun: createFirstRun(documents, tableName),
    listSeries: createListSeries(cloudWatch, onOutage),
    readCounts: createReadCounts(cloudWatch, retryTools),
    rateOf: createRateCard(createReadListPrice(new PricingClient({ region: pricingRegion })), onOutage),
    describeEndpoint: rememberEndpoints(describeEndpoint, (2 * settings[environment.collectEvery] + 5) * 60),
    countInstances,
    putEvents: createPutEvents(new EventBridgeClient(), settings[environment.eventBusName], retryTools),
    onBusOutage: onOutage,
    // The scheduled evaluation comes anyway.
    askEvaluation: (eventTime) => queueEvaluation(eventTime).catch(onOutage),
    lookBackSeconds: (settings[environment.collectEvery] + lookBackMinutes) * 60,
  };
};
