import * as z from 'zod';

const receivedMessage = z.object({
  MessageId: z.string(),
  ReceiptHandle: z.string(),
  Body: z.string(),
  MD5OfBody: z.string(),
  MD5OfMessageAttributes: z.string().optional(),
  Attributes: z.record(z.string(), z.string()).default({}),
  MessageAttributes: z
    .record(
      z.string(),
      z.object({
        StringValue: z.string().optional(),
        BinaryValue: z.string().optional(),
        DataType: z.string(),
      }),
    )
    .default({}),
});

const received = z.object({ Messages: z.array(receivedMessage).default([]) });

export type ReceivedMessage = z.infer<typeof receivedMessage>;

/** The messages in an answer of `ReceiveMessage`. */
export const readReceived = (output: unknown): ReceivedMessage[] => received.parse(output).Messages;

type Stamps = {
  queueArn: string;
  region: string;
  sentAt(messageId: string): number | undefined;
  now: number;
};

const toRecord = (message: ReceivedMessage, { queueArn, region, sentAt, now }: Stamps) => ({
  messageId: message.MessageId,
  receiptHandle: message.ReceiptHandle,
  body: message.Body,
  attributes: {
    ...message.Attributes,
    SentTimestamp: String(Math.floor((sentAt(message.MessageId) ?? now) * 1000)),
    ApproximateFirstReceiveTimestamp: String(Math.floor(now * 1000)),
  },
  messageAttributes: Object.fromEntries(
    Object.entries(message.MessageAttributes).map(([name, { StringValue, BinaryValue, DataType }]) => [
      name,
      { stringValue: StringValue, binaryValue: BinaryValue, dataType: DataType },
    ]),
  ),
  md5OfBody: message.MD5OfBody,
  eventSource: 'aws:sqs',
  eventSourceARN: queueArn,
  awsRegion: region,
});

/** The event that Lambda gets for a batch of messages, with times by the run's clock. */
export const createSqsEvent = (messages: readonly ReceivedMessage[], stamps: Stamps) => ({
  Records: messages.map((message) => toRecord(message, stamps)),
});
