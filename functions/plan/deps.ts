import { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { retryTools } from '#shared/aws/retry.ts';
import { environment } from '#shared/config/names.ts';
import { parseEnvironment } from '#shared/config/parseEnvironment.ts';
import { createListEndpoints } from '#shared/fleet/listEndpoints.ts';
import { createQueueCollectMessages } from '#shared/queue/queueCollectMessages.ts';
import type { PlanDeps } from './planCollection.ts';

const schema = z.object({ [environment.queueUrl]: z.url() });

/** Built once, at the first event. */
export const createDeps = (variables: Record<string, string | undefined>): PlanDeps => {
  const { [environment.queueUrl]: queueUrl } = parseEnvironment(schema, variables);
  return {
    listEndpoints: createListEndpoints(new SageMakerClient()),
    queueMessages: createQueueCollectMessages(new SQSClient(), queueUrl, retryTools),
  };
};
