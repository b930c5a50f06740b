import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import {
  CloudWatchClient,
  GetMetricDataCommand,
  ListMetricsCommand,
  PutMetricDataCommand,
  paginateGetMetricData,
} from '@aws-sdk/client-cloudwatch';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AwsError } from '#local/aws/jsonService.ts';
import { midnight, sampled, startCloudWatch } from './callCloudWatch.ts';

const { service } = startCloudWatch({
  metrics: [
    sampled(
      'Load',
      [
        [0, 1],
        [60, 2],
        [120, 4],
      ],
      { Host: 'a' },
    ),
  ],
});

const readBody = async (request: IncomingMessage): Promise<string> => {
  const body = Buffer.concat(await request.toArray());
  return String(request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body);
};

/** The protocol of the service in its smallest form. */
const server = createServer(async (request, response) => {
  const [prefix, operation = ''] = String(request.headers['x-amz-target']).split('.');
  const answer = (status: number, body: object, headers: Record<string, string> = {}) =>
    response.writeHead(status, { 'content-type': service.contentType, ...headers }).end(JSON.stringify(body));
  try {
    if (prefix !== service.targetPrefix) throw new Error(`unexpected target ${prefix}`);
    answer(200, service.operations[operation]?.(JSON.parse(await readBody(request))) as object);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const type = `${service.errorNamespace}#${error.shape}`;
    answer(
      error.status,
      { __type: type, message: error.message },
      { 'x-amzn-query-error': `${error.queryCode};Sender` },
    );
  }
});

let client: CloudWatchClient;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  client = new CloudWatchClient({
    region: 'us-east-1',
    endpoint: `http://127.0.0.1:${port}`,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
});

afterAll(() => {
  client.destroy();
  server.close();
});

const at = (seconds: number) => new Date((midnight + seconds) * 1000);
const query = {
  Id: 'm1',
  MetricStat: {
    Metric: { Namespace: 'App', MetricName: 'Load', Dimensions: [{ Name: 'Host', Value: 'a' }] },
    Period: 60,
    Stat: 'Sum' as const,
  },
};
const range = { StartTime: at(0.25), EndTime: at(180.5) };

describe('the AWS SDK against the stand-in', () => {
  it('reads a metric and an expression', async () => {
    const answer = await client.send(
      new GetMetricDataCommand({
        ...range,
        MetricDataQueries: [query, { Id: 'e1', Expression: 'RUNNING_SUM(m1)' }],
      }),
    );
    expect(answer.MetricDataResults).toEqual([
      {
        Id: 'm1',
        Label: 'Load',
        Timestamps: [at(120), at(60), at(0)],
        Values: [4, 2, 1],
        StatusCode: 'Complete',
      },
      {
        Id: 'e1',
        Label: 'e1',
        Timestamps: [at(120), at(60), at(0)],
        Values: [7, 3, 1],
        StatusCode: 'Complete',
      },
    ]);
    expect(answer.Messages).toEqual([]);
  });

  it('pages', async () => {
    const values: (number[] | undefined)[] = [];
    for await (const page of paginateGetMetricData(
      { client },
      { ...range, MaxDatapoints: 2, MetricDataQueries: [query] },
    ))
      values.push(page.MetricDataResults?.[0]?.Values);
    expect(values).toEqual([[4, 2], [1]]);
  });

  it('lists metrics', async () => {
    const answer = await client.send(
      new ListMetricsCommand({ Namespace: 'App', MetricName: 'Load', RecentlyActive: 'PT3H' }),
    );
    expect(answer.Metrics).toEqual([
      { Namespace: 'App', MetricName: 'Load', Dimensions: [{ Name: 'Host', Value: 'a' }] },
    ]);
  });

  it('puts metric data, compressed when it is long, and reads it back', async () => {
    const MetricData = Array.from({ length: 300 }, (_, i) => ({
      MetricName: 'Put',
      Timestamp: at(i * 0.5),
      Value: 1,
      Unit: 'Count' as const,
      StorageResolution: 1,
    }));
    await client.send(new PutMetricDataCommand({ Namespace: 'App', MetricData }));
    const MetricStat = { Metric: { Namespace: 'App', MetricName: 'Put' }, Period: 60, Stat: 'SampleCount' };
    const answer = await client.send(
      new GetMetricDataCommand({ ...range, MetricDataQueries: [{ Id: 'm1', MetricStat }] }),
    );
    expect(answer.MetricDataResults?.[0]?.Values).toEqual([60, 120, 120]);
  });

  it.each([
    [
      'InvalidNextToken',
      () => new GetMetricDataCommand({ ...range, NextToken: 'x', MetricDataQueries: [query] }),
      'InvalidNextToken',
    ],
    [
      'ValidationException',
      () => new GetMetricDataCommand({ ...range, MetricDataQueries: [query, query] }),
      'ValidationError',
    ],
    [
      'InvalidParameterValueException',
      () => new ListMetricsCommand({ RecentlyActive: 'PT9H' as 'PT3H' }),
      'InvalidParameterValue',
    ],
    [
      'MissingRequiredParameterException',
      () => new PutMetricDataCommand({ Namespace: 'App', MetricData: [{ MetricName: 'X' }] }),
      'MissingParameter',
    ],
    [
      'InvalidParameterCombinationException',
      () =>
        new PutMetricDataCommand({
          Namespace: 'App',
          MetricData: [{ MetricName: 'X', Value: 1, Values: [1] }],
        }),
      'InvalidParameterCombination',
    ],
  ])('throws %s', async (name, createCommand, code) => {
    const error = await client
      .send(createCommand() as GetMetricDataCommand)
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name, Code: code, $metadata: { httpStatusCode: 400 } });
  });
});
