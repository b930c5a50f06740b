import { afterEach, describe, expect, it } from 'vitest';
import { bootQueueStack, type QueueStack } from './bootQueueStack.ts';

let stack: QueueStack | undefined;
afterEach(() => stack?.cloud.stop());

const start = 1_000_000;

const boot = async (mapping: Record<string, unknown>): Promise<QueueStack> => {
  stack = await bootQueueStack({ isStandard: true, mapping });
  return stack;
};

describe('a batching window', () => {
  it('ends so many seconds after the first message was sent, and takes all that came meanwhile', async () => {
    const { cloud, batches, send, advance } = await boot({
      BatchSize: 10_000,
      MaximumBatchingWindowInSeconds: 60,
    });
    await send('1');
    expect((await advance(5)).invocations).toBe(0);
    expect(cloud.nextDue(start + 5)).toBe(start + 60);
    for (let number = 2; number <= 25; number += 1) await send(`${number}`);
    expect((await advance(54)).invocations).toBe(0);
    await send('26');
    expect((await advance(1)).invocations).toBe(1);
    expect(batches.map(({ at, bodies }) => [at, bodies.length])).toEqual([[start + 60, 26]]);
    expect(cloud.nextDue(start + 60)).toBeUndefined();
    await send('27');
    expect((await advance(59)).invocations).toBe(0);
    expect((await advance(1)).invocations).toBe(1);
  });

  it('ends at once when the batch is full', async () => {
    const { cloud, batches, send, advance } = await boot({
      BatchSize: 12,
      MaximumBatchingWindowInSeconds: 300,
    });
    for (let number = 1; number <= 30; number += 1) await send(`${number}`);
    expect((await advance(0)).invocations).toBe(2);
    expect(cloud.nextDue(start)).toBe(start + 300);
    await advance(300);
    expect(batches.map(({ at, bodies }) => [at, bodies.length])).toEqual([
      [start, 12],
      [start, 12],
      [start + 300, 6],
    ]);
  });

  it('ends at once when the batch is as large as a function takes', async () => {
    const { batches, send, advance } = await boot({ BatchSize: 100, MaximumBatchingWindowInSeconds: 300 });
    for (let number = 1; number <= 8; number += 1) await send(`${number}`.repeat(900_000));
    expect((await advance(0)).invocations).toBe(1);
    expect(batches[0]?.bodies).toHaveLength(6);
    await advance(300);
    expect(batches[1]?.bodies).toHaveLength(2);
  });

  it('puts only failed messages back, which wait for a window of their own, and sets them aside in the end', async () => {
    const { cloud, batches, send, advance } = await boot({ MaximumBatchingWindowInSeconds: 20 });
    await send('bad');
    await send('good');
    expect((await advance(20)).failures).toHaveLength(1);
    expect(cloud.nextDue(start + 20)).toBe(start + 80);
    expect((await advance(60)).invocations).toBe(0);
    expect(cloud.nextDue(start + 80)).toBe(start + 100);
    expect((await advance(20)).invocations).toBe(1);
    expect(batches).toEqual([
      { bodies: ['bad', 'good'], at: start + 20 },
      { bodies: ['bad'], at: start + 100 },
    ]);
    expect((await advance(60)).deadLetters).toMatchObject([{ queueName: 'dead', body: 'bad' }]);
    expect(cloud.nextDue(start + 160)).toBeUndefined();
  });

  it('is none unless it is set: a batch takes what is there', async () => {
    const { batches, send, advance } = await boot({});
    for (let number = 1; number <= 12; number += 1) await send(`${number}`);
    expect((await advance(0)).invocations).toBe(2);
    expect(batches.map(({ bodies }) => bodies.length)).toEqual([10, 2]);
  });
});
