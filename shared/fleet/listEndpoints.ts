import { paginateListEndpoints, type SageMakerClient } from '@aws-sdk/client-sagemaker';
import type { EndpointRef } from './endpointSnapshot.ts';
import { toInstant } from './toInstant.ts';

/** Lists every endpoint of the account and region, a page at a time. */
export const createListEndpoints = (client: SageMakerClient) =>
  async function* (): AsyncGenerator<EndpointRef[]> {
    for await (const { Endpoints = [] } of paginateListEndpoints({ client, pageSize: 100 }, {})) {
      yield Endpoints.flatMap(({ EndpointName: name, EndpointArn: arn, CreationTime, LastModifiedTime }) => {
        const createdAt = toInstant(CreationTime);
        if (name === undefined || arn === undefined || createdAt === undefined) return [];
        return { name, arn, createdAt, modifiedAt: toInstant(LastModifiedTime) ?? createdAt };
      });
    }
  };
