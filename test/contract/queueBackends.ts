import { DeleteMessageCommand, type Message, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { openFront } from '#local/aws/front.ts';
import { openSqs } from '#local/aws/sqs.ts';
import { createCaller } from '#local/aws/wire/callService.ts';
import { createVirtualClock } from '#local/clock.ts';
import { createQueues } from '#local/runtime/createQueues.ts';
import { type CollectMessage, collectMessage } from '#shared/messages/collectMessage.ts';
import { createQueueCollectMessages } from '#shared/queue/queueCollectMessages.ts';
import { atOnce } from '#test/fakes/step.ts';
import { createFifoQueue } from '#test/simulation/cloud/fifoQueue.ts';
import { createQueueMessages } from '#test/simulation/cloud/planRule.ts';
import { noFaults } from '#test/simulation/faults/faultPlan.ts';
import { createRandom } from '#test/simulation/random.ts';
import { createTimeline } from '#test/simulation/timeline.ts';

/** The queue of collect messages, whoever keeps it. */
export type QueueBackend = {
  send(messages: readonly CollectMessage[]): Promise<void>;
  /** Every message that can be had, one after the other, each deleted when it was taken. */
  takeAll(): Promise<CollectMessage[]>;
  close(): Promise<void>;
};

const openFake = async (): Promise<QueueBackend> => {
  const timeline = createTimeline(0);
  let taken: CollectMessage[] = [];
  const queue = createFifoQueue<CollectMessage>(timeline, noFaults, createRandom(1), (message, done) => {
    taken.push(message);
    done(true);
  });
  return {
    send: createQueueMessages({ timeline, faults: noFaults, queue }, atOnce),
    takeAll: async () => {
      await timeline.playTo(timeline.now() + 1);
      const all = taken;
      taken = [];
      return all;
    },
    close: async () => {},
  };
};

const accountId = '123456789012';
const region = 'us-east-1';
const name = 'collect.fifo';

const openStandIn = async (): Promise<QueueBackend> => {
  const clock = createVirtualClock(0);
  const front = await openFront({ port: 0, clock });
  const sqs = await openSqs({ url: front.url, accountId, region, clock });
  front.serve(sqs.service);
  const attributes = { FifoQueue: 'true', DeduplicationScope: 'messageGroup', VisibilityTimeout: '720' };
  await createQueues(createCaller(sqs.service, region), [
    {
      logicalId: 'Queue',
      name,
      arn: `arn:aws:sqs:${region}:${accountId}:${name}`,
      isFifo: true,
      attributes: { ...attributes, FifoThroughputLimit: 'perMessageGroupId' },
      visibilityTimeout: 720,
      deadLetter: undefined,
    },
  ]);
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new SQSClient({ endpoint: front.url, region, credentials });
  const QueueUrl = `${front.url}/${accountId}/${name}`;
  const tools = { sleep: async () => undefined, random: () => 0 };
  const take = async (): Promise<Message | undefined> => {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 1 }),
    );
    const [message] = Messages;
    if (message === undefined) return undefined;
    await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message.ReceiptHandle }));
    return message;
  };
  return {
    send: createQueueCollectMessages(client, QueueUrl, tools),
    takeAll: async () => {
      const all: CollectMessage[] = [];
      for (let message = await take(); message !== undefined; message = await take())
        all.push(collectMessage.parse(JSON.parse(message.Body ?? '')));
      return all;
    },
    close: async () => {
      client.destroy();
      await front.close();
      await sqs.close();
    },
  };
};

/** The queue of collect messages: [what it is, how to open it]. */
export const queueBackends: [string, () => Promise<QueueBackend>][] = [
  ['the simulation’s fake', openFake],
  ['the stand-in', openStandIn],
];
