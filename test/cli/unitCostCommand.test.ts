import { gzipSync } from 'node:zlib';
import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { startFauxqs } from 'fauxqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createVirtualClock } from '#local/clock.ts';
import { worldOfTrace } from '#local/fleet/worldOfTrace.ts';
import { type FleetRun, startFleetRun } from '#local/fleetRun.ts';
import { synthesize } from '#local/synthesize.ts';
import { traceOf } from '#test/builders/fleet.ts';
import { runTennerOn } from '#test/harness/runTenner.ts';

// Two GPUs of `chat` and one of `code` on an ml.g6.12xlarge, $1.438 a GPU-hour: $2.876 and $1.438 in the hour.
const trace = traceOf({
  instances: { 'ml.g6.12xlarge': [['00:00', 1]] },
  components: {
    chat: { gpus: 2, team: 'assistants', steps: [['00:00', 1]] },
    code: { gpus: 1, team: 'tools', steps: [['00:00', 1]] },
  },
});
const range = ['--from', '2026-01-01T00:00:00Z', '--to', '2026-01-01T01:00:00Z', '--aggregate', 'component'];
const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };

describe('tenner unit-cost', () => {
  let run: FleetRun;
  let s3: Awaited<ReturnType<typeof startFauxqs>>;
  const unitCost = (...args: string[]) =>
    runTennerOn(run.cloud, ['unit-cost', ...args], { AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${s3.port}` });
  const perMillion = async (...args: string[]) => {
    const { stdout, stderr } = await unitCost(...range, '--json', ...args);
    expect(stderr).toBe('');
    const { unitCosts } = JSON.parse(stdout);
    return unitCosts.map((each: Record<string, { usd?: string; note?: string }>) => [
      each.component,
      each.perMillionTokens?.usd ?? each.perMillionTokens?.note,
      each.per1000Invocations?.note,
    ]);
  };
  beforeAll(async () => {
    const clock = createVirtualClock(trace.start);
    s3 = await startFauxqs({ port: 0, logger: false });
    run = await startFleetRun({
      world: worldOfTrace(trace, { publishFrequency: 60 }),
      assembly: await synthesize(),
      clock,
      every: '5 minutes',
      port: 0,
    });
    await run.playTo(trace.start + 5_400);
  });
  afterAll(async () => {
    await run?.cloud.stop();
    await s3?.stop();
  });

  it('takes tokens from a CloudWatch metric of the user’s', async () => {
    const client = new CloudWatchClient({ endpoint: run.cloud.url, region: 'us-east-1', credentials });
    const tokens = (MetricName: string, Value: number) => ({
      MetricName,
      Value,
      Timestamp: new Date((trace.start + 600) * 1000),
      Dimensions: [{ Name: 'Component', Value: 'chat' }],
    });
    const MetricData = [tokens('PromptTokens', 1_500_000), tokens('CompletionTokens', 500_000)];
    await client.send(new PutMetricDataCommand({ Namespace: 'Chat/Tokens', MetricData }));
    const metric = 'Chat/Tokens,PromptTokens,CompletionTokens,Component';
    // $2.876 for two million tokens.
    expect((await perMillion('--token-metric', metric))[0]).toEqual([
      'chat',
      '1.438000000',
      'no traffic, $2.88 spent',
    ]);
  });

  it('takes tokens from an object in S3', async () => {
    const client = new S3Client({
      endpoint: `http://127.0.0.1:${s3.port}`,
      region: 'us-east-1',
      credentials,
      forcePathStyle: true,
    });
    await client.send(new CreateBucketCommand({ Bucket: 'tokens' }));
    const Body = gzipSync('component,minute,in,out\ncode,2026-01-01T00:10:00Z,3000000,1000000\n');
    await client.send(new PutObjectCommand({ Bucket: 'tokens', Key: 'day/1.csv.gz', Body }));
    // $1.438 for four million tokens.
    expect((await perMillion('--tokens', 's3://tokens/day/1.csv.gz'))[1]?.slice(0, 2)).toEqual([
      'code',
      '0.359500000',
    ]);
  });

  it.each([
    [['--tokens', 's3://tokens/none.csv'], '--tokens s3://tokens/none.csv: no such object'],
    [['--token-metric', 'Chat'], 'expected NAMESPACE,IN,OUT,DIMENSION'],
    [['--tokens', 'a.csv', '--token-metric', 'a,b,c,d'], 'expected one of them'],
  ])('says what is wrong with %j', async (args, message) => {
    const { code, stderr } = await unitCost(...range, ...args);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });
});
