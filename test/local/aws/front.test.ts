import { request } from 'node:http';
import { gzipSync } from 'node:zlib';
import { CloudWatchClient, ListMetricsCommand, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { afterEach, describe, expect, it } from 'vitest';
import { type Front, openFront, PortTakenError } from '#local/aws/front.ts';
import { AwsError, type FaultPlan, type JsonService } from '#local/aws/jsonService.ts';
import { serveJson } from '#local/aws/wire/serveJson.ts';

let front: Front | undefined;
afterEach(() => front?.close());

const calls: unknown[] = [];

const monitoring: JsonService = {
  signingName: 'monitoring',
  targetPrefix: 'GraniteServiceVersion20100801',
  contentType: 'application/x-amz-json-1.0',
  errorNamespace: 'com.amazonaws.cloudwatch',
  operations: {
    ListMetrics: (input) => {
      calls.push(input);
      return { Metrics: [{ Namespace: 'A', MetricName: 'B' }] };
    },
    PutMetricData: (input) => void calls.push(input),
    GetMetricData: () => {
      throw new AwsError('InvalidParameterValueException', 'no such unit', {
        queryCode: 'InvalidParameterValue',
      });
    },
    GetDashboard: () => {
      throw new Error('a bug at /home/me/local/dashboard.ts');
    },
  },
};

const open = async (faults?: FaultPlan): Promise<Front> => {
  calls.length = 0;
  front = await openFront({ port: 0, clock: { now: () => 1_577_836_800 }, ...(faults && { faults }) });
  front.serve(serveJson(monitoring));
  return front;
};

const clientOf = ({ url }: Front, maxAttempts = 1) =>
  new CloudWatchClient({
    endpoint: url,
    region: 'us-east-1',
    maxAttempts,
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  });

const post = async ({ url }: Front, headers: Record<string, string>, body: string | Uint8Array = '{}') => {
  const response = await fetch(url, { method: 'POST', headers, body });
  return { status: response.status, headers: response.headers, body: await response.text() };
};

const target = (operation: string) => ({ 'x-amz-target': `GraniteServiceVersion20100801.${operation}` });

/** fetch sets the Host header itself. */
const statusForHost = (port: string, host: string): Promise<number | undefined> => {
  const { promise, resolve, reject } = Promise.withResolvers<number | undefined>();
  request({ port, host: '127.0.0.1', method: 'POST', headers: { host, ...target('ListMetrics') } })
    .on('response', (response) => resolve(response.resume().statusCode))
    .on('error', reject)
    .end('{}');
  return promise;
};

describe('openFront', () => {
  it('answers the SDK through the stand-in of the service it was signed for', async () => {
    const client = clientOf(await open());
    const { Metrics } = await client.send(new ListMetricsCommand({ Namespace: 'A' }));
    expect(Metrics).toEqual([{ Namespace: 'A', MetricName: 'B' }]);
    expect(calls).toEqual([{ Namespace: 'A' }]);
  });

  it('inflates what the SDK sends compressed', async () => {
    const client = clientOf(await open());
    const MetricData = Array.from({ length: 300 }, (_, index) => ({
      MetricName: `Metric${index}`,
      Value: 1,
    }));
    await client.send(new PutMetricDataCommand({ Namespace: 'A', MetricData }));
    expect(calls).toMatchObject([{ Namespace: 'A', MetricData: { length: 300 } }]);
  });

  it('writes an error as the service would', async () => {
    const answer = await post(await open(), target('GetMetricData'));
    expect(answer.status).toBe(400);
    expect(answer.body).toBe(
      '{"__type":"com.amazonaws.cloudwatch#InvalidParameterValueException","message":"no such unit"}',
    );
    expect(answer.headers.get('x-amzn-query-error')).toBe('InvalidParameterValue;Sender');
    expect(answer.headers.get('content-type')).toBe('application/x-amz-json-1.0');
    expect(answer.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('dates its answers by the clock of the run', async () => {
    const answer = await post(await open(), target('ListMetrics'));
    expect(answer.headers.get('date')).toBe('Wed, 01 Jan 2020 00:00:00 GMT');
  });

  it('hides the stack of an exception in a stand-in', async () => {
    const answer = await post(await open(), target('GetDashboard'));
    expect(answer.status).toBe(500);
    expect(answer.body).toBe(
      '{"__type":"com.amazonaws.cloudwatch#InternalFailure","message":"a bug at /home/me/local/dashboard.ts"}',
    );
  });

  it.each([
    [
      'an unknown operation',
      target('DeleteAlarms'),
      '{}',
      404,
      'UnknownOperationException',
      'monitoring has no DeleteAlarms here',
    ],
    [
      'a name every object has',
      target('toString'),
      '{}',
      404,
      'UnknownOperationException',
      'monitoring has no toString here',
    ],
    ['a body that is not JSON', target('ListMetrics'), '{"a":', 400, 'SerializationException', 'not JSON'],
    [
      'an unknown service',
      { 'x-amz-target': 'Kinesis_20131202.ListStreams' },
      '{}',
      400,
      'UnknownServiceException',
      'this port serves monitoring (GraniteServiceVersion20100801)',
    ],
    ['a request without a target', {}, '{}', 400, 'UnknownServiceException', 'X-Amz-Target absent'],
    [
      'a request signed for another service',
      {
        ...target('ListMetrics'),
        authorization: 'AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/sqs/aws4_request',
      },
      '{}',
      400,
      'UnknownServiceException',
      'signed for sqs',
    ],
    [
      'CBOR',
      { 'smithy-protocol': 'rpc-v2-cbor', 'content-type': 'application/cbor' },
      'x',
      415,
      'UnsupportedProtocolException',
      'speaks AWS JSON, not Smithy RPC v2 CBOR',
    ],
    [
      'the Query protocol',
      { 'content-type': 'application/x-www-form-urlencoded' },
      'Action=ListMetrics',
      415,
      'UnsupportedProtocolException',
      'not the Query protocol',
    ],
    [
      'a body that is no gzip',
      { ...target('ListMetrics'), 'content-encoding': 'gzip' },
      '{}',
      400,
      'SerializationException',
      'not gzip',
    ],
  ])('refuses %s', async (_, headers, body, status, shape, message) => {
    const answer = await post(await open(), headers as Record<string, string>, body);
    expect(answer.status).toBe(status);
    expect(answer.body).toContain(`#${shape}"`);
    expect(answer.body).toContain(message);
  });

  it('refuses a body over 16 MiB, inflated or not', async () => {
    const large = Buffer.alloc(16 * 1024 * 1024 + 1, ' ');
    const opened = await open();
    const inflated = await post(
      opened,
      { ...target('ListMetrics'), 'content-encoding': 'gzip' },
      gzipSync(large),
    );
    expect([inflated.status, inflated.body]).toEqual([
      413,
      expect.stringContaining('larger than 16777216 bytes'),
    ]);
    expect(calls).toEqual([]);
  });

  it('refuses a Host that is not this machine', async () => {
    const { port } = new URL((await open()).url);
    expect(await statusForHost(port, `evil.example:${port}`)).toBe(403);
    expect(await statusForHost(port, `localhost:${port}`)).toBe(200);
  });

  it('says which port is taken, and what to do', async () => {
    const port = Number(new URL((await open()).url).port);
    const second = openFront({ port, clock: { now: () => 0 } });
    await expect(second).rejects.toThrow(PortTakenError);
    await expect(second).rejects.toThrow(
      `port ${port} on 127.0.0.1 is taken: end what listens there, or choose another with --port`,
    );
  });

  it('answers with a planned error, which the SDK retries', async () => {
    const seen: unknown[] = [];
    const throttled = new AwsError('ThrottlingException', 'Rate exceeded', { queryCode: 'Throttling' });
    const opened = await open((call) => {
      seen.push(call);
      return seen.length === 1 ? { kind: 'error', error: throttled } : undefined;
    });
    await clientOf(opened, 2).send(new ListMetricsCommand({ Namespace: 'A' }));
    expect(seen).toHaveLength(2);
    expect(seen[0]).toEqual({ service: 'monitoring', operation: 'ListMetrics', input: { Namespace: 'A' } });
    expect(calls).toHaveLength(1);
  });

  it('cuts the connection in the middle of a body', async () => {
    const opened = await open(() => ({ kind: 'cut' }));
    await expect(post(opened, target('ListMetrics'))).rejects.toThrow();
    expect(calls).toHaveLength(1);
  });

  it('changes an answer on its way out', async () => {
    const opened = await open(() => ({ kind: 'edit', edit: (output) => ({ was: output }) }));
    expect((await post(opened, target('ListMetrics'))).body).toBe(
      '{"was":{"Metrics":[{"Namespace":"A","MetricName":"B"}]}}',
    );
  });

  it('holds an answer back', async () => {
    const opened = await open(() => ({ kind: 'delay', milliseconds: 50 }));
    const startedAt = performance.now();
    await post(opened, target('ListMetrics'));
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(49);
  });
});
