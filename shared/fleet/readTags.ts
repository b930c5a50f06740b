import { paginateListTags, type SageMakerClient } from '@aws-sdk/client-sagemaker';
import type { SeenTags } from '#shared/domain/tagHistory.ts';
import { isGone } from './undefinedWhenGone.ts';

/**
 * Reads the allowed tags of what has that ARN: each key with its value, undefined where it has none. Where none are allowed
 * SageMaker is not asked; of what is gone nothing is seen.
 */
export const createReadTags =
  (client: SageMakerClient) =>
  async (ResourceArn: string, allowed: readonly string[]): Promise<SeenTags> => {
    if (allowed.length === 0) return new Map();
    const found = new Map<string | undefined, string | undefined>();
    try {
      for await (const { Tags = [] } of paginateListTags({ client }, { ResourceArn }))
        for (const { Key, Value } of Tags) found.set(Key, Value);
    } catch (error) {
      if (isGone(error)) return new Map();
      throw error;
    }
    return new Map(allowed.map((key) => [key, found.get(key) || undefined]));
  };

export type ReadTags = ReturnType<typeof createReadTags>;
