import * as z from 'zod';
import type { TemplateScope } from './createScope.ts';
import { flag, ignored, readProperties } from './readProperties.ts';
import { TemplateError } from './templateError.ts';

const redrivePolicy = z.strictObject({
  deadLetterTargetArn: z.string(),
  maxReceiveCount: z.coerce.number().int().min(1).max(1000),
});

const schema = z.strictObject({
  QueueName: z.string().optional(),
  FifoQueue: flag.default(false),
  ContentBasedDeduplication: flag.optional(),
  DeduplicationScope: z.string().optional(),
  FifoThroughputLimit: z.string().optional(),
  VisibilityTimeout: z.coerce.number().default(30),
  MessageRetentionPeriod: z.coerce.number().optional(),
  MaximumMessageSize: z.coerce.number().optional(),
  ReceiveMessageWaitTimeSeconds: z.coerce.number().optional(),
  DelaySeconds: z.coerce
    .number()
    .refine((seconds) => seconds === 0, 'a delay is not kept on the clock of a local run')
    .optional(),
  RedrivePolicy: redrivePolicy.optional(),
  RedriveAllowPolicy: ignored,
  SqsManagedSseEnabled: ignored,
  KmsMasterKeyId: ignored,
  KmsDataKeyReusePeriodSeconds: ignored,
  Tags: ignored,
});

/** A queue as the template asks for it. */
export type QueueSpec = {
  logicalId: string;
  name: string;
  arn: string;
  isFifo: boolean;
  /** The attributes for `CreateQueue`, less the redrive policy. */
  attributes: Readonly<Record<string, string>>;
  /** Seconds that a message stays hidden once it has been received. */
  visibilityTimeout: number;
  deadLetter: { queueArn: string; maxReceiveCount: number } | undefined;
};

const attributeNames = [
  'FifoQueue',
  'ContentBasedDeduplication',
  'DeduplicationScope',
  'FifoThroughputLimit',
  'VisibilityTimeout',
  'MessageRetentionPeriod',
  'MaximumMessageSize',
  'ReceiveMessageWaitTimeSeconds',
] as const;

const readAttributes = (properties: z.output<typeof schema>): Record<string, string> =>
  Object.fromEntries(
    attributeNames.flatMap((name) => {
      const value = properties[name];
      return value === undefined || (name === 'FifoQueue' && value === false) ? [] : [[name, String(value)]];
    }),
  );

/**
 * The queues of a template.
 * @throws TemplateError for a dead-letter queue that is not in the stack or not of the queue's kind, and for a
 * property that is not understood.
 */
export const readQueues = (scope: TemplateScope): QueueSpec[] => {
  const read = readProperties(scope, 'AWS::SQS::Queue', schema);
  return read.map(({ logicalId, name, arn = '', properties }) => {
    const policy = properties.RedrivePolicy;
    const deadLetterQueue = read.find((queue) => queue.arn === policy?.deadLetterTargetArn);
    if (policy !== undefined && deadLetterQueue === undefined) {
      throw new TemplateError(
        logicalId,
        `its dead-letter queue ${policy.deadLetterTargetArn} is not in the stack`,
      );
    }
    if (deadLetterQueue !== undefined && deadLetterQueue.properties.FifoQueue !== properties.FifoQueue) {
      throw new TemplateError(
        logicalId,
        'a FIFO queue needs a FIFO dead-letter queue, a standard one a standard one',
      );
    }
    return {
      logicalId,
      name,
      arn,
      isFifo: properties.FifoQueue,
      attributes: readAttributes(properties),
      visibilityTimeout: properties.VisibilityTimeout,
      deadLetter:
        policy === undefined
          ? undefined
          : { queueArn: policy.deadLetterTargetArn, maxReceiveCount: policy.maxReceiveCount },
    };
  });
};
