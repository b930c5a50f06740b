import { DescribeModelCommand, type SageMakerClient } from '@aws-sdk/client-sagemaker';
import type { SeenTags } from '#shared/domain/tagHistory.ts';
import type { ReadTags } from './readTags.ts';
import { undefinedWhenGone } from './undefinedWhenGone.ts';

/** Reads the allowed tags of models, each once; where none are allowed SageMaker is not asked. */
export const createReadModelTags =
  (client: SageMakerClient, readTags: ReadTags) =>
  async (
    models: Iterable<string | undefined>,
    allowed: readonly string[],
  ): Promise<Map<string, SeenTags>> => {
    const read = new Map<string, SeenTags>();
    for (const ModelName of allowed.length === 0 ? [] : new Set(models)) {
      if (ModelName === undefined) continue;
      const answer = await client.send(new DescribeModelCommand({ ModelName })).catch(undefinedWhenGone);
      if (answer?.ModelArn !== undefined) read.set(ModelName, await readTags(answer.ModelArn, allowed));
    }
    return read;
  };
