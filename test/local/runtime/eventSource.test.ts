import { afterEach, describe, expect, it } from 'vitest';
import { bootQueueStack, type QueueStack } from './bootQueueStack.ts';

let stack: QueueStack | undefined;
afterEach(() => stack?.cloud.stop());

const boot = async (...options: Parameters<typeof bootQueueStack>): Promise<QueueStack> => {
  stack = await bootQueueStack(...options);
  return stack;
};

describe('an event source mapping', () => {
  it('gives the function a batch as SQS and Lambda shape it, and deletes it', async () => {
    const { cloud, records, send, advance } = await boot();
    await send('hello', 'endpoint-1');
    expect(await advance(10)).toEqual({
      firings: 0,
      deliveries: 0,
      invocations: 1,
      failures: [],
      deadLetters: [],
    });
    expect(records).toMatchObject([
      {
        body: 'hello',
        md5OfBody: '5d41402abc4b2a76b9719d911017c592',
        eventSource: 'aws:sqs',
        eventSourceARN: 'arn:aws:sqs:us-east-1:111122223333:jobs.fifo',
        awsRegion: 'us-east-1',
        attributes: {
          ApproximateReceiveCount: '1',
          MessageGroupId: 'endpoint-1',
          MessageDeduplicationId: '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824',
          SentTimestamp: '1000000000',
          ApproximateFirstReceiveTimestamp: '1000010000',
        },
      },
    ]);
    expect((await cloud.runDue()).invocations).toBe(0);
    expect(cloud.nextDue(1_000_010)).toBeUndefined();
  });

  it('fills batches up to their size, and drains the queue', async () => {
    const { batches, send, advance } = await boot({ mapping: { BatchSize: 2 } });
    for (const group of ['a', 'b', 'c', 'd', 'e']) await send(`of ${group}`, group);
    expect((await advance(0)).invocations).toBe(3);
    expect(batches.map(({ bodies }) => bodies)).toEqual([['of a', 'of b'], ['of c', 'of d'], ['of e']]);
  });

  it('puts only the failed messages back, visible again when the timeout has passed on the run’s clock', async () => {
    const { cloud, batches, send, advance } = await boot();
    await send('bad', 'a');
    await send('good', 'b');
    const first = await advance(5);
    expect(first.failures).toEqual([
      {
        functionName: expect.stringContaining('Demo-Work-') as string,
        messageId: expect.any(String) as string,
        reason: 'named in batchItemFailures; the function’s log has the reason',
      },
    ]);
    expect(cloud.nextDue(1_000_005)).toBe(1_000_065);
    expect((await advance(59)).invocations).toBe(0);
    expect((await advance(1)).invocations).toBe(1);
    expect(batches).toEqual([
      { bodies: ['bad', 'good'], at: 1_000_005 },
      { bodies: ['bad'], at: 1_000_065 },
    ]);
  });

  it('moves a message to the dead-letter queue after the receives the template allows, with the error', async () => {
    const { cloud, send, advance } = await boot();
    await send('throw this');
    expect((await advance(0)).deadLetters).toEqual([]);
    expect((await advance(60)).deadLetters).toEqual([]);
    const last = await advance(60);
    expect(last.invocations).toBe(0);
    expect(last.deadLetters).toEqual([
      {
        queueName: 'dead.fifo',
        from: 'queue',
        messageId: expect.any(String) as string,
        body: 'throw this',
        reason: 'Error: cannot take throw this',
      },
    ]);
    expect(cloud.nextDue(1_000_120)).toBeUndefined();
    expect(await cloud.waitingWithoutConsumer()).toEqual([]);
  });

  it('keeps a group in order: nothing overtakes a message that has failed', async () => {
    const { batches, send, advance } = await boot();
    for (const body of ['bad 1', 'a 2', 'a 3']) await send(body, 'a');
    await send('b 1', 'b');
    await send('b 2', 'b');
    await advance(0);
    expect(batches.flatMap(({ bodies }) => bodies)).toEqual(['bad 1', 'b 1', 'b 2']);
    await advance(60);
    await advance(60);
    expect(batches.flatMap(({ bodies }) => bodies)).toEqual(['bad 1', 'b 1', 'b 2', 'bad 1', 'a 2', 'a 3']);
  });

  it('keeps every group in order when several invocations run at once', async () => {
    const { batches, send, advance } = await boot({
      mapping: { BatchSize: 1 },
      cloud: { maxConcurrency: 3 },
    });
    for (const number of [1, 2, 3]) {
      for (const group of ['a', 'b', 'c']) await send(`${group}${number}`, group);
    }
    expect((await advance(0)).invocations).toBe(9);
    const bodies = batches.flatMap((batch) => batch.bodies);
    expect(bodies.filter((body) => body.startsWith('a'))).toEqual(['a1', 'a2', 'a3']);
    expect(bodies.filter((body) => body.startsWith('b'))).toEqual(['b1', 'b2', 'b3']);
    expect(bodies.filter((body) => body.startsWith('c'))).toEqual(['c1', 'c2', 'c3']);
  });

  it('leaves the messages of a disabled mapping waiting, and tells of them', async () => {
    const { cloud, send, advance } = await boot({ mapping: { Enabled: false } });
    await send('hello');
    expect((await advance(3600)).invocations).toBe(0);
    expect(await cloud.waitingWithoutConsumer()).toEqual([
      { logicalId: 'Jobs', queueName: 'jobs.fifo', messages: 1 },
    ]);
  });
});
