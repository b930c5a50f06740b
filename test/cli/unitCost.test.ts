import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { replayDocument } from '#test/harness/replayDocument.ts';
import { runTenner } from '#test/harness/runTenner.ts';
import { sharedTrace } from '#test/harness/sharedData.ts';

const folders: string[] = [];
const writeFolder = (files: Record<string, string>): string => {
  const dir = mkdtempSync(join(tmpdir(), 'tenner-unit-cost-'));
  folders.push(dir);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(dir, name), text);
  return dir;
};
afterAll(() => {
  for (const dir of folders) rmSync(dir, { recursive: true });
});

const header = 'component,endpoint,variant,model,team,gpus_per_copy,base\n';
const instances = 'time,endpoint,variant,instance_type,instances\n';

describe('replay with unit costs', () => {
  const dir = writeFolder({
    'components.csv': `${header}llama,chat,v,llama-70b,platform,2,\nlegal,chat,v,lora,law,,llama\nquiet,chat,v,quiet-7b,ads,1,\n`,
    'instances.csv': `${instances}2026-01-01T00:00:00Z,chat,v,ml.g6.12xlarge,1\n`,
    'copies.csv': 'time,component,copies\n2026-01-01T00:00:00Z,llama,1\n2026-01-01T00:00:00Z,quiet,1\n',
    'invocations.csv':
      'time,seconds,component,invocations\n2026-01-01T00:00:00Z,3600,llama,1200\n2026-01-01T00:00:00Z,3600,legal,3600\n',
    'tokens.csv': 'component,minute,in,out\nlegal,2026-01-01T00:10:00Z,1500000,500000\n',
  });
  const tokens = ['--unit-cost', '--tokens', join(dir, 'tokens.csv')];

  it('tells people what units cost, what there was no traffic for, and what is not known', async () => {
    const { stdout } = await runTenner(
      'replay',
      dir,
      '--aggregate',
      'component',
      '--idle',
      'share',
      ...tokens,
    );
    // An hour at $5.752: llama's copy holds $2.876, of which legal has three quarters; quiet holds $1.438, and $1.438 are idle.
    expect(stdout.slice(stdout.indexOf('Unit costs')).trimEnd()).toBe(`\
Unit costs with idle
COMPONENT  INVOCATIONS                PER 1,000  COPY-HOUR  GPU-HOUR  TOKENS IN  TOKENS OUT    1M IN   1M OUT  1M BOTH
legal            3,600                  $0.7989    $3.8347   $1.9173  1,500,000     500,000  $1.4380  $1.4380  $1.4380
llama            1,200                  $0.7989    $3.8347   $1.9173          –           –        –        –        –
quiet                0  no traffic, $1.92 spent    $1.9173   $1.9173          –           –        –        –        –

Unit costs without idle
COMPONENT  INVOCATIONS                PER 1,000  COPY-HOUR  GPU-HOUR  TOKENS IN  TOKENS OUT    1M IN   1M OUT  1M BOTH
legal            3,600                  $0.5992    $2.8760   $1.4380  1,500,000     500,000  $1.0785  $1.0785  $1.0785
llama            1,200                  $0.5992    $2.8760   $1.4380          –           –        –        –        –
quiet                0  no traffic, $1.44 spent    $1.4380   $1.4380          –           –        –        –        –`);
  });

  it.each([
    [['--tokens', 'x.csv'], '--tokens is for --unit-cost, which is not given'],
    [['--unit-cost', '--token-weights', '1:3'], '--token-weights is for --tokens, which is not given'],
    [
      ['--unit-cost', '--tokens', 'x.csv', '--token-weights', '1:0'],
      '--token-weights is "1:0"; expected two',
    ],
    [['--unit-cost', '--tokens', '/nowhere.csv'], '--tokens /nowhere.csv: no such file'],
  ])('refuses %j before anything is played', async (options, message) => {
    const { code, stderr } = await runTenner('replay', dir, ...options);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });
});

const azure = sharedTrace('azure-llm-2023');

/** Requests and tokens by minute, of single requests as `2023-11-16 18:17:03.9799600,4808,10`. */
const byMinute = (component: string) => {
  const file = join(azure ?? '', `AzureLLMInferenceTrace_${component}.csv.gz`);
  const [, ...lines] = gunzipSync(readFileSync(file)).toString('utf8').trimEnd().split(/\r?\n/);
  const minutes = Map.groupBy(lines, (line) => `${line.slice(0, 10)}T${line.slice(11, 16)}:00Z`);
  return [...minutes]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([minute, own]) => {
      const sum = (column: number) => own.reduce((total, line) => total + Number(line.split(',')[column]), 0);
      return { component, minute, requests: own.length, in: sum(1), out: sum(2) };
    });
};

describe.skipIf(azure === undefined)('two LLM services of Azure, played as components', () => {
  it('cost per million tokens in and out what arithmetic by hand says', async () => {
    const rows = [...byMinute('code'), ...byMinute('conv')];
    const start = '2023-11-16T18:15:00Z';
    const dir = writeFolder({
      'components.csv': `${header}code,llm,v,code-34b,dev,2,\nconv,llm,v,conv-7b,chat,1,\n`,
      'instances.csv': `${instances}${start},llm,v,ml.g6.12xlarge,1\n`,
      'copies.csv': `time,component,copies\n${start},code,1\n${start},conv,1\n`,
      'invocations.csv': `time,seconds,component,invocations\n${rows
        .map(({ component, minute, requests }) => `${minute},60,${component},${requests}\n`)
        .join('')}`,
      'tokens.csv': `component,minute,in,out\n${rows
        .map((row) => `${row.component},${row.minute},${row.in},${row.out}\n`)
        .join('')}`,
    });
    const hour = ['--from', start, '--to', '2023-11-16T19:15:00Z', '--aggregate', 'component'];
    const tokens = ['--unit-cost', '--tokens', join(dir, 'tokens.csv'), '--token-weights', '1:3'];
    const { unitCosts, total } = await replayDocument(dir, ...hour, ...tokens);
    expect(total.costUsd).toBe('5.752000000');
    const cost = (usd: string) => ({ usd, withoutIdleUsd: usd });
    expect(unitCosts).toEqual([
      {
        component: 'code',
        // Two of four GPUs of an ml.g6.12xlarge for an hour: 5.752 / 2.
        costUsd: '2.876000000',
        invocations: 8_819,
        // 2.876 × 1,000 / 8,819
        per1000Invocations: cost('0.326114072'),
        perCopyHour: cost('2.876000000'),
        perGpuHour: cost('1.438000000'),
        tokensIn: 18_059_974,
        tokensOut: 245_896,
        // 2.876 × 1,000,000 / (18,059,974 + 245,896) = 2,876,000 / 18,305,870
        perMillionTokens: cost('0.157108075'),
        // At three times as much a token out: 2,876,000 / (18,059,974 + 3 × 245,896) = 2,876,000 / 18,797,662
        perMillionTokensIn: cost('0.152997750'),
        perMillionTokensOut: cost('0.458993251'),
      },
      {
        component: 'conv',
        // One of four: 5.752 / 4.
        costUsd: '1.438000000',
        invocations: 19_366,
        per1000Invocations: cost('0.074253847'),
        perCopyHour: cost('1.438000000'),
        perGpuHour: cost('1.438000000'),
        tokensIn: 22_361_870,
        tokensOut: 4_088_665,
        // 1,438,000 / 26,450,535
        perMillionTokens: cost('0.054365630'),
        // 1,438,000 / (22,361,870 + 3 × 4,088,665) = 1,438,000 / 34,627,865
        perMillionTokensIn: cost('0.041527250'),
        perMillionTokensOut: cost('0.124581749'),
      },
    ]);
  });
});
