import * as z from 'zod';
import type { QueueSpec } from './queueSpec.ts';
import { TemplateError } from './templateError.ts';

/** How a rule's target names its dead-letter queue. */
export const deadLetterConfig = z.strictObject({ Arn: z.string() }).optional();

/**
 * The queue for what EventBridge or SNS could not deliver.
 * @throws TemplateError for one that is not in the stack, or a FIFO one, which neither takes for what is delivered here.
 */
export const findDeadLetterQueue = (
  logicalId: string,
  arn: string | undefined,
  queues: readonly QueueSpec[],
): QueueSpec | undefined => {
  if (arn === undefined) return undefined;
  const queue = queues.find((candidate) => candidate.arn === arn);
  if (queue === undefined)
    throw new TemplateError(logicalId, `its dead-letter queue ${arn} is not in the stack`);
  if (queue.isFifo) throw new TemplateError(logicalId, 'its dead-letter queue cannot be a FIFO queue');
  return queue;
};
