import type { Sqs } from '#local/aws/sqs.ts';
import type { QueueSpec } from '#local/template/queueSpec.ts';
import type { Stack } from '#local/template/readStack.ts';

/** A message in a dead-letter queue, with the error that brought it there if that happened in this run. */
export type DeadLetter = {
  queueName: string;
  /** Of a queue that a function works on, or of a rule or topic that could not deliver. */
  from: 'queue' | 'delivery';
  messageId: string;
  body: string;
  reason: string | undefined;
};

type DeadLetterParts = Pick<Stack, 'queues' | 'rules' | 'subscriptions'>;

/** What a queue keeps dead letters of; undefined when it is no dead-letter queue. */
const keptOf = (
  queue: QueueSpec,
  { queues, rules, subscriptions }: DeadLetterParts,
): DeadLetter['from'] | undefined => {
  if (queues.some(({ deadLetter }) => deadLetter?.queueArn === queue.arn)) return 'queue';
  const deliverers = [...rules.flatMap(({ targets }) => targets), ...subscriptions];
  return deliverers.some(({ deadLetters }) => deadLetters === queue) ? 'delivery' : undefined;
};

/** All that stands in the stack's dead-letter queues. @param reasons the last error of each message id. */
export const findDeadLetters = async (
  sqs: Sqs,
  stack: DeadLetterParts,
  reasons: ReadonlyMap<string, string>,
): Promise<DeadLetter[]> => {
  const letters: DeadLetter[] = [];
  for (const queue of stack.queues) {
    const from = keptOf(queue, stack);
    if (from === undefined) continue;
    const { visible, hidden } = await sqs.inspect(queue.name);
    for (const { messageId, body } of [...visible, ...hidden]) {
      letters.push({ queueName: queue.name, from, messageId, body, reason: reasons.get(messageId) });
    }
  }
  return letters;
};

/** A queue in which messages wait that nothing reads. */
export type WaitingQueue = { logicalId: string; queueName: string; messages: number };

/** The queues with messages that are neither read by one of `consumed` nor dead-letter queues. */
export const findWaitingQueues = async (
  sqs: Sqs,
  stack: DeadLetterParts,
  consumed: readonly QueueSpec[],
): Promise<WaitingQueue[]> => {
  const waiting: WaitingQueue[] = [];
  for (const queue of stack.queues) {
    if (consumed.includes(queue) || keptOf(queue, stack) !== undefined) continue;
    const { visible, hidden } = await sqs.inspect(queue.name);
    const messages = visible.length + hidden.length;
    if (messages > 0) waiting.push({ logicalId: queue.logicalId, queueName: queue.name, messages });
  }
  return waiting;
};
