import { buildApp } from 'fauxqs';
import * as z from 'zod';
import { AwsError } from '#local/aws/jsonService.ts';
import type { Clock } from '#local/clock.ts';
import type { WireAnswer, WireCall, WireService } from './wire/wireService.ts';

/** A message as it stands in a queue, whoever could see it. */
export type QueuedMessage = { messageId: string; body: string };

/** SQS as it runs here: fauxqs in this process, without a port of its own. */
export type Sqs = {
  service: WireService;
  /** When a message was sent, by the run's clock (epoch seconds); undefined for one never sent here. */
  sentAt(messageId: string): number | undefined;
  /** Forgets the time of a message that is gone. */
  forget(messageId: string): void;
  /** All messages of a queue, visible or not, left as they are. @throws Error when there is no such queue. */
  inspect(queueName: string): Promise<{ visible: QueuedMessage[]; hidden: QueuedMessage[] }>;
  close(): Promise<void>;
};

/** The account that fauxqs knows; the run's own is put in its place on the way in and out. */
const fauxqsAccount = '000000000000';

const hotOperations = new Set(['ReceiveMessage', 'DeleteMessage', 'ChangeMessageVisibility']);
const sendOperations = new Set(['SendMessage', 'SendMessageBatch']);

const sent = z.object({
  MessageId: z.string().optional(),
  Successful: z.array(z.object({ MessageId: z.string() })).optional(),
});
const message = z.object({ messageId: z.string(), body: z.string() });
const inspected = z.object({
  messages: z.object({
    ready: z.array(message),
    delayed: z.array(message),
    inflight: z.array(z.object({ message })),
  }),
});

const keptHeaders = ['content-type', 'x-amz-target', 'authorization'] as const;

/** fauxqs answers a body that is none with an error of its web server's, which no client of AWS knows. */
const isJsonObject = (body: string): boolean => {
  try {
    return z.looseObject({}).safeParse(JSON.parse(body)).success;
  } catch {
    return false;
  }
};

/**
 * Opens SQS in memory. Queue URLs name `url` (the one port); messages are stamped by the run's clock.
 * Message delays and the deduplication interval of five minutes are on the machine's clock.
 */
export const openSqs = async (options: {
  url: string;
  accountId: string;
  region: string;
  clock: Clock;
}): Promise<Sqs> => {
  const app = buildApp({ logger: false, defaultRegion: options.region });
  await app.ready();
  const sentTimes = new Map<string, number>();

  const toOutside = (text: string): string =>
    text
      .replaceAll(/http:\/\/sqs\.[^/"]*\//g, `${options.url}/`)
      .replaceAll(fauxqsAccount, options.accountId);

  const stamp = (body: string): void => {
    const { MessageId, Successful = [] } = sent.parse(JSON.parse(body));
    if (MessageId !== undefined) sentTimes.set(MessageId, options.clock.now());
    for (const { MessageId: id } of Successful) sentTimes.set(id, options.clock.now());
  };

  const handle = async (call: WireCall): Promise<WireAnswer> => {
    const isAboutQueues = !hotOperations.has(call.operation) && !sendOperations.has(call.operation);
    const kept = keptHeaders.flatMap((name) => {
      const value = call.headers[name];
      return value === undefined ? [] : [[name, value] as const];
    });
    if (!isJsonObject(call.body)) {
      throw new AwsError('SerializationException', 'the body is no JSON object');
    }
    const response = await app.inject({
      method: 'POST',
      url: '/',
      headers: Object.fromEntries(kept),
      payload: isAboutQueues ? call.body.replaceAll(options.accountId, fauxqsAccount) : call.body,
    });
    if (sendOperations.has(call.operation) && response.statusCode === 200) stamp(response.body);
    const queryError = response.headers['x-amzn-query-error'];
    return {
      status: response.statusCode,
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        ...(queryError === undefined ? {} : { 'x-amzn-query-error': String(queryError) }),
      },
      body: isAboutQueues ? toOutside(response.body) : response.body,
    };
  };

  return {
    service: {
      signingName: 'sqs',
      targetPrefix: 'AmazonSQS',
      contentType: 'application/x-amz-json-1.0',
      errorNamespace: 'com.amazonaws.sqs',
      handle,
    },
    sentAt: (messageId) => sentTimes.get(messageId),
    forget: (messageId) => void sentTimes.delete(messageId),
    inspect: async (queueName) => {
      const response = await app.inject({ method: 'GET', url: `/_fauxqs/queues/${queueName}` });
      if (response.statusCode !== 200) throw new Error(`there is no queue ${queueName}`);
      const { ready, delayed, inflight } = inspected.parse(JSON.parse(response.body)).messages;
      return { visible: ready, hidden: [...delayed, ...inflight.map((entry) => entry.message)] };
    },
    close: async () => {
      await app.close();
    },
  };
};
