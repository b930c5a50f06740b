import {
  DescribeEndpointCommand,
  DescribeInferenceComponentCommand,
  type SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import type { Instant } from '#shared/domain/time.ts';
import type { EndpointRef } from './endpointSnapshot.ts';
import { toInstant } from './toInstant.ts';
import { undefinedWhenGone } from './undefinedWhenGone.ts';

/** What bears a name now, for events that carry only names. */
export type FindEndpoint = {
  /** The endpoint of that name that is there now, if any. */
  findEndpoint(name: string): Promise<EndpointRef | undefined>;
  /** The endpoint that the inference component of that name is on, and when it was created, if there is one now. */
  findComponent(name: string): Promise<{ endpoint: string; createdAt: Instant } | undefined>;
};

export const createFindEndpoint = (client: SageMakerClient): FindEndpoint => ({
  findEndpoint: async (name) => {
    const command = new DescribeEndpointCommand({ EndpointName: name });
    const found = await client.send(command).catch(undefinedWhenGone);
    const createdAt = toInstant(found?.CreationTime);
    if (found?.EndpointArn === undefined || createdAt === undefined) return undefined;
    const modifiedAt = toInstant(found.LastModifiedTime) ?? createdAt;
    return { name, arn: found.EndpointArn, createdAt, modifiedAt };
  },
  findComponent: async (name) => {
    const command = new DescribeInferenceComponentCommand({ InferenceComponentName: name });
    const found = await client.send(command).catch(undefinedWhenGone);
    const createdAt = toInstant(found?.CreationTime);
    return found?.EndpointName === undefined || createdAt === undefined
      ? undefined
      : { endpoint: found.EndpointName, createdAt };
  },
});
