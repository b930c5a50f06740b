import { describe, expect, it } from 'vitest';
import type { ApiDeps } from '#functions/api/deps.ts';
import {
  type AllocationChangesAnswer,
  allocationChangesOperation,
} from '#shared/api/allocationChangesOperation.ts';
import type { Bucket, Pool } from '#shared/domain/bucket.ts';
import type { PoolState } from '#shared/domain/poolState.ts';
import type { Instant } from '#shared/domain/time.ts';
import type { EndpointRecord, RecordedComponent } from '#shared/fleet/endpointRecord.ts';
import { amountOf, idleOf, poolOf } from '#test/builders/bucket.ts';
import { recordedComponent, recordOf, teamTags } from '#test/builders/endpointRecord.ts';
import { at, samplesOf } from '#test/builders/samples.ts';
import { createMemoryEndpointRecords } from '#test/fakes/memoryEndpointRecords.ts';
import { type Asking, createAskApi, memoryApiDeps } from '#test/harness/askApi.ts';
import { fillPool } from '#test/harness/fillPool.ts';
import { readAnswer } from '#test/harness/readAnswer.ts';

const midnight = at('2026-01-01T00:00:00Z');
const noon = at('2026-01-01T12:00:00Z');
const now = at('2026-01-01T12:20:00Z');
const window = 'window=2026-01-01T06:00:00Z,2026-01-01T12:00:00Z';
const url = `/v1/allocations/changes?${window}`;

/** One accelerator of each component, and a second one of each that is named with the time from which on it holds it. */
const heldFrom =
  (from: Record<string, Instant | undefined>) =>
  (start: Instant): Partial<Bucket> => {
    const counts = (since: Instant) =>
      Array.from({ length: 30 }, (_, slot) => Number(start + 10 * slot >= since));
    const holdings = Object.entries(from).flatMap(([component, since], index) => {
      const own = { component, container: `${component}-c` };
      const first = { ...own, accelerator: `gpu_${2 * index}`, counts: '1*30' };
      const second = { ...own, accelerator: `gpu_${2 * index + 1}` };
      return since === undefined ? [first] : [first, { ...second, counts: counts(since) }];
    });
    return { samples: [samplesOf({ instances: { 'i-1': '1*30' }, holdings })] };
  };

const component = (name: string, team: string, changes: Partial<RecordedComponent> = {}) =>
  recordedComponent({ name, model: `${name}-model`, tags: teamTags([team, midnight]), ...changes });

const shared = JSON.stringify({
  teams: [{ code: 'red' }, { code: 'blue' }],
  rules: [
    {
      name: 'both',
      match: { component: 'both*' },
      shares: [
        { team: 'red', parts: 1 },
        { team: 'blue', parts: 3 },
      ],
    },
  ],
});

const open = async (components: RecordedComponent[], record: Partial<EndpointRecord> = {}) => {
  const records = createMemoryEndpointRecords(recordOf({ components, ...record }));
  const deps: ApiDeps = { ...(await memoryApiDeps()), records };
  const ask = createAskApi(deps, now);
  const read = async (query = '', asking: Asking = {}) =>
    readAnswer(allocationChangesOperation, await ask(`${url}${query}`, asking));
  const fill = (
    buckets: ReturnType<typeof heldFrom>,
    { to = noon, ...state }: Partial<PoolState> & { to?: Instant } = {},
    pool: Pool = poolOf(),
  ) => {
    const range = { from: at('2026-01-01T04:00:00Z'), to };
    return fillPool(deps.ledger, pool, range, buckets, { collectedFrom: midnight, ...state });
  };
  const own = (text: string) => deps.owners.put({ who: 'x', at: midnight, note: '', text }, 0);
  return { deps, ask, read, fill, own };
};

const eight = at('2026-01-01T08:00:20Z');
const nine = at('2026-01-01T09:10:00Z');

describe('GET /allocations/changes', () => {
  it('tells a scale-out with its slot, its owner and the id of its event', async () => {
    const { read, fill } = await open([component('a', 'red')]);
    await fill(heldFrom({ a: eight }));
    const { rows, meta, next } = await read();
    expect(rows).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-f]{64}$/),
        at: '2026-01-01T08:00:20Z',
        withinSeconds: 10,
        direction: 'out',
        endpoint: 'ep',
        variant: 'AllTraffic',
        instanceType: 'ml.g6.12xlarge',
        component: 'a',
        model: 'a-model',
        unit: 'accelerator',
        from: 1,
        to: 2,
        share: 1,
        owners: [{ team: 'red', costCentre: null, product: null, parts: 1 }],
      },
    ]);
    expect(next).toBeNull();
    expect(meta).toMatchObject({
      state: 'settled',
      completeness: 1,
      evidence: 'sampled',
      settledThrough: '2026-01-01T12:00:00Z',
    });
  });

  it('tells nothing at the growing end that only looks like a scale-in', async () => {
    const { read, fill } = await open([component('a', 'red')]);
    await fill(heldFrom({ a: undefined }), {
      to: at('2026-01-01T11:55:00Z'),
      settledThrough: at('2026-01-01T11:45:00Z'),
    });
    const { rows, meta } = await read();
    expect(rows).toEqual([]);
    expect(meta).toMatchObject({ state: 'estimated', settledThrough: '2026-01-01T11:45:00Z' });
  });

  it('does not tell what was there as the ledger began', async () => {
    const { read, fill } = await open([component('a', 'red')]);
    await fill(heldFrom({ a: eight }), { collectedFrom: eight });
    expect((await read()).rows).toEqual([]);
  });

  it('tells a team of its own components alone, as if there were no others', async () => {
    const alone = await open([component('a', 'red')]);
    await alone.fill(heldFrom({ a: eight }));
    const beside = await open([component('a', 'red'), component('b', 'blue')]);
    const both = heldFrom({ a: eight, b: nine });
    const lost = { idle: idleOf(600), unknown: [{ reason: 'hole' as const, ...amountOf(300) }] };
    await beside.fill((start) => ({ ...both(start), ...lost }));
    const red = { groups: ['team-red'] };
    const own = await alone.ask(url, red);
    expect((own.json as AllocationChangesAnswer).rows).toHaveLength(1);
    expect((await beside.ask(url, red)).text).toBe(own.text);
    expect((await beside.ask(url, red)).headers.etag).toBe(own.headers.etag);
    expect(await beside.read()).toMatchObject({ meta: { completeness: 0.75 }, rows: [{}, {}] });
  });

  it('tells a team its own part of what several share, and nothing of whom it shares it with', async () => {
    const { read, fill, own, ask } = await open([component('both', 'none')]);
    await own(shared);
    await fill(heldFrom({ both: eight }));
    const red = await ask(url, { groups: ['team-red'] });
    expect((red.json as AllocationChangesAnswer).rows).toMatchObject([
      { id: null, from: 0.25, to: 0.5, share: 0.25, owners: [{ team: 'red', parts: 1 }] },
    ]);
    expect(red.text).not.toContain('blue');
    expect((await read()).rows).toMatchObject([
      { from: 1, to: 2, share: 1, owners: [{ team: 'red' }, { team: 'blue', parts: 3 }] },
    ]);
  });

  it('gives a change to whoever owned the component then', async () => {
    const tags = teamTags(['blue', midnight], ['red', at('2026-01-01T08:30:00Z')]);
    const { read, fill } = await open([component('a', 'x', { tags }), component('b', 'x', { tags })]);
    await fill(heldFrom({ a: eight, b: nine }));
    const of = async (team: string) =>
      (await read('', { groups: [`team-${team}`] })).rows.map((row) => row.component);
    expect(await of('blue')).toEqual(['a']);
    expect(await of('red')).toEqual(['b']);
  });

  it.each([
    ['component:b', ['b']],
    ['model:a-model', ['a']],
    ['team!:red', ['b']],
    ['direction:out%2Bteam:red', ['a']],
    ['direction:in', []],
    ['instanceType:ml.g6.12xlarge', ['a', 'b']],
    ['tag:Team:blue', ['b']],
  ])('chooses by %s', async (filter, components) => {
    const { read, fill } = await open([component('a', 'red'), component('b', 'blue')]);
    await fill(heldFrom({ a: eight, b: nine }));
    const { rows } = await read(`&filter=${filter}`);
    expect(rows.map((row) => row.component)).toEqual(components);
  });

  it('answers alike for names that there are not and names that are not the asker’s', async () => {
    const { ask, fill } = await open([component('a', 'red'), component('bb', 'blue')]);
    await fill(heldFrom({ a: eight, bb: nine }));
    const problem = async (label: string, name: string) => {
      const { status, text } = await ask(`${url}&filter=${label}:${name}`, { groups: ['team-red'] });
      return { status, text: text.replaceAll(name, 'NAME') };
    };
    for (const [label, foreign, unknown] of [
      ['component', 'bb', 'cc'],
      ['team', 'blue', 'ping'],
      ['model', 'bb-model', 'cc-model'],
    ] as const) {
      const answered = await problem(label, foreign);
      expect(answered.status).toBe(404);
      expect(answered).toEqual(await problem(label, unknown));
    }
  });

  it('gives pages of time, endpoint, pool and component that make up the whole', async () => {
    const { ask, fill } = await open([component('a', 'red'), component('b', 'red'), component('c', 'red')]);
    const other = poolOf({ instanceType: 'ml.g5.48xlarge' });
    await fill(heldFrom({ a: nine, b: eight, c: eight }));
    await fill(heldFrom({ a: eight }), {}, other);
    const told: string[] = [];
    let cursor: string | null = '';
    for (let page = 0; cursor !== null && page < 10; page += 1) {
      const more: string = cursor === '' ? '' : `&cursor=${cursor}`;
      const { headers, json } = await ask(`${url}&limit=1${more}`);
      const { rows, next } = json as AllocationChangesAnswer;
      told.push(...rows.map((row) => `${row.at.slice(11, 13)} ${row.instanceType} ${row.component}`));
      cursor = next;
      expect(headers.link === undefined).toBe(next === null);
    }
    expect(told).toEqual([
      '08 ml.g5.48xlarge a',
      '08 ml.g6.12xlarge b',
      '08 ml.g6.12xlarge c',
      '09 ml.g6.12xlarge a',
    ]);
  });

  it('begins anew with a cursor that is of no time', async () => {
    const { ask, fill } = await open([component('a', 'red'), component('b', 'red')]);
    await fill(heldFrom({ a: eight, b: eight }));
    const { next } = (await ask(`${url}&limit=1`)).json as AllocationChangesAnswer;
    const cursor = JSON.parse(Buffer.from(next ?? '', 'base64url').toString());
    for (const k of [[1e300], [null], ['x'], [0.5]]) {
      const made = Buffer.from(JSON.stringify({ ...cursor, k })).toString('base64url');
      expect((await ask(`${url}&limit=1&cursor=${made}`)).status).toBe(200);
    }
  });

  it('is a table, with the parts of several teams in one cell', async () => {
    const { ask, fill, own } = await open([component('both', 'none')]);
    await own(shared);
    await fill(heldFrom({ both: eight }));
    const { text } = await ask(url, { headers: { accept: 'text/csv' } });
    expect(text.split('\r\n').slice(0, 2)).toEqual([
      'at,withinSeconds,direction,endpoint,variant,instanceType,component,model,unit,from,to,share,teams,id',
      expect.stringMatching(
        /^2026-01-01T08:00:20Z,10,out,ep,AllTraffic,ml.g6.12xlarge,both,both-model,accelerator,1,2,1,red:1 blue:3,[0-9a-f]{64}$/,
      ),
    ]);
  });

  it('tells every fault at once', async () => {
    const { ask } = await open([]);
    const faults = async (query: string) => {
      const { status, json } = await ask(`/v1/allocations/changes?${query}`);
      expect(status).toBe(400);
      return (json as { errors: { parameter: string; detail: string }[] }).errors;
    };
    const all = await faults('window=10d&limit=x&cursor=y&filter=kind:idle&step=1h');
    expect(all.map(({ parameter }) => parameter)).toEqual(['step', 'filter', 'limit', 'cursor', 'window']);
    const [old] = await faults('window=2025-08-01&filter=');
    expect(old?.detail).toBe(
      'starts at 2025-08-01T00:00:00Z, but buckets are kept for 90 days; expected a start after 2025-10-03T12:20:00Z',
    );
    const [tag] = await faults('window=1d&filter=tag:env:prod');
    expect(tag).toEqual({
      parameter: 'filter',
      detail: 'asks for the tag "env", which is not recorded; the owners document says which tags are',
      allowed: ['tag:Team'],
    });
  });
});
