import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Instant } from '#shared/domain/time.ts';
import { formatEvaluationMessage } from '#shared/messages/evaluationMessage.ts';

/** Asks for budgets to be evaluated by what is collected by a time; of what is asked at once one evaluation comes. */
export const createQueueEvaluation =
  (client: SQSClient, queueUrl: string) =>
  async (eventTime: Instant): Promise<void> => {
    const message = { QueueUrl: queueUrl, MessageBody: formatEvaluationMessage(eventTime) };
    await client.send(new SendMessageCommand(message));
  };
