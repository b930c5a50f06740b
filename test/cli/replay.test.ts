import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readTrace } from '#local/fleet/readTrace.ts';
import { at } from '#test/builders/samples.ts';
import { expectSampled, replayDocument } from '#test/harness/replayDocument.ts';
import { runTenner } from '#test/harness/runTenner.ts';
import { sharedTrace } from '#test/harness/sharedData.ts';

const example = resolve(import.meta.dirname, '../../local/examples/aws-post');

describe('replay of the AWS post’s day', () => {
  it('costs 276.096 to the nano-dollar, and so does each of its rows', async () => {
    const { stderr, ...document } = await replayDocument(
      example,
      '--from',
      '2026-01-01T00:00:00Z',
      '--to',
      '2026-01-02T00:00:00Z',
    );
    // Component a: 4 GPUs × 24 h = 96 GPU-hours. Component b: 2 GPUs × 15.5 h + 4 GPUs × 8.5 h = 65 GPU-hours.
    // Idle: 8 GPUs × 24 h − 96 − 65 = 31 GPU-hours. One GPU-hour is $5.752 / 4 = $1.438.
    expect(stderr).toBe('');
    const endpoint = document.rows[0]?.endpoint;
    expect(document).toEqual({
      from: '2026-01-01T00:00:00Z',
      to: '2026-01-02T00:00:00Z',
      currency: 'USD',
      rows: [
        {
          kind: 'allocated',
          endpoint,
          component: 'component-a',
          team: 'team-a',
          gpuSeconds: 345_600,
          costUsd: '138.048000000',
        },
        {
          kind: 'allocated',
          endpoint,
          component: 'component-b',
          team: 'team-b',
          gpuSeconds: 234_000,
          costUsd: '93.470000000',
        },
        { kind: 'idle', endpoint, gpuSeconds: 111_600, costUsd: '44.578000000' },
      ],
      total: { gpuSeconds: 691_200, costUsd: '276.096000000', completeness: 1 },
    });
  });

  it('shows people a table that adds up', async () => {
    const { code, stdout } = await runTenner(
      'replay',
      example,
      '--from',
      '2026-01-01T00:00:00Z',
      '--to',
      '2026-01-02T00:00:00Z',
      '--every',
      '60',
    );
    expect(code).toBe(0);
    expect(stdout).toBe(`aws-post, 2026-01-01T00:00:00Z to 2026-01-02T00:00:00Z

TEAM     MODEL    GPU-HOURS     COST    SHARE
team-a   model-a      96.00  $138.05   50.0 %
team-b   model-b      65.00   $93.47   33.9 %
idle                  31.00   $44.58   16.1 %
unknown                0.00    $0.00    0.0 %
─────────────────────────────────────────────
total                192.00  $276.10  100.0 %
= 48 h of ml.g6.12xlarge × $5.752 = $276.096
`);
  });
});

/** Hours of each real trace with many steps; the whole of both is proven by `npm run prove`. */
const slices = [
  { name: 'helios-may', from: '2020-05-04T06:00:00Z', to: '2020-05-04T18:00:00Z' },
  { name: 'openb-churn', from: '2024-01-20T00:00:00Z', to: '2024-01-21T00:00:00Z' },
];

describe.each(slices)('replay of $name', ({ name, from, to }) => {
  const dir = sharedTrace(name);

  it.skipIf(dir === undefined).each([10, 30, 60])(
    'is exactly the step functions as sampled every %s s',
    async (frequency) => {
      const args = ['--from', from, '--to', to, '--every', '60', '--publish-frequency', `${frequency}`];
      const document = await replayDocument(dir ?? '', ...args);
      expectSampled(document, await readTrace(dir ?? ''), frequency, { from: at(from), to: at(to) });
    },
  );
});

describe('replay of fleets that are out of the ordinary', () => {
  const folders: string[] = [];
  const writeTrace = (files: Record<string, string>): string => {
    const dir = mkdtempSync(join(tmpdir(), 'tenner-trace-'));
    folders.push(dir);
    for (const [name, text] of Object.entries(files)) writeFileSync(join(dir, name), text);
    return dir;
  };
  afterAll(() => {
    for (const dir of folders) rmSync(dir, { recursive: true });
  });

  const components = 'component,endpoint,variant,model,team,gpus_per_copy\n';
  const instances = 'time,endpoint,variant,instance_type,instances\n';
  const copies = 'time,component,copies\n';
  const hour = ['--from', '2026-01-31T23:30:00Z', '--to', '2026-02-01T00:30:00Z', '--every', '30'];

  it('leaves what has no price out of the total, keeps its GPU-seconds, and says so', async () => {
    const dir = writeTrace({
      'components.csv': `${components}a,priced,v,m,red,1\nb,dear,v,m,blue,2\nc,strange,v,m,,1\n`,
      'instances.csv': `${instances}2026-01-31T23:00:00Z,priced,v,ml.g5.xlarge,1
2026-01-31T23:00:00Z,dear,v,ml.p5en.48xlarge,1\n2026-01-31T23:00:00Z,strange,v,ml.zz9.huge,1\n`,
      'copies.csv': `${copies}2026-01-31T23:00:00Z,a,1\n2026-01-31T23:00:00Z,b,1\n2026-01-31T23:45:00Z,c,1\n`,
    });
    const { rows, total, stderr } = await replayDocument(dir, ...hour);
    expect(rows).toEqual([
      { kind: 'allocated', endpoint: 'dear', component: 'b', team: 'blue', gpuSeconds: 7_200, costUsd: null },
      { kind: 'idle', endpoint: 'dear', gpuSeconds: 21_600, costUsd: null },
      {
        kind: 'allocated',
        endpoint: 'priced',
        component: 'a',
        team: 'red',
        gpuSeconds: 3_600,
        costUsd: '1.408000000',
      },
      { kind: 'allocated', endpoint: 'strange', component: 'c', gpuSeconds: 2_700, costUsd: null },
    ]);
    expect(total).toEqual({ gpuSeconds: 35_100, costUsd: '1.408000000', completeness: 1 });
    expect(stderr).toContain('note: ml.p5en.48xlarge is unpriced');
    expect(stderr).toContain('note: ml.zz9.huge is unpriced');
  });

  it('keeps two variants apart that use the same instance types, at a period that is no whole bucket', async () => {
    const dir = writeTrace({
      'components.csv': `${components}a,ep,one,m,red,1\nb,ep,two,m,blue,2\n`,
      'instances.csv': `${instances}${['one', 'two']
        .flatMap((variant) => ['ml.g6.12xlarge', 'ml.g5.12xlarge'].map((type) => `${variant},${type}`))
        .map((pool) => `2026-01-31T23:00:00Z,ep,${pool},1\n`)
        .join('')}`,
      'copies.csv': `${copies}2026-01-31T23:00:00Z,a,5\n2026-01-31T23:00:00Z,b,3\n`,
    });
    const { rows, total } = await replayDocument(dir, ...hour.slice(0, 4), '--every', '7');
    const seconds = rows.map(({ component, kind, gpuSeconds }) => [component ?? kind, gpuSeconds]);
    // Four instances of four GPUs: 16 GPU-hours, of which a holds 5 and b 6; 2 × ($5.752 + $7.09).
    expect(seconds).toEqual([
      ['a', 18_000],
      ['b', 21_600],
      ['idle', 18_000],
    ]);
    expect(total.costUsd).toBe('25.684000000');
  });

  it('names file, line and column of a malformed trace, plays nothing, and exits with 2', async () => {
    const dir = writeTrace({
      'components.csv': `${components}a,ep,v,m,red,one\n`,
      'instances.csv': `${instances}2026-01-31T23:00:00,ep,v,ml.g5.xlarge,1\n`,
      'copies.csv': `${copies}2026-01-31T23:00:00Z,a,-1\n`,
    });
    const { code, stdout, stderr } = await runTenner('replay', dir);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/components\.csv:2: column gpus_per_copy/);
    expect(stderr).toMatch(/instances\.csv:2: column time/);
    expect(stderr).toMatch(/copies\.csv:2: column copies/);
  });

  it('names the time of a trace that cannot be placed', async () => {
    const dir = writeTrace({
      'components.csv': `${components}a,ep,v,m,red,3\n`,
      'instances.csv': `${instances}2026-01-31T23:00:00Z,ep,v,ml.g6.12xlarge,1\n`,
      'copies.csv': `${copies}2026-01-31T23:00:00Z,a,1\n2026-01-31T23:10:05Z,a,2\n`,
    });
    const { code, stderr } = await runTenner('replay', dir);
    expect(code).toBe(2);
    expect(stderr).toContain('2026-01-31T23:10:05Z: component a: a copy needs 3 accelerators');
  });

  it.each([
    [['replay'], 'replay takes one trace folder'],
    [['replay', '/no/such/folder'], '/no/such/folder: no such folder'],
    [['replay', example, '--from', 'yesterday'], '--from is "yesterday"'],
    [['replay', example, '--to', '2026-01-01T00:01:00Z'], 'no bucket edge'],
    [['replay', example, '--from', '2026-01-02T00:00:00Z', '--to', '2026-01-01T00:00:00Z'], 'is not before'],
    [['replay', example, '--every', '0'], 'expected a whole number from 1 to 129'],
    [['replay', example, '--publish-frequency', '15'], 'expected one of 10, 30, 60'],
    [['replay', example, '--bogus'], "Unknown option '--bogus'"],
    [['start', '--port', '65536'], 'expected a whole number from 1 to 65535'],
    [['start', '--data', ''], '--data is empty'],
    [['start', '--data', resolve(example, 'copies.csv')], 'not a folder'],
    [['start', '--data', '/no/such/parent/folder'], 'cannot be made'],
    [['replay', ''], 'not an empty name'],
    [['nonsense'], 'there is no command "nonsense"'],
  ])('answers %j with one line and exit code 2', async (args, message) => {
    const { code, stdout, stderr } = await runTenner(...args);
    expect({ code, stdout, lines: stderr.trimEnd().split('\n').length }).toEqual({
      code: 2,
      stdout: '',
      lines: 1,
    });
    expect(stderr).toContain(message);
  });

  it('ends quietly when whoever reads the output stops early', async () => {
    const entry = resolve(import.meta.dirname, '../../cli/tenner.ts');
    const args = [entry, 'replay', example, '--to', '2026-01-01T01:00:00Z', '--every', '60', '--json'];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.destroy();
    let printed = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
    });
    const [code] = await once(child, 'close');
    expect({ code, printed }).toEqual({ code: 0, printed: '' });
  });

  it('answers a taken port with one line and exit code 2', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? `${address?.port}` : '';
    const { code, stderr } = await runTenner('start', '--once', '--port', port);
    server.close();
    expect({ code, lines: stderr.trimEnd().split('\n').length }).toEqual({ code: 2, lines: 1 });
    expect(stderr).toContain(`port ${port} on 127.0.0.1 is taken`);
  });
});
