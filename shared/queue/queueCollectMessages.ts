import { createHash } from 'node:crypto';
import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { type RetryTools, retryUntil } from '#shared/aws/retry.ts';
import { UpstreamError } from '#shared/domain/errors.ts';
import { type CollectMessage, formatCollectMessage } from '#shared/messages/collectMessage.ts';

/** SQS's limit for one SendMessageBatch. */
const batchSize = 10;

/** One endpoint at one time is one message, however often it is planned. Hashed: SQS allows 128 characters. */
const deduplicationId = ({ endpoint, eventTime, backfillFrom }: CollectMessage): string =>
  createHash('sha256')
    .update(`${endpoint.arn} ${endpoint.createdAt} ${eventTime} ${backfillFrom ?? ''}`)
    .digest('hex');

const toEntry = (message: CollectMessage, index: number) => ({
  Id: `${index}`,
  MessageBody: formatCollectMessage(message),
  MessageGroupId: message.endpoint.arn,
  MessageDeduplicationId: deduplicationId(message),
});

/**
 * Queues collect messages, ten a call, with the endpoint's ARN as group: one endpoint is collected by one message at a
 * time, in order. Entries that SQS refuses for the moment are sent again.
 * @throws UpstreamError when some cannot be queued; the caller's retry sends all again, and SQS drops the doubles.
 */
export const createQueueCollectMessages =
  (client: SQSClient, queueUrl: string, tools: RetryTools) =>
  async (messages: readonly CollectMessage[]): Promise<void> => {
    for (let start = 0; start < messages.length; start += batchSize) {
      let entries = messages.slice(start, start + batchSize).map(toEntry);
      const send = async () => {
        const { Failed = [] } = await client.send(
          new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries: entries }),
        );
        const failed = new Set(Failed.map(({ Id }) => Id));
        entries = entries.filter(({ Id }) => failed.has(Id));
        return Failed;
      };
      const [failure] = await retryUntil(send, (failed) => failed.length === 0, tools);
      if (failure === undefined) continue;
      throw new UpstreamError(
        'queue.send_failed',
        `SQS refused ${entries.length} collect messages: ${failure.Message}`,
      );
    }
  };
