import {
  DescribeReplayCommand,
  EventBridgeClient,
  ListArchivesCommand,
  StartReplayCommand,
} from '@aws-sdk/client-eventbridge';
import { afterEach, describe, expect, it } from 'vitest';
import { bootRules, rulesStart, ruleTo } from './bootRules.ts';

const running: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of running.splice(0)) await stop();
});

const archiveArn = 'arn:aws:events:us-east-1:111122223333:archive/kept';
const busArn = 'arn:aws:events:us-east-1:111122223333:event-bus/facts';
const dateOf = (seconds: number) => new Date((rulesStart + seconds) * 1000);

const idOf = { Arn: { 'Fn::GetAtt': ['Work', 'Arn'] }, InputPath: '$.detail.id' };
const replayOf = { Arn: { 'Fn::GetAtt': ['Work', 'Arn'] }, InputPath: '$.replay-name' };
const named = (name: string, target: object) => {
  const { Type, Properties } = ruleTo(target);
  return { Type, Properties: { ...Properties, Name: name } };
};

/** A bus with an archive of three days, and two rules that tell an event's id, and what replayed it. */
const boot = async (properties: Record<string, unknown> = {}) => {
  const stack = await bootRules({
    Kept: {
      Type: 'AWS::Events::Archive',
      Properties: {
        ArchiveName: 'kept',
        SourceArn: { 'Fn::GetAtt': ['Facts', 'Arn'] },
        RetentionDays: 3,
        ...properties,
      },
    },
    Ids: named('ids', idOf),
    Replays: named('replays', replayOf),
  });
  running.push(stack.cloud.stop);
  const client = new EventBridgeClient({
    endpoint: stack.cloud.url,
    region: 'us-east-1',
    maxAttempts: 1,
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  });
  const replay = (from: number, to: number, given: object = {}, FilterArns?: string[]) =>
    client.send(
      new StartReplayCommand({
        ReplayName: 'april',
        EventSourceArn: archiveArn,
        EventStartTime: dateOf(from),
        EventEndTime: dateOf(to),
        Destination: { Arn: busArn, ...(FilterArns && { FilterArns }) },
        ...given,
      }),
    );
  const putAt = async (seconds: number, id: string) => {
    await stack.runAt(seconds);
    await stack.put({ id });
    await stack.runAt(seconds);
    stack.calls.splice(0);
  };
  return { ...stack, client, replay, putAt };
};

describe('an archive', () => {
  it('gives the events of a time again, once, in order, and marked', async () => {
    const { client, replay, putAt, runAt, calls } = await boot();
    for (const seconds of [0, 100, 200, 300]) await putAt(seconds, `${seconds}`);
    expect(await replay(100, 300)).toMatchObject({
      ReplayArn: 'arn:aws:events:us-east-1:111122223333:replay/april',
      State: 'STARTING',
      ReplayStartTime: dateOf(300),
    });
    await runAt(300);
    expect(calls).toEqual(['100', 'april', '200', 'april']);
    calls.splice(0);
    // What was replayed is not archived again.
    await replay(0, 1_000, { ReplayName: 'again' });
    await runAt(400);
    expect(calls.filter((call) => call !== 'again')).toEqual(['0', '100', '200', '300']);
    expect(await client.send(new DescribeReplayCommand({ ReplayName: 'april' }))).toMatchObject({
      State: 'COMPLETED',
      EventSourceArn: archiveArn,
      EventStartTime: dateOf(100),
      ReplayEndTime: dateOf(300),
    });
  });

  it('gives them to the rules that are named alone', async () => {
    const { replay, putAt, runAt, calls } = await boot();
    await putAt(0, '0');
    await replay(0, 1, {}, ['arn:aws:events:us-east-1:111122223333:rule/facts/ids']);
    await runAt(10);
    expect(calls).toEqual(['0']);
  });

  it('keeps events for its days, and those of its pattern', async () => {
    const { client, replay, putAt, runAt, calls } = await boot({
      EventPattern: { detail: { id: [{ prefix: 'a' }] } },
    });
    await putAt(0, 'a0');
    await putAt(1, 'b1');
    await putAt(86_400, 'a2');
    await runAt(3 * 86_400 + 1);
    await replay(0, 100_000, {}, ['arn:aws:events:us-east-1:111122223333:rule/facts/ids']);
    await runAt(3 * 86_400 + 1);
    expect(calls).toEqual(['a2']);
    expect((await client.send(new ListArchivesCommand({}))).Archives).toMatchObject([
      { ArchiveName: 'kept', EventSourceArn: busArn, RetentionDays: 3 },
    ]);
  });

  it.each<[string, object, string]>([
    ['an archive that is not there', { EventSourceArn: 'arn:x' }, 'Archive arn:x does not exist.'],
    ['no time', { EventEndTime: dateOf(0) }, 'EventEndTime must be after EventStartTime.'],
    ['another bus', { Destination: { Arn: `${busArn}s` } }, 'to the bus that they were archived from'],
    ['a name that is none', { ReplayName: 'a b' }, 'ReplayName'],
  ])('refuses to replay %s', async (_, given, message) => {
    const { replay } = await boot();
    await expect(replay(0, 10, given)).rejects.toThrow(message);
  });

  it('refuses a second replay of a name, and to describe one that never was', async () => {
    const { client, replay } = await boot();
    await replay(0, 10);
    await expect(replay(0, 10)).rejects.toThrow('Replay april already exists.');
    await expect(client.send(new DescribeReplayCommand({ ReplayName: 'may' }))).rejects.toThrow(
      'Replay may does not exist.',
    );
  });
});
