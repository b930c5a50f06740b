import { GetQueueUrlCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, describe, expect, it } from 'vitest';
import type { LocalCloud } from '#local/bootCloud.ts';
import { answerWith, serveAnswers } from '#test/harness/serveAnswers.ts';
import { apiDestination, bootRules, rulesStart, ruleTo } from './bootRules.ts';

const running: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of running.splice(0)) await stop();
});

const boot = async (resources: Parameters<typeof bootRules>[0]) => {
  const stack = await bootRules(resources);
  running.push(stack.cloud.stop);
  return stack;
};
const serve = async (...answers: Parameters<typeof serveAnswers>) => {
  const server = await serveAnswers(...answers);
  running.push(server.stop);
  return server;
};

const queue = (properties: Record<string, unknown> = {}) => ({
  Type: 'AWS::SQS::Queue',
  Properties: { QueueName: 'heard', ...properties },
});
const arnOf = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
const toServer = { Arn: arnOf('Server'), RoleArn: 'arn:aws:iam::111122223333:role/any' };

const receive = async ({ url }: LocalCloud, QueueName: string) => {
  const sqs = new SQSClient({
    endpoint: url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  });
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName }));
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl, MessageAttributeNames: ['All'], MaxNumberOfMessages: 10 }),
  );
  return Messages;
};

describe('a rule of a bus of its own', () => {
  it('gives a function what its target asks for', async () => {
    const transformer = {
      InputPathsMap: { text: '$.detail.message.text' },
      InputTemplate:
        '{"said": <text>, "rule": "<aws.events.rule-arn>", "at": <aws.events.event.ingestion-time>}',
    };
    const { calls, put, runAt } = await boot({
      Tell: ruleTo(
        { Arn: arnOf('Work'), InputTransformer: transformer },
        { Arn: arnOf('Work'), InputPath: '$.detail.message' },
        { Arn: arnOf('Work'), Input: '[1]' },
      ),
    });
    await put({ message: { text: 'a\n"b"' } });
    expect(await runAt(30)).toMatchObject({ deliveries: 1, invocations: 3, failures: [] });
    const rule = 'arn:aws:events:us-east-1:111122223333:rule/facts/tell';
    expect(calls).toEqual([{ said: 'a\n"b"', rule, at: '2026-01-01T12:00:00Z' }, { text: 'a\n"b"' }, [1]]);
  });

  it('hears of nothing on another bus', async () => {
    const { cloud, calls, put, runAt } = await boot({
      Tell: ruleTo({ Arn: arnOf('Work'), InputPath: '$.detail.id' }),
      Default: {
        Type: 'AWS::Events::Rule',
        Properties: {
          EventPattern: { source: ['tenner'] },
          Targets: [{ Id: 'T', Arn: arnOf('Work'), Input: '"default"' }],
        },
      },
    });
    await put({ id: '1' });
    await runAt(0);
    expect(calls).toEqual(['1']);
    calls.splice(0);
    const event = { version: '0', id: '2', 'detail-type': 'A', source: 'tenner', account: '1' } as const;
    const place = { time: '2026-01-01T12:00:00Z', region: 'us-east-1', resources: [], detail: { id: '2' } };
    cloud.putEvent({ time: rulesStart, event: { ...event, ...place } });
    await runAt(0);
    expect(calls).toEqual(['default']);
  });

  it('cannot give a function what is no JSON, and says so', async () => {
    const { calls, put, runAt } = await boot({
      Tell: ruleTo({ Arn: arnOf('Work'), InputTransformer: { InputTemplate: '"one"\n"two"' } }),
    });
    await put({});
    expect((await runAt(0)).failures).toEqual([
      { functionName: 'tell', reason: 'given up after 1 tries: the input is no JSON' },
    ]);
    expect(calls).toEqual([]);
  });

  it('sends to queues, in order to a FIFO one', async () => {
    const { cloud, put, runAt } = await boot({
      Heard: queue(),
      InOrder: queue({ QueueName: 'heard.fifo', FifoQueue: true, ContentBasedDeduplication: true }),
      Tell: ruleTo(
        { Arn: arnOf('Heard'), InputPath: '$.detail' },
        { Arn: arnOf('InOrder'), InputPath: '$.detail.id', SqsParameters: { MessageGroupId: 'all' } },
      ),
    });
    await put({ id: '1' });
    await put({ id: '2' });
    await runAt(0);
    expect((await receive(cloud, 'heard')).map(({ Body }) => Body).toSorted()).toEqual([
      '{"id":"1"}',
      '{"id":"2"}',
    ]);
    expect((await receive(cloud, 'heard.fifo'))[0]).toMatchObject({ Body: '"1"' });
  });

  it('shows what it would give to a function that is not in the stack', async () => {
    const arn = 'arn:aws:lambda:us-east-1:111122223333:function:mine:live';
    const { cloud, put, runAt } = await boot({ Tell: ruleTo({ Arn: arn, InputPath: '$.detail' }) });
    await put({ id: '1' });
    await runAt(0);
    expect(cloud.messages()).toEqual([
      { channel: 'action', to: arn, subject: undefined, text: '{"id":"1"}', at: rulesStart },
    ]);
  });

  it.each([
    [
      'a FIFO queue without a group',
      { Arn: arnOf('InOrder') },
      'a FIFO queue, and no other, needs a MessageGroupId',
    ],
    ['a server without a role', { Arn: arnOf('Server') }, 'an API destination needs a RoleArn'],
    [
      'a FIFO dead-letter queue',
      { Arn: arnOf('Work'), DeadLetterConfig: { Arn: arnOf('InOrder') } },
      'its dead-letter queue cannot be a FIFO queue',
    ],
    [
      'another service’s target',
      { Arn: 'arn:aws:ecs:us-east-1:111122223333:cluster/a' },
      'is not in the stack',
    ],
    [
      'retries for two days',
      { Arn: arnOf('Work'), RetryPolicy: { MaximumEventAgeInSeconds: 172_800 } },
      '86400',
    ],
    [
      'a header from the event',
      { ...toServer, HttpParameters: { HeaderParameters: { 'x-id': '$.id' } } },
      'a path is not understood here',
    ],
  ])('is refused with %s', async (_, target, message) => {
    const inOrder = queue({ QueueName: 'heard.fifo', FifoQueue: true });
    const resources = { InOrder: inOrder, ...apiDestination('https://example.com/'), Tell: ruleTo(target) };
    await expect(boot(resources)).rejects.toThrow(message);
  });
});

describe('an API destination', () => {
  it('gets a request as its connection and its target make it', async () => {
    const server = await serve(answerWith(200, {}));
    const { cloud, put, runAt } = await boot({
      ...apiDestination(`${server.url}/teams/*/hook`),
      Tell: ruleTo({
        ...toServer,
        InputTransformer: { InputPathsMap: { text: '$.detail.text' }, InputTemplate: '{"text":<text>}' },
        HttpParameters: {
          HeaderParameters: { 'x-from': 'tenner', 'x-api-key': 'of the target' },
          QueryStringParameters: { channel: 'gpu' },
          PathParameterValues: ['search'],
        },
      }),
    });
    await put({ text: 'Over budget\nby $5' });
    expect(await runAt(0)).toMatchObject({ deliveries: 1, failures: [] });
    expect(server.asked).toMatchObject([
      {
        method: 'POST',
        url: '/teams/search/hook?channel=gpu',
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'user-agent': 'Amazon/EventBridge/ApiDestinations',
          'x-from': 'tenner',
          'x-api-key': 'k',
        },
        body: '{"text":"Over budget\\nby $5"}',
      },
    ]);
    expect(cloud.messages()).toEqual([
      {
        channel: 'slack',
        to: `${server.url}/teams/*/hook`,
        subject: undefined,
        text: 'Over budget\nby $5',
        at: rulesStart,
      },
    ]);
  });

  it('is known by a name and a password, and may be asked without a body', async () => {
    const server = await serve(answerWith(200, {}));
    const connection = {
      AuthorizationType: 'BASIC',
      AuthParameters: {
        BasicAuthParameters: { Username: 'tenner', Password: 'pass' },
        InvocationHttpParameters: {
          HeaderParameters: [{ Key: 'x-team', Value: 'search', IsValueSecret: false }],
          QueryStringParameters: [{ Key: 'v', Value: '1' }],
        },
      },
    };
    const { put, runAt } = await boot({
      ...apiDestination(server.url, { HttpMethod: 'GET' }, connection),
      Tell: ruleTo(toServer),
    });
    await put({});
    expect(await runAt(0)).toMatchObject({ failures: [] });
    expect(server.asked).toMatchObject([
      {
        method: 'GET',
        url: '/?v=1',
        headers: { authorization: 'Basic dGVubmVyOnBhc3M=', 'x-team': 'search' },
        body: '',
      },
    ]);
  });

  it('of OAuth is refused', async () => {
    const connection = { AuthorizationType: 'OAUTH_CLIENT_CREDENTIALS', AuthParameters: {} };
    const resources = { ...apiDestination('https://example.com/', {}, connection), Tell: ruleTo(toServer) };
    await expect(boot(resources)).rejects.toThrow('only API_KEY and BASIC run here');
  });

  it('is asked again by the run’s clock, each time after twice as long, until it answers', async () => {
    const server = await serve(
      answerWith(503, {}),
      answerWith(429, {}),
      answerWith(500, {}),
      answerWith(204, {}),
    );
    const { cloud, put, runAt } = await boot({ ...apiDestination(server.url), Tell: ruleTo(toServer) });
    await put({});
    await runAt(0);
    const times = [];
    for (let due = cloud.nextDue(rulesStart); due !== undefined; due = cloud.nextDue(due)) {
      times.push(due - rulesStart);
      await runAt(due - rulesStart);
    }
    expect(times).toEqual([1, 3, 7]);
    expect(server.asked).toHaveLength(4);
    expect(cloud.messages()).toHaveLength(1);
  });

  it('is given up at once when it refuses; the event is set aside with the reason', async () => {
    const server = await serve(answerWith(404, {}));
    const { cloud, put, runAt } = await boot({
      ...apiDestination(server.url),
      Undelivered: queue({ QueueName: 'undelivered' }),
      Tell: ruleTo({ ...toServer, DeadLetterConfig: { Arn: arnOf('Undelivered') } }),
    });
    await put({ id: '1' });
    const reason = 'given up after 1 tries: the server answered with status 404';
    expect(await runAt(0)).toMatchObject({
      failures: [{ functionName: 'tell', reason }],
      deadLetters: [{ queueName: 'undelivered', from: 'delivery', reason }],
    });
    expect(cloud.nextDue(rulesStart)).toBeUndefined();
    expect(await cloud.waitingWithoutConsumer()).toEqual([]);
    const [letter] = await receive(cloud, 'undelivered');
    expect(JSON.parse(letter?.Body ?? '')).toMatchObject({ source: 'tenner', detail: { id: '1' } });
    const attributes = Object.entries(letter?.MessageAttributes ?? {}).map(([name, { StringValue }]) => [
      name,
      StringValue,
    ]);
    expect(Object.fromEntries(attributes)).toEqual({
      RULE_ARN: 'arn:aws:events:us-east-1:111122223333:rule/facts/tell',
      TARGET_ARN: expect.stringContaining(':api-destination/Demo-Server-'),
      ERROR_CODE: 'ERROR_FROM_TARGET',
      ERROR_MESSAGE: 'the server answered with status 404',
      RETRY_ATTEMPTS: '0',
    });
  });

  it.each([
    ['so often', { MaximumRetryAttempts: 3 }, 3, 7, 'MaximumRetryAttempts'],
    ['so long', { MaximumEventAgeInSeconds: 60 }, 5, 31, 'MaximumEventAgeInSeconds'],
  ])('is given up when it could not be reached %s', async (_, RetryPolicy, retries, seconds, condition) => {
    const server = await serve(answerWith(200, {}));
    await server.stop();
    running.pop();
    const { cloud, put, runAt } = await boot({
      ...apiDestination(server.url),
      Undelivered: queue({ QueueName: 'undelivered' }),
      Tell: ruleTo({ ...toServer, RetryPolicy, DeadLetterConfig: { Arn: arnOf('Undelivered') } }),
    });
    await put({});
    await runAt(0);
    let last = rulesStart;
    for (let due = cloud.nextDue(last); due !== undefined; due = cloud.nextDue(due)) {
      last = due;
      await runAt(due - rulesStart);
    }
    expect(last - rulesStart).toBe(seconds);
    const [letter] = await receive(cloud, 'undelivered');
    expect(letter?.MessageAttributes).toMatchObject({
      ERROR_CODE: { StringValue: 'CONNECTION_FAILURE' },
      EXHAUSTED_RETRY_CONDITION: { StringValue: condition },
      RETRY_ATTEMPTS: { StringValue: String(retries) },
    });
  });

  it('is tried 185 times in a day, and no longer', async () => {
    const server = await serve(answerWith(500, {}));
    const { cloud, put, runAt } = await boot({ ...apiDestination(server.url), Tell: ruleTo(toServer) });
    await put({});
    await runAt(0);
    let last = rulesStart;
    for (let due = cloud.nextDue(last); due !== undefined; due = cloud.nextDue(due)) {
      last = due;
      await runAt(due - rulesStart);
    }
    expect(server.asked).toHaveLength(186);
    expect((last - rulesStart) / 3_600).toBeCloseTo(23.6, 1);
  });

  it('whose URL is a secret is not asked, but its message is shown', async () => {
    const secret = '{{resolve:secretsmanager:tenner/slack}}';
    const { cloud, put, runAt } = await boot({
      ...apiDestination(secret),
      Tell: ruleTo({ ...toServer, InputTransformer: { InputTemplate: '{"text":"hello"}' } }),
    });
    await put({});
    expect(await runAt(0)).toMatchObject({ failures: [] });
    expect(cloud.messages()).toMatchObject([{ channel: 'slack', to: secret, text: 'hello' }]);
    expect(cloud.nextDue(rulesStart)).toBeUndefined();
  });

  it.each([
    ['an endpoint without encryption', { InvocationEndpoint: 'http://example.com/' }, 'must be an https URL'],
    [
      'a connection that is not there',
      { ConnectionArn: 'arn:x' },
      'its connection arn:x is not in the stack',
    ],
    ['a method that is none', { HttpMethod: 'TRACE' }, 'HttpMethod'],
  ])('is refused with %s', async (_, properties, message) => {
    await expect(
      boot({ ...apiDestination('https://example.com/', properties), Tell: ruleTo(toServer) }),
    ).rejects.toThrow(message);
  });
});
