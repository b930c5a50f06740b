import * as z from 'zod';
import { AwsError } from '#local/aws/jsonService.ts';
import type { Sqs } from '#local/aws/sqs.ts';
import type { ServiceCaller } from '#local/aws/wire/callService.ts';
import type { Clock } from '#local/clock.ts';
import type { MappingSpec } from '#local/template/mappingSpec.ts';
import { createBatchGatherer, type GatheredMessage } from './batchGatherer.ts';
import type { LambdaFunction } from './lambdaFunction.ts';
import { readBatchFailures } from './readBatchFailures.ts';
import { createSqsEvent, type ReceivedMessage, readReceived } from './sqsEvent.ts';

/** A message whose processing failed. */
export type MessageFailure = { queueName: string; messageId: string; reason: string };

/** Feeds one queue to one function. */
export type EventSource = {
  /** Invokes the function until the queue has nothing more to give now. Gives the count of batches. */
  drain(): Promise<number>;
  /** The earliest time (epoch seconds) at which a failed message becomes visible again, or a batching window ends. */
  nextDue(): number | undefined;
};

/** The longest that SQS hides a message; ours to release before, by the run's clock. */
const hiddenSeconds = 43_200;

/** The most messages that one `DeleteMessageBatch` takes. */
const deleteLimit = 10;

const deleted = z.object({ Failed: z.array(z.unknown()).default([]) });

/**
 * An event source mapping: hands over a batch at a time, as its size and window say, in at most `concurrency` invocations at once,
 * deletes what succeeded and hides what failed until the queue's visibility timeout has passed on the run's
 * clock. Group order and the dead-letter queue are the queue's own doing.
 */
export const createEventSource = (options: {
  mapping: MappingSpec;
  queueUrl: string;
  region: string;
  sqs: Sqs;
  call: ServiceCaller;
  function: LambdaFunction;
  clock: Clock;
  concurrency: number;
  onFailure: (failure: MessageFailure) => void;
}): EventSource => {
  const { mapping, sqs, call, clock } = options;
  const queue = { QueueUrl: options.queueUrl };
  const held = new Map<string, number>();

  const receive = async (count: number): Promise<ReceivedMessage[]> =>
    readReceived(
      await call('ReceiveMessage', {
        ...queue,
        MaxNumberOfMessages: count,
        VisibilityTimeout: hiddenSeconds,
        WaitTimeSeconds: 0,
        MessageSystemAttributeNames: ['All'],
        MessageAttributeNames: ['All'],
      }),
    );
  const gatherer = createBatchGatherer({
    batchSize: mapping.batchSize,
    window: mapping.batchingWindow,
    now: clock.now,
    sentAt: sqs.sentAt,
    receive,
  });

  const remove = async (messages: readonly ReceivedMessage[]): Promise<void> => {
    for (let start = 0; start < messages.length; start += deleteLimit) {
      const part = messages.slice(start, start + deleteLimit);
      const Entries = part.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
      const { Failed } = deleted.parse(await call('DeleteMessageBatch', { ...queue, Entries }));
      if (Failed.length > 0) throw new Error(`${mapping.queue.name} kept messages that were to be deleted`);
    }
    for (const { MessageId } of messages) sqs.forget(MessageId);
  };

  const work = async (batch: readonly GatheredMessage[]): Promise<void> => {
    const messages = batch.map(({ message }) => message);
    const stamps = {
      queueArn: mapping.queue.arn,
      region: options.region,
      sentAt: sqs.sentAt,
      now: clock.now(),
    };
    const result = await options.function.invoke(createSqsEvent(messages, stamps));
    const ids = messages.map(({ MessageId }) => MessageId);
    const failures = readBatchFailures(result, ids, mapping.reportsItemFailures);
    for (const { message, receivedAt } of batch) {
      const { MessageId, ReceiptHandle } = message;
      if (!failures.messageIds.has(MessageId)) continue;
      held.set(ReceiptHandle, receivedAt + mapping.queue.visibilityTimeout);
      options.onFailure({ queueName: mapping.queue.name, messageId: MessageId, reason: failures.reason });
    }
    await remove(messages.filter(({ MessageId }) => !failures.messageIds.has(MessageId)));
  };

  const releaseDue = async (): Promise<void> => {
    for (const [ReceiptHandle, visibleAt] of held) {
      if (visibleAt > clock.now()) continue;
      held.delete(ReceiptHandle);
      try {
        await call('ChangeMessageVisibility', { ...queue, ReceiptHandle, VisibilityTimeout: 0 });
      } catch (error) {
        // The queue has been purged, or someone else deleted the message: nothing is left to release.
        if (!(error instanceof AwsError && error.shape === 'MessageNotInflight')) throw error;
      }
    }
  };

  /** One after the other until there is nothing to receive; several lanes make up the concurrency. */
  const runLane = async (): Promise<number> => {
    let batches = 0;
    for (let batch = await gatherer.next(); batch !== undefined; batch = await gatherer.next()) {
      await work(batch);
      batches += 1;
    }
    return batches;
  };

  return {
    drain: async () => {
      await releaseDue();
      let total = 0;
      let batches: number;
      do {
        const lanes = await Promise.all(Array.from({ length: options.concurrency }, runLane));
        batches = lanes.reduce((sum, lane) => sum + lane, 0);
        total += batches;
        // A lane that found every message group taken ended early; the next round gives it work again.
      } while (batches > 0);
      return total;
    },
    nextDue: () => {
      const times = [...held.values(), gatherer.dueAt()].filter((time) => time !== undefined);
      return times.length === 0 ? undefined : Math.min(...times);
    },
  };
};
