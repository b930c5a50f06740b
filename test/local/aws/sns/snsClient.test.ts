import {
  ListSubscriptionsByTopicCommand,
  ListTopicsCommand,
  PublishCommand,
  type PublishCommandInput,
  SNSClient,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import { GetQueueUrlCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, describe, expect, it } from 'vitest';
import { AwsError, type FaultPlan } from '#local/aws/jsonService.ts';
import { bootCloud } from '#local/bootCloud.ts';
import { createVirtualClock } from '#local/clock.ts';
import { answerWith, serveAnswers } from '#test/harness/serveAnswers.ts';
import { functionResource, writeAssembly } from '#test/local/runtime/writeAssembly.ts';

const running: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of running.splice(0)) await stop();
});

const start = Date.parse('2026-01-01T12:00:00Z') / 1000;
const TopicArn = 'arn:aws:sns:us-east-1:111122223333:alerts';

const subscription = (Protocol: string, Endpoint: unknown, properties: Record<string, unknown> = {}) => ({
  Type: 'AWS::SNS::Subscription',
  Properties: { TopicArn: { Ref: 'Alerts' }, Protocol, Endpoint, ...properties },
});

/** A stack of a topic, a queue, a function, and subscriptions, with the SDK's client. */
const boot = async (subscriptions: Record<string, object>, faults?: FaultPlan) => {
  const clock = createVirtualClock(start);
  const calls: unknown[] = [];
  const cloud = await bootCloud({
    ...writeAssembly(
      {
        Resources: {
          Alerts: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'alerts' } },
          Heard: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'heard' } },
          Work: functionResource('work'),
          ...subscriptions,
        },
      },
      { work: 'export const handler = async (event) => event;' },
    ),
    port: 0,
    clock,
    services: [],
    onInvocation: ({ result }) => calls.push('payload' in result ? result.payload : result),
    ...(faults && { faults }),
  });
  running.push(cloud.stop);
  const config = {
    endpoint: cloud.url,
    region: 'us-east-1',
    maxAttempts: 1,
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  };
  const sns = new SNSClient(config);
  const sqs = new SQSClient(config);
  const receive = async () => {
    const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: 'heard' }));
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
    );
    return Messages.map(({ Body }) => Body);
  };
  const publish = (input: Partial<PublishCommandInput>) =>
    sns.send(new PublishCommand({ TopicArn, Message: 'hello', ...input }));
  const runAt = (seconds: number) => {
    clock.advanceTo(start + seconds);
    return cloud.runDue();
  };
  return { cloud, clock, sns, calls, receive, publish, runAt };
};

describe('the stand-in for SNS', () => {
  it('lists the topics and subscriptions of the template', async () => {
    const Endpoint = 'https://example.com/?a=1&b=<2>';
    const { sns } = await boot({
      Mail: subscription('email', 'finance@example.com'),
      Server: subscription('https', Endpoint),
    });
    expect((await sns.send(new ListTopicsCommand({}))).Topics).toEqual([{ TopicArn }]);
    const { Subscriptions } = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
    expect(Subscriptions).toEqual([
      {
        SubscriptionArn: expect.stringMatching(/^arn:aws:sns:us-east-1:111122223333:/),
        Owner: '111122223333',
        Protocol: 'email',
        Endpoint: 'finance@example.com',
        TopicArn,
      },
      expect.objectContaining({ Protocol: 'https', Endpoint }),
    ]);
  });

  it('puts a mail in the mailbox, its lines as they are', async () => {
    const { cloud, publish } = await boot({ Mail: subscription('email', 'finance@example.com') });
    const Message = 'Spent: <b>"$5" & more</b>\n  ünd so\r\nweiter';
    expect(await publish({ Subject: 'Over budget', Message })).toMatchObject({
      MessageId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    await publish({});
    expect(cloud.messages()).toEqual([
      { channel: 'email', to: 'finance@example.com', subject: 'Over budget', text: Message, at: start },
      {
        channel: 'email',
        to: 'finance@example.com',
        subject: 'AWS Notification Message',
        text: 'hello',
        at: start,
      },
    ]);
  });

  it('gives queues its envelope, or the message as it is', async () => {
    const { publish, receive } = await boot({
      Queue: subscription('sqs', { 'Fn::GetAtt': ['Heard', 'Arn'] }),
      Raw: subscription('sqs', { 'Fn::GetAtt': ['Heard', 'Arn'] }, { RawMessageDelivery: true }),
    });
    const MessageAttributes = { team: { DataType: 'String', StringValue: 'search' } };
    const { MessageId } = await publish({ Subject: 'Over budget', MessageAttributes });
    const [envelope = '', raw] = await receive();
    expect(raw).toBe('hello');
    expect(JSON.parse(envelope)).toEqual({
      Type: 'Notification',
      MessageId,
      TopicArn,
      Subject: 'Over budget',
      Message: 'hello',
      Timestamp: '2026-01-01T12:00:00.000Z',
      MessageAttributes: { team: { Type: 'String', Value: 'search' } },
    });
  });

  it('invokes functions', async () => {
    const { calls, publish } = await boot({
      Function: subscription('lambda', { 'Fn::GetAtt': ['Work', 'Arn'] }),
    });
    await publish({});
    expect(calls).toMatchObject([
      { Records: [{ EventSource: 'aws:sns', Sns: { TopicArn, Subject: null, Message: 'hello' } }] },
    ]);
  });

  it('posts to servers, and again three times when they fail', async () => {
    const server = await serveAnswers(answerWith(500, {}));
    running.push(server.stop);
    const { cloud, publish, runAt } = await boot({
      Server: subscription('http', `${server.url}/sns`, {
        RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['Heard', 'Arn'] } },
      }),
    });
    await publish({});
    expect(server.asked).toMatchObject([
      { method: 'POST', url: '/sns', headers: { 'x-amz-sns-message-type': 'Notification' } },
    ]);
    expect(JSON.parse(server.asked[0]?.body ?? '')).toMatchObject({ Message: 'hello' });
    const times = [];
    let letters: unknown[] = [];
    for (let due = cloud.nextDue(start); due !== undefined; due = cloud.nextDue(due)) {
      times.push(due - start);
      ({ deadLetters: letters } = await runAt(due - start));
    }
    expect(times).toEqual([20, 40, 60]);
    expect(letters).toMatchObject([{ queueName: 'heard', from: 'delivery' }]);
    expect(cloud.messages()).toHaveLength(1);
  });

  it.each<[string, Record<string, unknown>, Partial<PublishCommandInput>, boolean]>([
    [
      'an attribute',
      { FilterPolicy: { team: ['search'] } },
      { MessageAttributes: { team: { DataType: 'String', StringValue: 'search' } } },
      true,
    ],
    [
      'another attribute',
      { FilterPolicy: { team: ['search'] } },
      { MessageAttributes: { team: { DataType: 'String', StringValue: 'ads' } } },
      false,
    ],
    ['no attribute', { FilterPolicy: { team: ['search'] } }, {}, false],
    [
      'one of a list of attributes',
      { FilterPolicy: { to: [{ prefix: 'search@' }] } },
      { MessageAttributes: { to: { DataType: 'String.Array', StringValue: '["ads@x","search@x"]' } } },
      true,
    ],
    [
      'a number',
      { FilterPolicy: { usd: [{ numeric: ['>', 5] }] } },
      { MessageAttributes: { usd: { DataType: 'Number', StringValue: '5.5' } } },
      true,
    ],
    [
      'what stands in the body',
      { FilterPolicyScope: 'MessageBody', FilterPolicy: { detail: { team: ['search'] } } },
      { Message: '{"detail":{"team":"search"}}' },
      true,
    ],
    [
      'a body that is no JSON',
      { FilterPolicyScope: 'MessageBody', FilterPolicy: { detail: [{ exists: false }] } },
      { Message: 'hello' },
      false,
    ],
  ])('filters by %s', async (_, properties, input, isTaken) => {
    const { cloud, publish } = await boot({ Mail: subscription('email', 'a@example.com', properties) });
    await publish(input);
    expect(cloud.messages()).toHaveLength(isTaken ? 1 : 0);
  });

  it.each<[string, Partial<PublishCommandInput>, string, RegExp]>([
    ['a topic that is not there', { TopicArn: `${TopicArn}s` }, 'NotFoundException', /does not exist/],
    ['nothing', { Message: '' }, 'InvalidParameterException', /Empty message/],
    ['too much', { Message: 'x'.repeat(262_145) }, 'InvalidParameterException', /too long/],
    ['a subject of two lines', { Subject: 'a\nb' }, 'InvalidParameterException', /Subject/],
    ['a subject that is not ASCII', { Subject: 'ü' }, 'InvalidParameterException', /Subject/],
    ['a subject that is too long', { Subject: 'x'.repeat(101) }, 'InvalidParameterException', /Subject/],
    ['a form that is not known', { MessageStructure: 'json' }, 'InvalidParameterException', /does not know/],
  ])('refuses to publish %s', async (_, input, name, message) => {
    const { publish } = await boot({});
    await expect(publish(input)).rejects.toMatchObject({ name, message: expect.stringMatching(message) });
  });

  it('says what it does not have, and fails on purpose as SNS does', async () => {
    const { sns } = await boot({});
    await expect(sns.send(new SubscribeCommand({ TopicArn, Protocol: 'email' }))).rejects.toThrow(
      'sns has no Subscribe here; it has Publish, ListTopics, ListSubscriptions, ListSubscriptionsByTopic',
    );
    const seen: unknown[] = [];
    const { publish } = await boot({}, (call) => {
      seen.push(call);
      return { kind: 'error', error: new AwsError('Throttled', 'slow down', { status: 429 }) };
    });
    await expect(publish({})).rejects.toMatchObject({ name: 'ThrottledException', message: 'slow down' });
    expect(seen).toMatchObject([{ service: 'sns', operation: 'Publish', input: { Message: 'hello' } }]);
  });
});

describe('a subscription', () => {
  it.each([
    ['a topic that is not there', { TopicArn: 'arn:x' }, 'its topic arn:x is not in the stack'],
    [
      'a queue that is not there',
      { Protocol: 'sqs', Endpoint: 'arn:x' },
      'its queue arn:x is not in the stack',
    ],
    ['a protocol that is not known', { Protocol: 'sms' }, 'Protocol'],
    ['a filter that cannot be read', { FilterPolicy: { a: 1 } }, 'event pattern, a: 1 names no field'],
    ['raw mail', { RawMessageDelivery: true }, 'raw messages go to queues and to HTTP servers only'],
    [
      'a URL of another protocol',
      { Protocol: 'https', Endpoint: 'http://a' },
      'does not begin with https://',
    ],
  ])('is refused with %s', async (_, properties, message) => {
    await expect(boot({ Mail: subscription('email', 'a@example.com', properties) })).rejects.toThrow(message);
  });
});
