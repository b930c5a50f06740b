import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudWatchClient, ListMetricsCommand } from '@aws-sdk/client-cloudwatch';
import {
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import {
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterEach, describe, expect, it } from 'vitest';
import { AwsError, type JsonService } from '#local/aws/jsonService.ts';
import { bootCloud, type CloudOptions, type LocalCloud } from '#local/bootCloud.ts';
import { createVirtualClock } from '#local/clock.ts';
import type { Invocation } from '#local/runtime/lambdaFunction.ts';
import { functionResource, writeAssembly } from '#test/local/runtime/writeAssembly.ts';

const running: LocalCloud[] = [];
afterEach(async () => {
  for (const cloud of running.splice(0)) await cloud.stop();
});

const noon = Date.parse('2026-11-22T12:00:00Z') / 1000;

const monitoring: JsonService = {
  signingName: 'monitoring',
  targetPrefix: 'GraniteServiceVersion20100801',
  contentType: 'application/x-amz-json-1.0',
  errorNamespace: 'com.amazonaws.cloudwatch',
  operations: { ListMetrics: async () => ({ Metrics: [] }) },
};

const table = (properties: Record<string, unknown> = {}) => ({
  Type: 'AWS::DynamoDB::Table',
  Properties: {
    TableName: 'ledger',
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    ...properties,
  },
});

const rule = (properties: Record<string, unknown> = {}) => ({
  Type: 'AWS::Events::Rule',
  Properties: {
    Name: 'tick',
    ScheduleExpression: { 'Fn::Join': ['', ['rate(', { Ref: 'Minutes' }, ' minutes)']] },
    Targets: [{ Id: 'T', Arn: { 'Fn::GetAtt': ['Work', 'Arn'] } }],
    ...properties,
  },
});

const echo = 'export const handler = async (event) => event;';

const boot = async (
  template: Record<string, unknown>,
  bundles: Readonly<Record<string, string>> = {},
  options: Partial<CloudOptions> = {},
) => {
  const clock = createVirtualClock(noon);
  const invocations: Invocation[] = [];
  const cloud = await bootCloud({
    ...writeAssembly({ Parameters: { Minutes: { Type: 'Number', Default: 5 } }, ...template }, bundles),
    port: 0,
    clock,
    services: [monitoring],
    onInvocation: (invocation) => invocations.push(invocation),
    ...options,
  });
  running.push(cloud);
  return { cloud, clock, invocations };
};

const configOf = ({ url }: LocalCloud) => ({
  endpoint: url,
  region: 'us-east-1',
  maxAttempts: 1,
  credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
});

describe('bootCloud', () => {
  it('serves DynamoDB, SQS and the stand-ins through one port', async () => {
    const { cloud } = await boot({
      Resources: { Ledger: table(), Jobs: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'jobs' } } },
      Outputs: { Queue: { Value: { Ref: 'Jobs' } }, Arn: { Value: { 'Fn::GetAtt': ['Ledger', 'Arn'] } } },
    });
    expect(cloud.outputs).toEqual({
      Queue: `${cloud.url}/111122223333/jobs`,
      Arn: 'arn:aws:dynamodb:us-east-1:111122223333:table/ledger',
    });
    const dynamoDb = new DynamoDBClient(configOf(cloud));
    await dynamoDb.send(
      new PutItemCommand({ TableName: 'ledger', Item: { pk: { S: 'a' }, cost: { N: '5' } } }),
    );
    const { Item } = await dynamoDb.send(
      new GetItemCommand({ TableName: 'ledger', Key: { pk: { S: 'a' } } }),
    );
    expect(Item).toEqual({ pk: { S: 'a' }, cost: { N: '5' } });
    const { Table } = await dynamoDb.send(new DescribeTableCommand({ TableName: 'ledger' }));
    expect(Table?.TableArn).toBe(cloud.outputs.Arn);

    const sqs = new SQSClient(configOf(cloud));
    const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: 'jobs' }));
    expect(QueueUrl).toBe(cloud.outputs.Queue);
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'hello' }));
    const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
    expect(Messages?.[0]?.Body).toBe('hello');
    const junk = await fetch(cloud.url, {
      method: 'POST',
      headers: { 'x-amz-target': 'AmazonSQS.SendMessage', 'content-type': 'application/x-amz-json-1.0' },
      body: 'junk',
    });
    expect(junk.status).toBe(400);
    expect(await junk.json()).toMatchObject({ __type: expect.stringMatching(/SerializationException$/) });
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }),
    );
    expect(Attributes).toEqual({ QueueArn: 'arn:aws:sqs:us-east-1:111122223333:jobs' });

    const { Metrics } = await new CloudWatchClient(configOf(cloud)).send(new ListMetricsCommand({}));
    expect(Metrics).toEqual([]);
  });

  it('applies faults to DynamoDB and SQS too', async () => {
    const slow = new AwsError('ProvisionedThroughputExceededException', 'too fast');
    const { cloud } = await boot(
      {
        Resources: { Ledger: table(), Jobs: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'jobs' } } },
      },
      {},
      {
        faults: ({ service, operation }) => {
          if (service === 'sqs') return { kind: 'edit', edit: () => ({ QueueUrl: 'edited' }) };
          return operation === 'GetItem' ? { kind: 'error', error: slow } : undefined;
        },
      },
    );
    const read = new GetItemCommand({ TableName: 'ledger', Key: { pk: { S: 'a' } } });
    await expect(new DynamoDBClient(configOf(cloud)).send(read)).rejects.toMatchObject({
      name: 'ProvisionedThroughputExceededException',
      message: 'too fast',
    });
    const named = await new SQSClient(configOf(cloud)).send(new GetQueueUrlCommand({ QueueName: 'jobs' }));
    expect(named.QueueUrl).toBe('edited');
  });

  it('fires a rule at multiples of its rate, with the event that EventBridge sends', async () => {
    const { cloud, clock, invocations } = await boot(
      { Resources: { Work: functionResource('work'), Tick: rule() } },
      { work: echo },
      { parameters: { Minutes: '15' } },
    );
    expect(await cloud.runDue()).toEqual({
      firings: 0,
      deliveries: 0,
      invocations: 0,
      failures: [],
      deadLetters: [],
    });
    expect(cloud.nextDue(clock.now())).toBe(Date.parse('2026-11-22T12:15:00Z') / 1000);
    clock.advanceTo(Date.parse('2026-11-22T12:31:00Z') / 1000);
    expect((await cloud.runDue()).firings).toBe(2);
    expect((await cloud.runDue()).firings).toBe(0);
    const times = invocations.map(
      ({ result }) => 'payload' in result && (result.payload as { time: string }).time,
    );
    expect(times).toEqual(['2026-11-22T12:15:00Z', '2026-11-22T12:30:00Z']);
    expect(invocations[0]?.result).toEqual({
      payload: {
        version: '0',
        id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
        'detail-type': 'Scheduled Event',
        source: 'aws.events',
        account: '111122223333',
        time: '2026-11-22T12:15:00Z',
        region: 'us-east-1',
        resources: ['arn:aws:events:us-east-1:111122223333:rule/tick'],
        detail: {},
      },
    });
  });

  it('tries a failed rule invocation again after one and two more minutes of the run, then gives up', async () => {
    const { cloud, clock } = await boot(
      { Resources: { Work: functionResource('work'), Tick: rule({ ScheduleExpression: 'rate(1 hour)' }) } },
      { work: 'export const handler = async () => { throw new Error("no fleet"); };' },
    );
    const failure = { functionName: cloud.resources.functions[0]?.name, reason: 'Error: no fleet' };
    const runAt = async (time: string) => {
      expect(cloud.nextDue(clock.now())).toBe(Date.parse(time) / 1000);
      clock.advanceTo(Date.parse(time) / 1000);
      return (await cloud.runDue()).failures;
    };
    expect(await runAt('2026-11-22T13:00:00Z')).toEqual([failure]);
    expect(await runAt('2026-11-22T13:01:00Z')).toEqual([failure]);
    expect(await runAt('2026-11-22T13:03:00Z')).toEqual([
      failure,
      { ...failure, reason: 'given up after three attempts: no fleet' },
    ]);
    expect(cloud.nextDue(clock.now())).toBe(Date.parse('2026-11-22T14:00:00Z') / 1000);
  });

  it('never fires a disabled rule, nor one that is not in the template', async () => {
    const { cloud, clock } = await boot(
      { Resources: { Work: functionResource('work'), Tick: rule({ State: 'DISABLED' }) } },
      { work: echo },
    );
    expect(cloud.nextDue(clock.now())).toBeUndefined();
    clock.advanceTo(noon + 86_400);
    expect((await cloud.runDue()).invocations).toBe(0);
  });

  it('lets a function fail with its own message when the template gives it no variable', async () => {
    const code = `if (!process.env.TABLE_NAME) throw new Error('TABLE_NAME must be set');
      export const handler = async () => 1;`;
    const { cloud, clock } = await boot(
      { Resources: { Work: functionResource('work'), Tick: rule() } },
      { work: code },
    );
    clock.advanceTo(noon + 300);
    expect((await cloud.runDue()).failures).toEqual([
      { functionName: cloud.resources.functions[0]?.name, reason: 'Error: TABLE_NAME must be set' },
    ]);
  });

  it('answers a query on an index that the template does not have as DynamoDB does', async () => {
    const { cloud } = await boot({ Resources: { Ledger: table() } });
    const query = new QueryCommand({
      TableName: 'ledger',
      IndexName: 'pools',
      KeyConditionExpression: 'pk = :a',
      ExpressionAttributeValues: { ':a': { S: 'a' } },
    });
    await expect(new DynamoDBClient(configOf(cloud)).send(query)).rejects.toMatchObject({
      name: 'ValidationException',
      message: 'The table does not have the specified index: pools',
    });
  });

  it('says so when DynamoDB has an operation that is not here', async () => {
    const { cloud } = await boot({ Resources: { Ledger: table() } });
    const write = new TransactWriteItemsCommand({ TransactItems: [] });
    await expect(new DynamoDBClient(configOf(cloud)).send(write)).rejects.toThrow(
      'TransactWriteItems is not in the local DynamoDB (dynalite)',
    );
  });

  it('sets time to live, and sweeps what has expired once a day of the run', async () => {
    const { cloud, clock } = await boot({
      Resources: { Ledger: table({ TimeToLiveSpecification: { AttributeName: 'expires', Enabled: true } }) },
    });
    const dynamoDb = new DynamoDBClient(configOf(cloud));
    const { TimeToLiveDescription } = await dynamoDb.send(
      new DescribeTimeToLiveCommand({ TableName: 'ledger' }),
    );
    expect(TimeToLiveDescription).toEqual({ TimeToLiveStatus: 'ENABLED', AttributeName: 'expires' });
    const put = (pk: string, expires: number) =>
      dynamoDb.send(
        new PutItemCommand({ TableName: 'ledger', Item: { pk: { S: pk }, expires: { N: String(expires) } } }),
      );
    await put('old', noon + 3600);
    await put('new', noon + 200_000);
    clock.advanceTo(noon + 86_400);
    await cloud.runDue();
    const read = async (pk: string) =>
      (await dynamoDb.send(new GetItemCommand({ TableName: 'ledger', Key: { pk: { S: pk } } }))).Item?.pk;
    expect(await read('old')).toBeUndefined();
    expect(await read('new')).toEqual({ S: 'new' });
  });

  it('keeps tables in a folder, for a template with the same keys and indexes', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'tenner-data-'));
    const first = await boot({ Resources: { Ledger: table() } }, {}, { dataDir });
    const Item = { pk: { S: 'kept' } };
    await new DynamoDBClient(configOf(first.cloud)).send(new PutItemCommand({ TableName: 'ledger', Item }));
    await expect(boot({ Resources: { Ledger: table() } }, {}, { dataDir })).rejects.toThrow(
      `the folder ${dataDir} is in use by the local run with process id ${process.pid}`,
    );
    await first.cloud.stop();

    const second = await boot({ Resources: { Ledger: table() } }, {}, { dataDir });
    const read = new GetItemCommand({ TableName: 'ledger', Key: Item });
    expect((await new DynamoDBClient(configOf(second.cloud)).send(read)).Item).toEqual(Item);
    await second.cloud.stop();

    const changed = table({
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    });
    await expect(boot({ Resources: { Ledger: changed } }, {}, { dataDir })).rejects.toThrow(
      'template, Ledger: the kept folder has a table ledger with other keys or indexes',
    );
  });

  it('refuses a table that DynamoDB refuses, naming it', async () => {
    const faulty = table({ KeySchema: [{ AttributeName: 'sk', KeyType: 'HASH' }] });
    await expect(boot({ Resources: { Ledger: faulty } })).rejects.toThrow(/^template, Ledger: /);
    const unnamed = table({ TableName: 'a' });
    await expect(boot({ Resources: { Ledger: unnamed } })).rejects.toThrow(
      'template, Ledger: TableName must be at least 3 characters long',
    );
  });
});
