import * as z from 'zod';
import type { ServiceCaller } from '#local/aws/wire/callService.ts';
import type { QueueSpec } from '#local/template/queueSpec.ts';
import type { StackPlace } from '#local/template/resourceKinds.ts';

/** Puts what could not be delivered in a queue; `reason` is told beside it. */
export type DeadLetterSender = (letter: {
  queue: QueueSpec;
  body: string;
  attributes: Readonly<Record<string, string>>;
  reason: string;
}) => Promise<void>;

const sent = z.object({ MessageId: z.string() });

/** @param reasons where the reason is kept, by the id of the message. */
export const createDeadLetterSender =
  (callSqs: ServiceCaller, { url, accountId }: StackPlace, reasons: Map<string, string>): DeadLetterSender =>
  async ({ queue, body, attributes, reason }) => {
    const output = await callSqs('SendMessage', {
      QueueUrl: `${url}/${accountId}/${queue.name}`,
      MessageBody: body,
      MessageAttributes: Object.fromEntries(
        Object.entries(attributes).map(([name, value]) => [name, { DataType: 'String', StringValue: value }]),
      ),
    });
    reasons.set(sent.parse(output).MessageId, reason);
  };
