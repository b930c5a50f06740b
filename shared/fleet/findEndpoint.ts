import {
  DescribeEndpointCommand,
  DescribeInferenceComponentCommand,
  type SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import type { EndpointRef } from './endpointSnapshot.ts';
import { toInstant } from './toInstant.ts';
import { undefinedWhenGone } from './undefinedWhenGone.ts';

/** What bears a name now, for events that carry only names. */
export type FindEndpoint = {
  /** The endpoint of that name that is there now, if any. */
  findEndpoint(name: string): Promise<EndpointRef | undefined>;
  /** The name of the endpoint that an inference component is on, if it is still there. */
  findEndpointOf(component: string): Promise<string | undefined>;
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
  findEndpointOf: async (component) => {
    const command = new DescribeInferenceComponentCommand({ InferenceComponentName: component });
    const found = await client.send(command).catch(undefinedWhenGone);
    return found?.EndpointName;
  },
});
