import * as z from 'zod';
import type { TemplateScope } from './createScope.ts';
import type { FunctionSpec } from './functionSpec.ts';
import type { QueueSpec } from './queueSpec.ts';
import { flag, ignored, readProperties } from './readProperties.ts';
import { TemplateError } from './templateError.ts';

const schema = z.strictObject({
  EventSourceArn: z.string(),
  FunctionName: z.string(),
  Enabled: flag.default(true),
  BatchSize: z.coerce.number().int().min(1).max(10_000).default(10),
  MaximumBatchingWindowInSeconds: z.coerce.number().int().min(0).max(300).default(0),
  FunctionResponseTypes: z.array(z.literal('ReportBatchItemFailures')).default([]),
  ScalingConfig: z
    .strictObject({ MaximumConcurrency: z.coerce.number().int().min(2).max(1000).optional() })
    .optional(),
  Tags: ignored,
});

/** The most messages of a FIFO queue, and of any queue without a batching window. */
const smallBatch = 10;

/** What feeds a queue's messages to a function. */
export type MappingSpec = {
  logicalId: string;
  queue: QueueSpec;
  function: FunctionSpec;
  isEnabled: boolean;
  batchSize: number;
  /** Seconds that a batch is gathered for, since its first message. */
  batchingWindow: number;
  /** Whether the function tells which messages of a batch have failed. */
  reportsItemFailures: boolean;
  maximumConcurrency: number | undefined;
};

/**
 * The event source mappings of a template.
 * @throws TemplateError for a queue or function that is not in the stack, for a property that is not understood, and for what AWS
 * refuses: a queue whose visibility timeout is shorter than the function's timeout, a window or more than ten messages on a FIFO
 * queue, more than ten without a window.
 */
export const readMappings = (
  scope: TemplateScope,
  queues: readonly QueueSpec[],
  functions: readonly FunctionSpec[],
): MappingSpec[] =>
  readProperties(scope, 'AWS::Lambda::EventSourceMapping', schema).map(({ logicalId, properties }) => {
    const queue = queues.find(({ arn }) => arn === properties.EventSourceArn);
    if (queue === undefined) {
      throw new TemplateError(logicalId, `its queue ${properties.EventSourceArn} is not in the stack`);
    }
    const target = functions.find(({ arn, name }) => [arn, name].includes(properties.FunctionName));
    if (target === undefined) {
      throw new TemplateError(logicalId, `its function ${properties.FunctionName} is not in the stack`);
    }
    if (queue.visibilityTimeout < target.timeout) {
      const times = `${queue.visibilityTimeout} s is less than the function's timeout of ${target.timeout} s`;
      throw new TemplateError(logicalId, `the queue's visibility timeout of ${times}`);
    }
    const { BatchSize, MaximumBatchingWindowInSeconds: batchingWindow } = properties;
    if (queue.isFifo && batchingWindow > 0)
      throw new TemplateError(logicalId, 'a batching window is not possible on a FIFO queue');
    if (queue.isFifo && BatchSize > smallBatch)
      throw new TemplateError(logicalId, `a FIFO queue gives at most ${smallBatch} messages at a time`);
    if (BatchSize > smallBatch && batchingWindow === 0) {
      const fault = `more than ${smallBatch} messages at a time need a batching window of at least a second`;
      throw new TemplateError(logicalId, fault);
    }
    return {
      logicalId,
      queue,
      function: target,
      isEnabled: properties.Enabled,
      batchSize: BatchSize,
      batchingWindow,
      reportsItemFailures: properties.FunctionResponseTypes.length > 0,
      maximumConcurrency: properties.ScalingConfig?.MaximumConcurrency,
    };
  });
