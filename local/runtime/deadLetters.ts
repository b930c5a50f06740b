import type { Sqs } from '#local/aws/sqs.ts';
import type { QueueSpec } from '#local/template/queueSpec.ts';

/** A message in a dead-letter queue, with the error that brought it there if that happened in this run. */
export type DeadLetter = {
  queueName: string;
  messageId: string;
  body: string;
  reason: string | undefined;
};

const isDeadLetterQueue = (queue: QueueSpec, queues: readonly QueueSpec[]): boolean =>
  queues.some(({ deadLetter }) => deadLetter?.queueArn === queue.arn);

/** All that stands in the stack's dead-letter queues. @param reasons the last error of each message id. */
export const findDeadLetters = async (
  sqs: Sqs,
  queues: readonly QueueSpec[],
  reasons: ReadonlyMap<string, string>,
): Promise<DeadLetter[]> => {
  const letters: DeadLetter[] = [];
  for (const queue of queues.filter((candidate) => isDeadLetterQueue(candidate, queues))) {
    const { visible, hidden } = await sqs.inspect(queue.name);
    for (const { messageId, body } of [...visible, ...hidden]) {
      letters.push({ queueName: queue.name, messageId, body, reason: reasons.get(messageId) });
    }
  }
  return letters;
};

/** A queue in which messages wait that nothing reads. */
export type WaitingQueue = { logicalId: string; queueName: string; messages: number };

/** The queues with messages that are neither read by one of `consumed` nor dead-letter queues. */
export const findWaitingQueues = async (
  sqs: Sqs,
  queues: readonly QueueSpec[],
  consumed: readonly QueueSpec[],
): Promise<WaitingQueue[]> => {
  const waiting: WaitingQueue[] = [];
  for (const queue of queues) {
    if (consumed.includes(queue) || isDeadLetterQueue(queue, queues)) continue;
    const { visible, hidden } = await sqs.inspect(queue.name);
    const messages = visible.length + hidden.length;
    if (messages > 0) waiting.push({ logicalId: queue.logicalId, queueName: queue.name, messages });
  }
  return waiting;
};
