import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AllocatedRow } from '#shared/domain/bucket.ts';
import { bucketsOf } from '#shared/domain/time.ts';
import type { RecordedComponent } from '#shared/fleet/endpointRecord.ts';
import { bucketOf, idleOf, poolOf, rowOf } from '#test/builders/bucket.ts';
import { recordedComponent, recordOf, teamTags } from '#test/builders/endpointRecord.ts';
import { settledState } from '#test/builders/poolState.ts';
import { at } from '#test/builders/samples.ts';
import { createMemoryEndpointRecords } from '#test/fakes/memoryEndpointRecords.ts';
import { createAskApi, memoryApiDeps } from '#test/harness/askApi.ts';

const [midnight, one] = [at('2026-01-01T00:00:00Z'), at('2026-01-01T01:00:00Z')];
const hour = 'window=2026-01-01T00:00:00Z,2026-01-01T01:00:00Z';

/** Of five minutes: red's chat holds two GPUs and is called a hundred times, blue's code holds one and is called by nobody. */
const chat = rowOf({ component: 'chat', model: 'llama', unitSeconds: 600, invocations: 100, uncounted: 0 });
const code = rowOf({ component: 'code', model: 'coder', team: 'blue', uncounted: 0 });
const chatRecord = recordedComponent({ name: 'chat', acceleratorsPerCopy: 2 });
const codeRecord = recordedComponent({ name: 'code', tags: teamTags(['blue', midnight]) });

/** An hour of an ml.g6.12xlarge at $5.752, a GPU-hour for $1.438, the rest of it idle. */
const open = async (
  allocated: readonly AllocatedRow[] = [chat, code],
  components: readonly RecordedComponent[] = [chatRecord, codeRecord],
) => {
  const deps = await memoryApiDeps();
  const pool = poolOf();
  await deps.ledger.changePool(pool, () => settledState({ from: midnight, to: one }));
  const held = allocated.reduce((sum, { unitSeconds }) => sum + unitSeconds, 0);
  for (const start of bucketsOf(midnight, one))
    await deps.ledger.putBucket(
      pool,
      bucketOf({ start, allocated: [...allocated], idle: idleOf(1_200 - held) }),
      0,
    );
  const records = createMemoryEndpointRecords(recordOf({ components: [...components] }));
  const failures: Error[] = [];
  const ask = createAskApi({ ...deps, records }, at('2026-01-03T00:07:00Z'), (error) => failures.push(error));
  const post = (query: string, body: unknown, groups = ['finance'], headers = {}) =>
    ask(`/v1/unit-costs?${query}`, {
      method: 'POST',
      groups,
      headers,
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  return { ask, post, failures };
};

const costOf = (usd: string, withoutIdleUsd = usd, smallSample = false) => ({
  kind: 'cost',
  usd,
  withoutIdleUsd,
  smallSample,
});

describe('GET /unit-costs', () => {
  it('tells what 1,000 invocations, a copy-hour and a GPU-hour cost, and of no traffic what was spent', async () => {
    const { ask } = await open();
    const { status, json } = await ask(`/v1/unit-costs?${hour}`);
    expect(status).toBe(200);
    expect(json).toMatchObject({
      meta: { currency: 'USD', state: 'settled', evidence: 'sampled', completeness: 1, teams: null },
      next: null,
    });
    expect(json).toHaveProperty('rows', [
      {
        team: 'blue',
        model: 'coder',
        costUsd: '1.438000000',
        invocations: 0,
        per1000Invocations: {
          kind: 'noTraffic',
          spentUsd: '1.438000000',
          spentWithoutIdleUsd: '1.438000000',
        },
        perCopyHour: costOf('1.438000000'),
        perGpuHour: costOf('1.438000000'),
      },
      {
        team: 'red',
        model: 'llama',
        costUsd: '2.876000000',
        invocations: 1_200,
        // 2.876 / 1.2
        per1000Invocations: costOf('2.396666667'),
        perCopyHour: costOf('2.876000000'),
        perGpuHour: costOf('1.438000000'),
      },
    ]);
  });

  it('tells them with the idle capacity that is borne, and without', async () => {
    const { ask } = await open();
    const { json } = await ask(
      `/v1/unit-costs?${hour}&aggregate=component&shareIdle=share&filter=component:chat`,
    );
    // Two thirds of a GPU-hour's $1.438 are borne.
    expect(json).toMatchObject({
      meta: { idle: { policy: 'share', over: 'endpoint', dependsOnOthers: true } },
      rows: [{ component: 'chat', perGpuHour: costOf('1.917333333', '1.438000000') }],
    });
  });

  it('marks a small sample, and says why a cost is not known', async () => {
    const few = { ...chat, invocations: 8 };
    const uncounted = { ...code, uncounted: 300 };
    const { ask } = await open([few, uncounted], []);
    expect((await ask(`/v1/unit-costs?${hour}&aggregate=component`)).json).toMatchObject({
      rows: [
        {
          per1000Invocations: { smallSample: true },
          perCopyHour: { kind: 'unknown', reason: 'unknown copies' },
        },
        { uncountedSeconds: 3_600, per1000Invocations: { kind: 'unknown', reason: 'uncounted' } },
      ],
    });
  });

  it('comes as a table, whose columns say what figures cannot', async () => {
    const { ask } = await open();
    const { text, headers } = await ask(`/v1/unit-costs?${hour}&aggregate=component`, {
      headers: { accept: 'text/csv' },
    });
    expect(headers['content-type']).toContain('text/csv');
    expect(text).toBe(
      [
        'component,costUsd,invocations,uncountedSeconds,per1000InvocationsUsd,per1000InvocationsWithoutIdleUsd,per1000InvocationsNote,perCopyHourUsd,perCopyHourWithoutIdleUsd,perCopyHourNote,perGpuHourUsd,perGpuHourWithoutIdleUsd,perGpuHourNote',
        'chat,2.876000000,1200,0,2.396666667,2.396666667,,2.876000000,2.876000000,,1.438000000,1.438000000,',
        'code,1.438000000,0,0,,,"no traffic, $1.438000000 spent",1.438000000,1.438000000,,1.438000000,1.438000000,',
        '',
      ].join('\r\n'),
    );
  });

  it('comes in pages, each where the last ended', async () => {
    const { ask } = await open();
    const first = await ask(`/v1/unit-costs?${hour}&aggregate=component&limit=1`);
    expect(first.json).toMatchObject({ rows: [{ component: 'chat' }], next: expect.any(String) });
    const [, link = ''] = /^<\?(.*)>; rel="next"$/.exec(first.headers.link ?? '') ?? [];
    const second = await ask(`/v1/unit-costs?${link}`);
    expect(second.json).toMatchObject({ rows: [{ component: 'code' }], next: null });
    const other = await ask(`/v1/unit-costs?${link.replace('component', 'model')}`);
    expect(other).toMatchObject({ status: 400, json: { errors: [{ parameter: 'cursor' }] } });
  });

  it('tells every fault at once', async () => {
    const { ask } = await open();
    const { status, json } = await ask('/v1/unit-costs?aggregate=copy&filter=instance:i-1&step=1d&limit=0');
    expect(status).toBe(400);
    expect(json).toMatchObject({
      errors: ['step', 'window', 'limit', 'aggregate', 'filter'].map((parameter) => ({ parameter })),
    });
  });

  it('has nothing by a name that is nowhere, as costs have not', async () => {
    const { ask } = await open();
    const asked = (name: string) =>
      ask(`/v1/unit-costs?${hour}&filter=team:${name}`, { groups: ['team-red'] });
    const [foreign, unknown] = [await asked('blue'), await asked('grue')];
    expect(foreign.status).toBe(404);
    expect(foreign.text.replaceAll('blue', 'grue')).toBe(unknown.text);
  });
});

describe('POST /unit-costs', () => {
  const token = (component: string, minute: string, into: number, out: number) => ({
    component,
    minute: `2026-01-01T${minute}:00Z`,
    in: into,
    out,
  });

  it('tells what a million tokens cost by given counts and weights, and which counts are in no figure', async () => {
    const { post } = await open();
    const body = {
      tokens: [
        token('chat', '00:05', 1_000_000, 100_000),
        token('chat', '00:05', 200_000, 0),
        token('chat', '01:00', 7, 7),
        token('other', '00:00', 1, 1),
      ],
      weights: { in: 1, out: 4 },
    };
    const { status, json } = await post(`${hour}&aggregate=component`, body);
    expect(status).toBe(200);
    expect(json).toMatchObject({
      rows: [
        {
          component: 'chat',
          tokensIn: 1_200_000,
          tokensOut: 100_000,
          // 2.876 / 1.3; 2.876 / (1.2 + 4 × 0.1) and four times that.
          perMillionTokens: costOf('2.212307692'),
          perMillionTokensIn: costOf('1.797500000'),
          perMillionTokensOut: costOf('7.190000000'),
        },
        { component: 'code' },
      ],
      leftOut: { rowsOutside: 1, componentCount: 1, components: ['other'] },
    });
    expect(json).not.toHaveProperty('rows.1.tokensIn');
  });

  it('has the same columns on every page of a table', async () => {
    const { post } = await open();
    const { text } = await post(`${hour}&aggregate=component`, { tokens: [] }, ['finance'], {
      accept: 'text/csv',
    });
    const [head = '', ...rows] = text.trimEnd().split('\r\n');
    expect(head).toMatch(/,tokensIn,tokensOut,perMillionTokensUsd,/);
    expect(rows.map((row) => row.replace(/"[^"]*"/g, '').split(',').length)).toEqual(
      rows.map(() => head.split(',').length),
    );
  });

  it('gives the tokens of a component that two share to both, before one of them is chosen', async () => {
    const half = { component: 'chat', model: 'llama', uncounted: 0 };
    const both = [rowOf({ ...half, invocations: 75 }), rowOf({ ...half, invocations: 25, team: 'blue' })];
    const { post } = await open(both);
    const body = { tokens: [token('chat', '00:05', 4_000_000, 0)] };
    const rows = [
      { team: 'blue', tokensIn: 1_000_000, perMillionTokensIn: costOf('1.438000000') },
      { team: 'red', tokensIn: 3_000_000, perMillionTokensIn: costOf('0.479333333') },
    ];
    expect((await post(`${hour}&aggregate=team`, body)).json).toMatchObject({ rows });
    expect((await post(`${hour}&aggregate=team&filter=team:red`, body)).json).toMatchObject({
      rows: [rows[1]],
    });
  });

  it('tells the faults of rows with where they are', async () => {
    const { post, failures } = await open();
    const { status, json } = await post(hour, {
      tokens: [
        { component: 'a b', minute: '2026-01-01T00:00:30Z', in: -1, out: 0.5 },
        { component: 7, minute: 'now', in: '5', out: 1e12, cost: 0 },
      ],
      weights: { in: 0, out: 1_000_000 },
    });
    expect(status).toBe(400);
    const pointers = (json as { errors: { pointer: string }[] }).errors.map(({ pointer }) => pointer);
    expect(pointers).toEqual([
      '/tokens/0/component',
      '/tokens/0/minute',
      '/tokens/0/in',
      '/tokens/0/out',
      '/tokens/1/component',
      '/tokens/1/minute',
      '/tokens/1/in',
      '/tokens/1/out',
      '/tokens/1',
      '/weights/in',
      '/weights/out',
    ]);
    expect(failures).toEqual([]);
  });

  it('takes fifty thousand rows and no more', async () => {
    const { post } = await open();
    const rows = (count: number) => ({
      tokens: Array.from({ length: count }, (_, index) =>
        token('chat', `00:${String(index % 60).padStart(2, '0')}`, 100_000_000_000, 1),
      ),
    });
    expect((await post(`${hour}&aggregate=component`, rows(50_000))).json).toMatchObject({
      rows: [{ tokensIn: 5_000_000_000_000_000, tokensOut: 50_000 }, {}],
    });
    expect(await post(hour, rows(50_001))).toMatchObject({
      status: 400,
      json: { errors: [{ pointer: '/tokens', detail: expect.stringContaining('more than 50,000 rows') }] },
    });
    expect(await post(hour, `{"tokens":[${' '.repeat(5_500_000)}]}`)).toMatchObject({ status: 400 });
  }, 20_000);

  it('goes on where a page ended only with the same counts', async () => {
    const { post } = await open();
    const first = await post(`${hour}&aggregate=component&limit=1`, { tokens: [] });
    const [, link = ''] = /^<\?(.*)>; rel="next"$/.exec(first.headers.link ?? '') ?? [];
    expect((await post(link, { tokens: [] })).json).toMatchObject({ rows: [{ component: 'code' }] });
    const others = { tokens: [token('chat', '00:00', 1, 1)] };
    expect(await post(link, others)).toMatchObject({
      status: 400,
      json: { errors: [{ parameter: 'cursor' }] },
    });
  });
});

describe('a team that asks for unit costs', () => {
  const body = {
    tokens: [
      { component: 'chat', minute: '2026-01-01T00:05:00Z', in: 1_000, out: 10 },
      { component: 'code', minute: '2026-01-01T00:05:00Z', in: 1_000, out: 10 },
      { component: 'nothing', minute: '2026-01-01T00:05:00Z', in: 1_000, out: 10 },
    ],
  };

  it('sees its own rows, with the copies of its own components', async () => {
    const { post } = await open();
    const { json } = await post(`${hour}&aggregate=component`, body, ['team-red']);
    expect(json).toMatchObject({ meta: { teams: ['red'] }, leftOut: { components: ['code', 'nothing'] } });
    expect(json).toHaveProperty('rows', [
      expect.objectContaining({ component: 'chat', tokensIn: 1_000, perCopyHour: costOf('2.876000000') }),
    ]);
  });

  it('is told the same whatever others hold, call and record', async () => {
    const half = at('2026-01-01T00:30:00Z');
    const asked = async (others: readonly AllocatedRow[], components: readonly RecordedComponent[]) => {
      const own = { ...chatRecord, createdAt: half, tags: teamTags(['red', half]) };
      const { ask, post } = await open([chat, ...others], [...components, own]);
      const answers = [
        await ask(`/v1/unit-costs?${hour}`, { groups: ['team-red'] }),
        await ask(`/v1/unit-costs?${hour}&aggregate=component&filter=component:code`, {
          groups: ['team-red'],
        }),
        await post(`${hour}&aggregate=component,model&shareIdle=separate`, body, ['team-red']),
      ];
      return answers.map(({ status, headers, text }) => [status, headers.etag, text]);
    };
    const expected = await asked([], []);
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          component: fc.constantFrom('code', 'chat'),
          unitSeconds: fc.constantFrom(300, 600),
          invocations: fc.nat(1_000),
          copies: fc.constantFrom(undefined, 1, 2),
        }),
        async ({ component, unitSeconds, invocations, copies }) => {
          const row = rowOf({
            component,
            unitSeconds,
            invocations,
            uncounted: 0,
            team: 'blue',
            model: 'coder',
          });
          // Blue's was there before red's of the same name.
          const life = {
            name: component,
            acceleratorsPerCopy: copies,
            tags: teamTags(['blue', midnight]),
            deletedBy: half,
          };
          expect(await asked([row], [recordedComponent(life)])).toEqual(expected);
        },
      ),
      { numRuns: 20 },
    );
  });
});
