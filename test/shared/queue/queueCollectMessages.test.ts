import { SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, describe, expect, it } from 'vitest';
import type { JsonService } from '#local/aws/jsonService.ts';
import { createVirtualClock } from '#local/clock.ts';
import { instant } from '#shared/domain/time.ts';
import type { CollectMessage } from '#shared/messages/collectMessage.ts';
import { createQueueCollectMessages } from '#shared/queue/queueCollectMessages.ts';
import { openStandIns, type StandIns } from '#test/harness/openStandIns.ts';

type Entry = { Id: string; MessageBody: string; MessageGroupId: string; MessageDeduplicationId: string };

let open: StandIns | undefined;
afterEach(() => open?.close());

/** A queue that refuses, at each of the first calls, the entries at these places. */
const connect = async (refusals: number[][]) => {
  const taken: Entry[] = [];
  const calls: number[] = [];
  const queue: JsonService = {
    signingName: 'sqs',
    targetPrefix: 'AmazonSQS',
    contentType: 'application/x-amz-json-1.0',
    errorNamespace: 'com.amazonaws.sqs',
    operations: {
      SendMessageBatch: (input) => {
        const { Entries } = input as { Entries: Entry[] };
        const refused = refusals.shift() ?? [];
        calls.push(Entries.length);
        taken.push(...Entries.filter((_, index) => !refused.includes(index)));
        const Failed = Entries.filter((_, index) => refused.includes(index)).map(({ Id }) => {
          return { Id, SenderFault: false, Code: 'InternalError', Message: 'later' };
        });
        return { Successful: [], Failed };
      },
    },
  };
  open = await openStandIns({ clock: createVirtualClock(0), services: [queue] });
  const client = new SQSClient({ ...open.client, md5: false });
  const tools = { sleep: async () => undefined, random: () => 0 };
  const send = createQueueCollectMessages(client, `${open.client.endpoint}/123456789012/q.fifo`, tools);
  return { send, taken, calls };
};

const message = (name: string, eventTime = 300): CollectMessage => ({
  endpoint: { name, arn: `arn:${name}`, createdAt: instant(0), modifiedAt: instant(0) },
  eventTime: instant(eventTime),
});
const messages = (count: number) => Array.from({ length: count }, (_, index) => message(`ep-${index}`));

describe('queueCollectMessages', () => {
  it('sends ten a call, each endpoint as a group of its own', async () => {
    const { send, taken, calls } = await connect([]);
    await send(messages(23));
    expect(calls).toEqual([10, 10, 3]);
    expect(new Set(taken.map(({ MessageGroupId }) => MessageGroupId)).size).toBe(23);
  });

  it('gives the same endpoint and time the same deduplication id, of at most 128 characters', async () => {
    const { send, taken } = await connect([]);
    await send([message('x'.repeat(63)), message('x'.repeat(63)), message('x'.repeat(63), 600)]);
    const [first, second, third] = taken.map(({ MessageDeduplicationId }) => MessageDeduplicationId);
    expect(first).toBe(second);
    expect(first).not.toBe(third);
    expect(first?.length).toBeLessThanOrEqual(128);
  });

  it('sends again what SQS refused for the moment, and only that', async () => {
    const { send, taken, calls } = await connect([[1, 2], [0]]);
    await send(messages(4));
    expect(calls).toEqual([4, 2, 1]);
    expect(taken.map(({ MessageGroupId }) => MessageGroupId)).toEqual([
      'arn:ep-0',
      'arn:ep-3',
      'arn:ep-2',
      'arn:ep-1',
    ]);
  });

  it('throws when SQS goes on refusing', async () => {
    const { send } = await connect([[0], [0], [0], [0]]);
    await expect(send(messages(1))).rejects.toMatchObject({ code: 'queue.send_failed' });
  });
});
