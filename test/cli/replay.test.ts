import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readTrace } from '#local/fleet/readTrace.ts';
import { at } from '#test/builders/samples.ts';
import { expectSampled, nano, replayDocument } from '#test/harness/replayDocument.ts';
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
      aggregate: ['endpoint', 'component', 'team', 'costCentre', 'product'],
      costBasis: 'allocation',
      idle: { policy: 'separate' },
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
        { kind: 'idle', endpoint, reason: 'unplaced', gpuSeconds: 111_600, costUsd: '44.578000000' },
      ],
      notMetered: [],
      total: { gpuSeconds: 691_200, costUsd: '276.096000000', completeness: 1 },
    });
  });

  it('is charged by the rates document of its folder, with a variance that makes it the cost', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tenner-rates-'));
    cpSync(example, folder, { recursive: true });
    const rules = [
      {
        name: 'savings plan',
        from: '2026-01-01T12:00:00Z',
        match: { instanceType: 'ml.g6.*' },
        cost: { factor: '0.5' },
      },
      { name: 'internal', match: { endpoint: '*' }, charge: { dollarsPerHour: '6' } },
    ];
    const unusedCommitment = [{ dollarsPerHour: '0.5' }];
    writeFileSync(join(folder, 'rates.json'), JSON.stringify({ rules, unusedCommitment }));
    const day = ['--from', '2026-01-01T00:00:00Z', '--to', '2026-01-02T00:00:00Z', '--every', '60'];
    const { rows, total, unusedCommitmentUsd } = await replayDocument(folder, ...day, '--rate', 'charge');
    rmSync(folder, { recursive: true });
    // 48 hours at $6 are $288; they cost 24 at $5.752 and 24 at $2.876.
    expect(rows.map(({ kind, costUsd }) => [kind, costUsd])).toEqual([
      ['allocated', '144.000000000'],
      ['allocated', '97.500000000'],
      ['idle', '46.500000000'],
      ['variance', '-80.928000000'],
    ]);
    expect(total.costUsd).toBe('207.072000000');
    expect(unusedCommitmentUsd).toBe('12.000000000');
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

TEAM     MODEL     GPU-HOURS     COST    SHARE
team-a   model-a       96.00  $138.05   50.0 %
team-b   model-b       65.00   $93.47   33.9 %
idle     unplaced      31.00   $44.58   16.1 %
unknown                 0.00    $0.00    0.0 %
──────────────────────────────────────────────
total                 192.00  $276.10  100.0 %
= 48 h of ml.g6.12xlarge × $5.752 = $276.096
`);
  });
});

describe('replay of stranded and of starting GPUs, in every view', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tenner-trace-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  writeFileSync(
    join(folder, 'components.csv'),
    'component,endpoint,variant,model,team,gpus_per_copy\na,ep,v,m-a,red,3\nb,ep,v,m-b,blue,3\nc,other,v,m-c,red,4\n',
  );
  writeFileSync(
    join(folder, 'instances.csv'),
    `time,endpoint,variant,instance_type,instances
2026-01-31T23:00:00Z,ep,v,ml.g6.48xlarge,1
2026-01-31T23:00:00Z,other,v,ml.g6.12xlarge,1
2026-01-31T23:40:00Z,other,v,ml.g6.12xlarge,2\n`,
  );
  writeFileSync(
    join(folder, 'copies.csv'),
    `time,component,copies
2026-01-31T23:00:00Z,a,1
2026-01-31T23:00:00Z,b,1
2026-01-31T23:00:00Z,c,1
2026-01-31T23:50:00Z,c,2\n`,
  );
  const hour = ['--from', '2026-01-31T23:30:00Z', '--to', '2026-02-01T00:30:00Z', '--every', '30'];
  // ep: 8 GPUs at $16.688 an hour, of which a and b hold 3 each and no third copy fits into 2. other: 4 GPUs at $5.752
  // for an hour, and 4 more for 50 minutes, the first 10 of them without a copy.
  const total = '27.233333333';

  it('tells why GPUs are idle, and what blocks them', async () => {
    const { rows, total: sum } = await replayDocument(folder, ...hour);
    const idle = rows.filter(({ kind }) => kind === 'idle');
    expect(idle).toEqual([
      {
        kind: 'idle',
        endpoint: 'ep',
        reason: 'stranded',
        blocker: 3,
        gpuSeconds: 7_200,
        costUsd: '4.172000000',
      },
      { kind: 'idle', endpoint: 'other', reason: 'starting', gpuSeconds: 2_400, costUsd: '0.958666666' },
    ]);
    expect(sum.costUsd).toBe(total);
  });

  it('adds up to the same by every label, basis and way to share', async () => {
    const views = [
      ['--aggregate', 'team', '--cost-basis', 'usage'],
      ['--aggregate', 'model,endpoint', '--idle', 'share'],
      ['--aggregate', 'endpoint', '--idle', 'even', '--idle-over', 'all', '--cost-basis', 'usage'],
      ['--aggregate', 'team', '--idle', 'red=2,blue=1'],
    ];
    const documents = await Promise.all(views.map((view) => replayDocument(folder, ...hour, ...view)));
    expect(documents.map((document) => document.total.costUsd)).toEqual(views.map(() => total));
    for (const { rows } of documents)
      for (const { costUsd, usedUsd, wasteUsd, unmeasuredUsd, idleUsd = '0' } of rows)
        if (usedUsd !== undefined)
          expect(
            [usedUsd, wasteUsd, unmeasuredUsd, idleUsd].reduce((sum, each) => sum + nano(each ?? null), 0n),
          ).toBe(nano(costUsd));
    // Stranded: $4.172, two to one; starting on `other`: all of it to red, who alone is there.
    // Of $27.233333333 what is held has $22.102666667, rounded up; so blue's third of $4.172, $1.3906666667, is rounded down.
    const [, , , weighted] = documents;
    expect(weighted?.rows.map(({ team, idleUsd }) => [team, idleUsd])).toEqual([
      ['blue', '1.390666666'],
      ['red', '3.740000000'],
    ]);
  });
});

/** Hours of each real trace with many steps, and the first of them at coarser ones; the whole of both is proven by `npm run prove`. */
const slices = [
  {
    name: 'helios-may',
    from: '2020-05-04T06:00:00Z',
    soon: '2020-05-04T10:00:00Z',
    to: '2020-05-04T18:00:00Z',
  },
  {
    name: 'openb-churn',
    from: '2024-01-20T00:00:00Z',
    soon: '2024-01-20T08:00:00Z',
    to: '2024-01-21T00:00:00Z',
  },
];

describe.each(slices)('replay of $name', ({ name, from, soon, to }) => {
  const dir = sharedTrace(name);

  it.skipIf(dir === undefined).each([
    { frequency: 10, end: to },
    { frequency: 30, end: soon },
    { frequency: 60, end: soon },
  ])('is exactly the step functions as sampled every $frequency s', async ({ frequency, end }) => {
    const args = ['--from', from, '--to', end, '--every', '60', '--publish-frequency', `${frequency}`];
    const document = await replayDocument(dir ?? '', ...args);
    expectSampled(document, await readTrace(dir ?? ''), frequency, { from: at(from), to: at(end) });
  });
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
      { kind: 'idle', endpoint: 'dear', reason: 'unplaced', gpuSeconds: 21_600, costUsd: null },
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
    [['replay', example, '--aggregate', 'team,owner'], 'expected one of endpoint, component, model, team'],
    [['replay', example, '--aggregate', 'team,team'], 'expected each label once'],
    [['replay', example, '--cost-basis', 'list'], 'expected one of allocation, usage'],
    [
      ['replay', example, '--idle', 'shared'],
      'expected separate, share, even or weights such as search=3,ads=1',
    ],
    [['replay', example, '--idle', 'share', '--idle-over', 'team'], 'expected one of endpoint, all'],
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
