import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { startFauxqs } from 'fauxqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { giveDocument } from '#cli/documents/traceDocument.ts';
import { localAccess, localGroups } from '#cli/localAccess.ts';
import { createVirtualClock } from '#local/clock.ts';
import { worldOfTrace } from '#local/fleet/worldOfTrace.ts';
import { type FleetRun, startFleetRun } from '#local/fleetRun.ts';
import { synthesize } from '#local/synthesize.ts';
import { accessForm } from '#shared/access/accessForm.ts';
import { unitCostsOperation } from '#shared/api/unitCostsOperations.ts';
import { formatInstant, instant } from '#shared/domain/time.ts';
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
const range = ['--window', '2026-01-01T00:00:00Z,2026-01-01T01:00:00Z', '--aggregate', 'component'];
const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };

describe('tenner unit-costs', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tenner-unit-costs-'));
  let run: FleetRun;
  let s3: Awaited<ReturnType<typeof startFauxqs>>;
  let token: string;
  const unitCosts = (...args: string[]) =>
    runTennerOn(run.cloud, ['unit-costs', ...args], {
      AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${s3.port}`,
      TENNER_URL: run.cloud.url,
      TENNER_TOKEN: token,
    });
  const perMillion = async (...args: string[]) => {
    const { stdout, stderr } = await unitCosts(...range, '--json', ...args);
    expect(stderr).toBe('');
    const { rows } = unitCostsOperation.answer.parse(JSON.parse(stdout));
    return rows.map(({ component, perMillionTokens: each }) => [
      component,
      each?.kind === 'cost' ? each.usd : each?.kind,
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
    await giveDocument(run.cloud, accessForm, localAccess([]), instant(trace.start));
    await run.playTo(trace.start + 5_400);
    token = await run.cloud.issueToken({ subject: 'test', groups: [localGroups.finance] });
  });
  afterAll(async () => {
    await run?.cloud.stop();
    await s3?.stop();
    rmSync(folder, { recursive: true });
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
    expect(await perMillion('--token-metric', metric)).toEqual([
      ['chat', '1.438000000'],
      ['code', undefined],
    ]);
  });

  it('says where there are no tokens', async () => {
    const file = join(folder, 'none.csv');
    writeFileSync(file, 'component,minute,in,out\n');
    for (const [args, said] of [
      [['--tokens', file], `there are no tokens in ${file}`],
      [
        ['--token-metric', 'Chat/Tokens,PromptTokns,CompletionTokns,Component'],
        'there are no tokens: CloudWatch has no sums of PromptTokns and CompletionTokns in Chat/Tokens, by Component, in the time asked for',
      ],
    ] as const) {
      const { code, stdout, stderr } = await unitCosts(...range, ...args);
      expect([code, stderr]).toEqual([0, `note: ${said}\n`]);
      expect(stdout).toContain('PER 1,000');
    }
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
    expect(await perMillion('--tokens', 's3://tokens/day/1.csv.gz')).toEqual([
      ['chat', undefined],
      ['code', '0.359500000'],
    ]);
  });

  it('takes more rows than the API does at once, added up, and says how many lie outside', async () => {
    const minutes = Array.from({ length: 61 }, (_, minute) =>
      formatInstant(instant(trace.start + 60 * minute)),
    );
    const rows = minutes.flatMap((minute) => Array(600).fill(`chat,${minute},75,25\n`));
    const file = join(folder, 'tokens.csv.gz');
    writeFileSync(file, gzipSync(`component,minute,in,out\n${rows.join('')}`));
    // $2.876 for 3.6 million tokens; those of the last minute are of another hour.
    const { code, stdout, stderr } = await unitCosts(
      ...range,
      '--filter',
      'component:chat',
      '--tokens',
      file,
    );
    expect([code, stdout, stderr]).toEqual([
      0,
      `\
Unit costs
COMPONENT  INVOCATIONS                PER 1,000  COPY-HOUR  GPU-HOUR  TOKENS IN  TOKENS OUT    1M IN   1M OUT  1M BOTH
chat                 0  no traffic, $2.88 spent    $2.8760   $1.4380  2,700,000     900,000  $0.7989  $0.7989  $0.7989

window: 2026-01-01T00:00:00Z to 2026-01-01T01:00:00Z, UTC
state: settled
idle: borne by whoever the owners document says, else by nobody
`,
      'note: 600 rows of tokens lie outside of the time asked for\n',
    ]);
    const csv = await unitCosts(...range, '--tokens', file, '--csv');
    expect(csv.stdout).toContain(',2700000,900000,0.798888889,0.798888889,,');
  });

  it.each([
    [['--tokens', 's3://tokens/none.csv'], '--tokens s3://tokens/none.csv: no such object'],
    [['--token-metric', 'Chat'], 'expected NAMESPACE,IN,OUT,DIMENSION'],
    [['--tokens', 'a.csv', '--token-metric', 'a,b,c,d'], 'expected one of them'],
    [['--token-weights', '1:3'], 'neither of which is given'],
    [['--tokens', 'a.csv', '--token-weights', '1:0'], '--token-weights is "1:0"; expected two'],
    [['--tokens', 'a.csv', '--tokens', 'b.csv'], '--tokens is given 2 times; expected it once'],
  ])('says what is wrong with %j', async (args, message) => {
    const { code, stderr } = await unitCosts(...range, ...args);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });
});
