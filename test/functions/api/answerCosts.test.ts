import { beforeEach, describe, expect, it } from 'vitest';
import type { ApiDeps } from '#functions/api/deps.ts';
import type { CostAnswerRow, CostsAnswer } from '#shared/api/costsOperation.ts';
import { at } from '#test/builders/samples.ts';
import { fillLedger, type TeamHolding } from '#test/builders/teamLedger.ts';
import { type Asking, createAskApi, memoryApiDeps } from '#test/harness/askApi.ts';

const range = { from: at('2026-01-02T00:00:00Z'), to: at('2026-01-02T02:00:00Z') };
const now = at('2026-01-03T00:07:00Z');
const own = (component: string, team: string | undefined, unitSeconds: number): TeamHolding => ({
  component,
  team,
  unitSeconds,
});

let deps: ApiDeps;

/** Two hours: `chat` with a (red, one GPU in the mean) and b (blue, two), `batch` with c (nobody's, one). */
beforeEach(async () => {
  deps = await memoryApiDeps();
  await fillLedger(deps.ledger, range, [
    { pool: { endpoint: 'chat' }, holdings: () => [own('a', 'red', 300), own('b', 'blue', 600)] },
    { pool: { endpoint: 'batch' }, holdings: () => [own('c', undefined, 300)] },
  ]);
});

const send = (query: string, asking: Asking = {}) => createAskApi(deps, now)(`/v1/costs?${query}`, asking);
const ask = async (query: string, asking: Asking = {}): Promise<CostsAnswer> => {
  const { status, json, text } = await send(query, asking);
  if (status !== 200) throw new Error(text);
  return json as CostsAnswer;
};

const tell = ({ from, kind, reason, team, component, gpuSeconds, costUsd }: CostAnswerRow): string =>
  [from.slice(8, 16), kind, reason, team ?? component ?? '-', gpuSeconds / 3_600, costUsd?.slice(0, -7)]
    .filter((each) => each !== undefined)
    .join(' ');

describe('GET /costs', () => {
  it('adds up by labels, with what nobody holds apart', async () => {
    const { rows, total, meta } = await ask('window=2026-01-02&aggregate=team');
    expect(rows.map(tell)).toEqual([
      '02T00:00 allocated blue 4 5.75',
      '02T00:00 allocated red 2 2.87',
      '02T00:00 allocated - 2 2.87',
      '02T00:00 idle unplaced - 24 34.51',
    ]);
    expect(total).toEqual({ gpuSeconds: 115_200, costUsd: '46.016000000', unpricedGpuSeconds: 0 });
    expect(meta).toMatchObject({
      window: { from: '2026-01-02T00:00:00Z', to: '2026-01-03T00:00:00Z', zone: 'UTC' },
      currency: 'USD',
      costBasis: 'allocation',
      idle: { policy: 'payers' },
      completeness: 1,
      evidence: 'sampled',
      teams: null,
    });
  });

  it('knows a zone with a plus, encoded or not', async () => {
    for (const zone of ['Etc/GMT+5', 'Etc/GMT%2B5'])
      expect((await ask(`window=2026-01-02&zone=${zone}`)).meta.window).toEqual({
        from: '2026-01-02T05:00:00Z',
        to: '2026-01-03T05:00:00Z',
        zone: 'Etc/GMT+5',
      });
    expect((await send('window=2026-01-02&zone=New York')).text).toContain('such as America/New_York');
  });

  it('cuts a window into steps of a zone’s days', async () => {
    const { rows } = await ask(
      'window=2026-01-01,2026-01-04&zone=Asia/Kolkata&step=day&aggregate=team&filter=team:red',
    );
    expect(rows.map(({ from, to }) => [from, to])).toEqual([
      ['2026-01-01T18:30:00Z', '2026-01-02T18:30:00Z'],
    ]);
  });

  it('gives the costliest, and the rest as one row after them', async () => {
    const { rows } = await ask('window=2026-01-02&aggregate=team&top=1&sort=-cost&includeIdle=false');
    expect(rows.map(tell)).toEqual(['02T00:00 allocated blue 4 5.75', '02T00:00 rest - 4 5.75']);
  });

  it('goes on after the last row of a page, whatever has come meanwhile', async () => {
    const query = 'window=2026-01-02&aggregate=component&includeIdle=false&limit=1';
    const first = await ask(query);
    await fillLedger(deps.ledger, range, [
      { pool: { endpoint: 'new' }, holdings: () => [own('aa', 'red', 10)] },
    ]);
    const second = await ask(`${query}&cursor=${first.next}`);
    const third = await ask(`${query}&cursor=${second.next}`);
    expect([first, second, third].map(({ rows }) => rows[0]?.component)).toEqual(['a', 'aa', 'b']);
  });

  it('keeps the window of the first page', async () => {
    const query = 'window=1d&aggregate=component&limit=1';
    const first = await ask(query);
    const later = createAskApi(deps, at('2026-01-03T01:00:00Z'));
    const { json } = await later(`/v1/costs?${query}&cursor=${first.next}`);
    expect(json).toMatchObject({ meta: { window: first.meta.window } });
  });

  it('tells what a name is made of, and no more of a long one than is read', async () => {
    const detailOf = async (name: string) => {
      const { json } = await send(`window=2026-01-02&filter=component:${encodeURIComponent(`"${name}"`)}`);
      return (json as { detail: string }).detail;
    };
    const right = 'in this window; there is "a", "b", "c"';
    expect(await detailOf('x\u001b[31m')).toBe(`no component "x\\u{1b}[31m" ${right}`);
    expect(await detailOf('y\u202ez')).toBe(`no component "y\\u{202e}z" ${right}`);
    expect(await detailOf('n'.repeat(200))).toBe(`no component "${'n'.repeat(60)}…" ${right}`);
  });

  it('says of every label and tag that there is none of it, each where it was asked', async () => {
    const { status, json } = await send(
      'window=2026-01-02&aggregate=,teem,tag:env&filter=tag:env:prod+tag:tier:1',
    );
    expect([status, json]).toMatchObject([
      400,
      {
        errors: [
          {
            parameter: 'aggregate',
            detail:
              'label "" is unknown; label "teem" is unknown; is team meant?; expected some of endpoint, component, model, team, ' +
              'costCentre, product, variant, instanceType, instance, copy, tag:KEY',
          },
          {
            parameter: 'filter',
            detail: expect.stringContaining('asks for the tag "env", which is not recorded'),
          },
          {
            parameter: 'filter',
            detail: expect.stringContaining('asks for the tag "tier"'),
            allowed: ['tag:Team'],
          },
        ],
      },
    ]);
    const { json: twice } = await send('window=2026-01-02&aggregate=tag:env&filter=tag:env:prod');
    expect(twice).toMatchObject({ errors: [{ parameter: 'aggregate' }, { parameter: 'filter' }] });
  });

  it('tells that the order of an amount is not any more as it was', async () => {
    const query = 'window=2026-01-02&aggregate=component&sort=-cost&limit=1';
    const { next } = await ask(query);
    expect((await ask(`${query}&cursor=${next}`)).rows).toHaveLength(1);
    await fillLedger(deps.ledger, range, [
      { pool: { endpoint: 'other' }, holdings: () => [own('z', 'red', 900)] },
    ]);
    const { status, json } = await send(`${query}&cursor=${next}`);
    expect([status, json]).toEqual([
      409,
      expect.objectContaining({
        type: 'urn:tenner:problem:api.cursor_outdated',
        title: 'Something has changed in the meantime',
      }),
    ]);
  });

  it('takes a cursor for no other question, and for no other asker', async () => {
    const { next } = await ask('window=2026-01-02&aggregate=component&limit=1');
    for (const [query, asking] of [
      ['window=2026-01-02&aggregate=component,team&limit=1', {}],
      ['window=2026-01-02&aggregate=component&limit=1', { groups: ['team-red'] }],
    ] as const) {
      const { status, json } = await send(`${query}&cursor=${next}`, asking);
      expect([status, json]).toEqual([
        400,
        expect.objectContaining({ errors: [expect.objectContaining({ parameter: 'cursor' })] }),
      ]);
    }
  });

  it('answers whoever has it that nothing is new', async () => {
    const query = 'window=2026-01-02&aggregate=team';
    const { headers } = await send(query);
    const again = await send(query, { headers: { 'if-none-match': headers.etag ?? '' } });
    expect([again.status, again.text, again.headers.etag]).toEqual([304, '', headers.etag]);
    await fillLedger(deps.ledger, range, [
      { pool: { endpoint: 'new' }, holdings: () => [own('n', 'red', 10)] },
    ]);
    expect((await send(query, { headers: { 'if-none-match': headers.etag ?? '' } })).status).toBe(200);
  });

  it.each([
    ['application/json; charset=utf-8', 'application/json'],
    ['text/csv; charset=utf-8; header=present', 'text/csv; charset=utf-8; header=present'],
    ['text/csv;header', 'text/csv; charset=utf-8; header=present'],
    ['text/csv;charset="utf-8";q=0.1, application/json;v=1;q=0.2', 'application/json'],
    ['text/csv; q=0, */*', 'application/json'],
    ['image/png', 'application/problem+json'],
  ])('is asked to come as %j, whatever parameters that has', async (accept, type) => {
    const { headers } = await send('window=2026-01-02', { headers: { accept } });
    expect(headers['content-type']).toBe(type);
  });

  it('gives the rows as a table, with the next page and what is known of them beside it', async () => {
    const { text, headers } = await send('window=2026-01-02&aggregate=team&limit=2', {
      headers: { accept: 'text/csv' },
    });
    expect(text.split('\r\n')).toEqual([
      'from,to,team,kind,reason,blocker,gpuSeconds,vcpuSeconds,costUsd,heldUsd,idleUsd,idleGpuSeconds,invocations',
      '2026-01-02T00:00:00Z,2026-01-03T00:00:00Z,blue,allocated,,,14400,,5.752000000,5.752000000,0.000000000,,0',
      '2026-01-02T00:00:00Z,2026-01-03T00:00:00Z,red,allocated,,,7200,,2.876000000,2.876000000,0.000000000,,0',
      '',
    ]);
    expect(headers['tenner-meta']).toContain('"currency":"USD"');
    expect(headers.link).toMatch(/^<\?window=2026-01-02&aggregate=team&limit=2&cursor=[\w-]+>; rel="next"$/);
  });

  it('shows a team its own rows and their total, and nobody anything who has no grant', async () => {
    const { rows, total, meta } = await ask('window=2026-01-02&aggregate=team', { groups: ['team-red'] });
    expect([rows.map(tell), total.costUsd, meta.teams]).toEqual([
      ['02T00:00 allocated red 2 2.87'],
      '2.876000000',
      ['red'],
    ]);
    expect((await send('window=2026-01-02', { groups: ['others'] })).status).toBe(403);
  });

  it('answers with nothing where there is none of a kind or reason, which is good news and no fault', async () => {
    for (const filter of ['kind:unknown', 'reason:unverified']) {
      const { status, json } = await send(`window=2026-01-02&filter=${filter}`);
      expect([filter, status, json]).toEqual([
        filter,
        200,
        expect.objectContaining({ rows: [], next: null }),
      ]);
    }
    const { status, json } = await send('window=2026-01-02&filter=kind:unknwon');
    expect([status, json]).toEqual([
      404,
      expect.objectContaining({ detail: expect.stringContaining('"allocated", "idle", "unknown"') }),
    ]);
  });

  it('tells of a name that is nowhere which one is meant', async () => {
    const { status, json } = await send('window=2026-01-02&filter=endpoint:chatt');
    expect([status, json]).toEqual([
      404,
      expect.objectContaining({ detail: expect.stringContaining('"batch", "chat"') }),
    ]);
  });
});

describe('GET /costs/cumulative', () => {
  const totals = async (query: string) => {
    const { json, text } = await createAskApi(deps, now)(`/v1/costs/cumulative?${query}`);
    const { rows = [] } = json as { rows?: { at: string; costUsd: string | null }[] };
    return rows.length === 0 ? text : rows.map(({ at: time, costUsd }) => `${time.slice(8, 16)} ${costUsd}`);
  };

  it('gives the same total at the same time, whatever window is asked for', async () => {
    const red = 'aggregate=team&filter=team:red&step=30m';
    expect(await totals(`window=2026-01-02T00:00:00Z,2026-01-02T02:00:00Z&${red}`)).toEqual([
      '02T00:30 0.719000000',
      '02T01:00 1.438000000',
      '02T01:30 2.157000000',
      '02T02:00 2.876000000',
    ]);
    expect(await totals(`window=2026-01-02T01:00:00Z,2026-01-02T01:30:00Z&${red}`)).toEqual([
      '02T01:30 2.157000000',
    ]);
  });

  it('begins where it is told to', async () => {
    const red = 'aggregate=team&filter=team:red';
    const window = 'window=2026-01-02T01:00:00Z,2026-01-02T02:00:00Z';
    expect(await totals(`${window}&${red}&since=2026-01-02T01:00:00Z`)).toEqual(['02T02:00 1.438000000']);
    expect(await totals(`${window}&${red}&since=month`)).toEqual(['02T02:00 2.876000000']);
    expect(await totals(`${window}&${red}&since=2026-01-03`)).toContain('after the window starts');
  });
});

describe('GET /costs/changes', () => {
  it('tells what is quantity, price, ownership and idle', async () => {
    const later = { from: at('2026-01-02T02:00:00Z'), to: at('2026-01-02T04:00:00Z') };
    await fillLedger(deps.ledger, later, [
      { pool: { endpoint: 'chat' }, holdings: () => [own('a', 'blue', 300), own('b', 'blue', 900)] },
    ]);
    const window = 'window=2026-01-02T02:00:00Z,2026-01-02T04:00:00Z';
    const { json } = await createAskApi(
      deps,
      now,
    )(`/v1/costs/changes?${window}&aggregate=team&filter=endpoint:chat`);
    expect(json).toMatchObject({
      against: { from: '2026-01-02T00:00:00Z', to: '2026-01-02T02:00:00Z' },
      rows: [
        {
          team: 'blue',
          changeUsd: '5.752000000',
          quantityUsd: '2.876000000',
          priceUsd: '0.000000000',
          ownershipUsd: '2.876000000',
          idleUsd: '0.000000000',
        },
        { team: 'red', changeUsd: '-2.876000000', quantityUsd: '0.000000000', ownershipUsd: '-2.876000000' },
        { kind: 'idle', changeUsd: '-2.876000000', idleUsd: '-2.876000000' },
      ],
      total: { changeUsd: '0.000000000', ownershipUsd: '0.000000000' },
    });
  });

  it('says which names there are where neither period has what a filter names', async () => {
    const changes = (filter: string) =>
      createAskApi(deps, now)(`/v1/costs/changes?window=2026-01-02&filter=${filter}`);
    expect(await changes('component:aa,z')).toMatchObject({
      status: 404,
      json: { detail: 'no component "aa", "z" in this window; there is "a", "b", "c"' },
    });
    expect((await changes('component:a')).status).toBe(200);
    // Held before, and not any more.
    const later = '2026-01-02T02:00:00Z,2026-01-02T04:00:00Z';
    const gone = await createAskApi(deps, now)(`/v1/costs/changes?window=${later}&filter=component:a`);
    expect(gone).toMatchObject({ status: 200, json: { rows: [{ changeUsd: '-2.876000000' }] } });
  });
});
