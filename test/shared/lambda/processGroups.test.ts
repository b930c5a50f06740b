import type { SQSRecord } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { once } from '#shared/lambda/once.ts';
import { processGroups } from '#shared/lambda/processGroups.ts';

const record = (messageId: string, group: string): SQSRecord => ({
  messageId,
  receiptHandle: '',
  body: '',
  attributes: {
    ApproximateReceiveCount: '1',
    SentTimestamp: '0',
    SenderId: '',
    ApproximateFirstReceiveTimestamp: '0',
    MessageGroupId: group,
  },
  messageAttributes: {},
  md5OfBody: '',
  eventSource: 'aws:sqs',
  eventSourceARN: '',
  awsRegion: 'us-east-1',
});

describe('processGroups', () => {
  it('keeps the order of a group and works on several groups at once', async () => {
    const log: string[] = [];
    const records = [record('a1', 'a'), record('b1', 'b'), record('a2', 'a'), record('b2', 'b')];
    const handle = async ({ messageId }: SQSRecord) => {
      log.push(`+${messageId}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
      log.push(`-${messageId}`);
    };
    expect(await processGroups(records, 2, handle, () => undefined)).toEqual({ batchItemFailures: [] });
    expect(log).toEqual(['+a1', '+b1', '-a1', '+a2', '-b1', '+b2', '-a2', '-b2']);
  });

  it('gives back what failed and the rest of its group, and nothing of other groups', async () => {
    const handled: string[] = [];
    const failed: string[] = [];
    const records = [record('a1', 'a'), record('a2', 'a'), record('b1', 'b'), record('a3', 'a')];
    const handle = async ({ messageId }: SQSRecord) => {
      handled.push(messageId);
      if (messageId === 'a2') throw new Error('boom');
    };
    const response = await processGroups(records, 1, handle, ({ messageId }) => failed.push(messageId));
    expect(response).toEqual({ batchItemFailures: [{ itemIdentifier: 'a2' }, { itemIdentifier: 'a3' }] });
    expect(handled).toEqual(['a1', 'a2', 'b1']);
    expect(failed).toEqual(['a2']);
  });
});

describe('once', () => {
  it('keeps what was built, and builds again after a failure', () => {
    let tries = 0;
    const build = once(() => {
      tries += 1;
      if (tries === 1) throw new Error('not yet');
      return tries;
    });
    expect(() => build()).toThrow('not yet');
    expect([build(), build()]).toEqual([2, 2]);
  });
});
