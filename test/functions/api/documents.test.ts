import { describe, expect, it } from 'vitest';
import { at } from '#test/builders/samples.ts';
import { type Asking, createAskApi, memoryApiDeps } from '#test/harness/askApi.ts';

const now = at('2026-01-03T00:07:00Z');
const red = { rules: [{ name: 'all', match: { component: '*' }, team: 'red' }] };
const blue = { rules: [{ name: 'all', match: { component: '*' }, team: 'blue' }] };

const open = async () => {
  const deps = await memoryApiDeps();
  const failures: Error[] = [];
  const ask = createAskApi(deps, now, (error) => failures.push(error));
  const put = (path: string, tag: string | undefined, body: unknown, asking: Asking = {}) =>
    ask(path, {
      method: 'PUT',
      headers: tag === undefined ? {} : { 'if-match': tag },
      body: typeof body === 'string' ? body : JSON.stringify(body),
      ...asking,
    });
  return { deps, ask, put, failures };
};

describe('a document of settings', () => {
  it('is none before the first, whose version is 0', async () => {
    const { ask } = await open();
    for (const path of ['/v1/owners', '/v1/rates']) {
      const { status, headers, json } = await ask(path);
      expect([status, headers.etag]).toEqual([200, '"0"']);
      expect(json).toEqual({ version: 0, inForce: 0, document: null, versions: [] });
    }
  });

  it('is put in force with who, when and why, and read as it was given', async () => {
    const { ask, put, deps } = await open();
    const written = await put('/v1/owners', '"0"', { note: ' as agreed ', document: red });
    const version = {
      version: 1,
      at: '2026-01-03T00:07:00Z',
      who: 'someone',
      note: 'as agreed',
      changesFrom: '1970-01-01T00:00:00Z',
      isApplied: false,
    };
    const expected = { version: 1, inForce: 1, document: red, versions: [version] };
    expect([written.status, written.json]).toEqual([200, expected]);
    const read = await ask('/v1/owners');
    expect(read.json).toEqual(expected);
    expect((await deps.owners.readLatest())?.text).toBe(JSON.stringify(red, null, 2));
  });

  it('has a tag that changes with it and with how far sweeps have come, and is not sent twice', async () => {
    const { ask, put, deps } = await open();
    await put('/v1/owners', '"0"', { note: 'one', document: red });
    const { headers } = await ask('/v1/owners');
    expect(headers.etag).toBe('"1~0"');
    const again = () => ask('/v1/owners', { headers: { 'if-none-match': headers.etag ?? '' } });
    expect(await again()).toMatchObject({ status: 304, text: '' });
    await deps.owners.markApplied(1);
    expect(await again()).toMatchObject({ status: 200, json: { versions: [{ isApplied: true }] } });
    expect((await again()).headers.etag).toBe('"1"');
  });

  it('is told after a change, whatever version somebody says to have', async () => {
    const { put } = await open();
    for (const known of ['*', '"1~0"', '"0"'])
      expect(
        await put(
          '/v1/owners',
          '"0"',
          { note: 'one', document: red },
          {
            headers: { 'if-match': '"0"', 'if-none-match': known },
          },
        ),
      ).toMatchObject({ status: 200, json: { version: 1, document: red } });
  });

  it('is read in an older version, and what there is is said where there is none of that number', async () => {
    const { ask, put } = await open();
    await put('/v1/owners', '"0"', { note: 'one', document: red });
    const first = await ask('/v1/owners?version=1');
    await put('/v1/owners', '"1"', { note: 'two', document: blue });
    const older = await ask('/v1/owners?version=1', {
      headers: { 'if-none-match': first.headers.etag ?? '' },
    });
    expect(older).toMatchObject({ status: 200, json: { version: 1, inForce: 2, document: red } });
    expect(await ask('/v1/owners?version=3')).toMatchObject({
      status: 404,
      json: { detail: 'there is no version 3 of the owners document; there are 1 to 2' },
    });
    expect((await ask('/v1/rates?version=1')).json).toMatchObject({
      detail: 'no rates document was given yet',
    });
    expect((await ask('/v1/owners?version=x')).json).toMatchObject({ errors: [{ parameter: 'version' }] });
  });

  it('is no new version when it is in force already, so that a change may be sent again', async () => {
    const { put, ask } = await open();
    const change = { note: 'one', document: red };
    await put('/v1/owners', '"0"', change);
    expect(await put('/v1/owners', '"0"', change)).toMatchObject({ status: 200, json: { version: 1 } });
    const otherOrder =
      '{"document":{"rules":[{"team":"red","match":{"component":"*"},"name":"all"}]},"note":"x"}';
    expect(await put('/v1/owners', '"1"', otherOrder)).toMatchObject({ status: 200, json: { version: 1 } });
    expect((await ask('/v1/owners')).json).toMatchObject({ inForce: 1, versions: [{ note: 'one' }] });
  });

  it.each([
    [undefined, 428, 'such as "3", or "0" for the first version'],
    ['*', 428, 'is not named'],
    ['"0"', 412, 'version 1 of the owners document is in force; read it, and put what you change on it'],
    ['"2"', 412, 'version 1'],
    ['1', 412, 'version 1'],
    ['"one"', 412, 'version 1'],
  ])('is not replaced by If-Match %s', async (tag, status, detail) => {
    const { put, ask } = await open();
    await put('/v1/owners', '"0"', { note: 'one', document: red });
    const refused = await put('/v1/owners', tag, { note: 'two', document: blue });
    expect(refused).toMatchObject({ status, json: { detail: expect.stringContaining(detail) } });
    expect((await ask('/v1/owners')).json).toMatchObject({ inForce: 1, document: red });
  });

  it.each(['"1"', '"1~0"', 'W/"1~0"', ' "1" '])('is replaced by If-Match %s', async (tag) => {
    const { put } = await open();
    await put('/v1/owners', '"0"', { note: 'one', document: red });
    expect(await put('/v1/owners', tag, { note: 'two', document: blue })).toMatchObject({ status: 200 });
  });

  it('says that there is none where another than the first is to be replaced', async () => {
    const { put } = await open();
    expect(await put('/v1/rates', '"4"', { note: 'x', document: { rules: [] } })).toMatchObject({
      status: 412,
      json: { detail: 'no rates document was given yet; expected If-Match: "0"' },
    });
  });

  it('is won by one of two who change it at once; the other is told', async () => {
    const { put, deps } = await open();
    const answers = await Promise.all([
      put('/v1/owners', '"0"', { note: 'one', document: red }),
      put('/v1/owners', '"0"', { note: 'two', document: blue }),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412]);
    expect(await deps.owners.list()).toHaveLength(1);
  });

  it('is one version when the same change is sent twice at once', async () => {
    const { put, deps } = await open();
    const change = { note: 'one', document: red };
    const answers = await Promise.all([put('/v1/owners', '"0"', change), put('/v1/owners', '"0"', change)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(await deps.owners.list()).toHaveLength(1);
  });
});

describe('the faults of a document', () => {
  it('come all at once, each with where in the body it is', async () => {
    const { put, deps } = await open();
    const { status, json } = await put('/v1/owners?by=me', '"0"', {
      note: 'x',
      document: {
        teams: [{ code: 'red', parent: 'green' }],
        aliases: { 'a/b~c': 'red', rd: 'purple' },
        rules: [
          { name: 'a', match: { component: 'a' }, team: 7 },
          { name: 'b', match: { component: 'b' }, team: 'red', colour: 'red' },
          { name: 'c', match: { component: 'c' }, team: 'orange' },
        ],
        payers: [{ name: 'p', of: ['empty'], team: 'nobody' }],
      },
    });
    const expected = 'which teams does not list; expected one of red';
    expect(status).toBe(400);
    expect(json).toMatchObject({
      errors: [
        { parameter: 'by' },
        { pointer: '/document/rules/0/team', detail: 'is of type number; expected string' },
        { pointer: '/document/rules/1', detail: 'has an unknown key: "colour"' },
        { pointer: '/document/teams/0', detail: `names "green" as its parent, ${expected}` },
        { pointer: '/document/aliases/rd', detail: `names "purple" as its team, ${expected}` },
        { pointer: '/document/rules/2', detail: `names "orange" as an owner, ${expected}` },
        { pointer: '/document/payers/0', detail: `names "nobody" as a payer, ${expected}` },
      ],
    });
    expect(await deps.owners.list()).toEqual([]);
  });

  it('are told of rates and access, too', async () => {
    const { put, ask } = await open();
    const rates = await put('/v1/rates', '"0"', {
      note: 'x',
      document: {
        rules: [{ name: 'a', match: { endpoint: '*' }, cost: { factor: 1 } }],
        unusedCommitment: [{}],
      },
    });
    expect(rates.json).toMatchObject({
      errors: [
        { pointer: '/document/rules/0/cost' },
        { pointer: '/document/unusedCommitment/0/dollarsPerHour', detail: 'is missing; expected string' },
      ],
    });
    const document = { grants: [{ name: 'all', group: 'all', role: 'finance' }] };
    const access = await put('/v1/access', '"1"', { note: 'x', document }, { groups: ['admins'] });
    expect(access).toMatchObject({ status: 400, json: { errors: [{ pointer: '/document/grants' }] } });
    expect((await ask('/v1/access', { groups: ['admins'] })).json).toMatchObject({ inForce: 1 });
  });

  it.each([
    ['', [{ pointer: '', detail: 'the body is missing; expected JSON' }]],
    ['{', [{ pointer: '', detail: expect.stringContaining('the body is not JSON: ') }]],
    ['[]', [{ pointer: '', detail: 'is of type array; expected object' }]],
    ['null', [{ pointer: '', detail: 'is of type null; expected object' }]],
    [
      '{"note":"x","document":{"rules":[]},"rules":[]}',
      [{ pointer: '', detail: 'has an unknown key: "rules"' }],
    ],
    ['{"note":"x"}', [{ pointer: '/document', detail: 'is missing; expected the document' }]],
    ['{"document":{"rules":[]}}', [{ pointer: '/note', detail: expect.stringContaining('is needed') }]],
    [
      '{"note":" ","document":{"rules":[]}}',
      [{ pointer: '/note', detail: expect.stringContaining('is empty') }],
    ],
    ['{"note":"x","document":[]}', [{ pointer: '/document', detail: 'is of type array; expected object' }]],
    ['{"note":"x","document":null}', [{ pointer: '/document' }]],
    ['{"note":"x","document":"{}"}', [{ pointer: '/document' }]],
    ['{"note":"x","document":{"rules":[]},"who":"root"}', [{ pointer: '' }]],
    [
      '{"note":"x","document":{"rules":[],"aliases":{"__proto__":"x"}}}',
      [{ pointer: '/document/aliases/__proto__' }],
    ],
    ['{"note":"x","document":{"rules":[],"rules":[]}}', [{ pointer: '/document/rules' }]],
    [`{"note":"x","document":{"rules":${'['.repeat(99_000)}${']'.repeat(99_000)}}}`, [{ pointer: '' }]],
  ])('are told of a body that is no change (%#)', async (body, errors) => {
    const { put, failures } = await open();
    const { status, json } = await put('/v1/owners', '"0"', body);
    expect(status).toBe(400);
    expect(json).toMatchObject({ errors });
    expect(failures).toEqual([]);
  });

  it('are told, and soon, of a body of a megabyte that is all wrong', async () => {
    const { put, failures } = await open();
    const many = (count: number, each: (index: number) => unknown) =>
      Array.from({ length: count }, (_, i) => each(i));
    const bodies = [
      { rules: many(400_000, () => 1) },
      { rules: [], teams: many(25_000, (i) => ({ code: `c${i}`, parent: `c${i - 1}` })) },
      { rules: [], teams: many(25_000, (i) => ({ code: `c${i}`, parent: `x${i}` })) },
      { rules: [], teams: many(30_000, () => ({ code: 'c', parent: 'c' })) },
      { rules: [], ...Object.fromEntries(many(80_000, (i) => [`k${i}`, 1]) as [string, number][]) },
    ];
    for (const document of bodies) {
      const { status, json, text } = await put('/v1/owners', '"0"', { note: 'x', document });
      expect(status).toBe(400);
      expect(json).toMatchObject({ errors: expect.anything() });
      expect(text.length).toBeLessThan(100_000);
    }
    expect(await put('/v1/owners', '"0"', 'x'.repeat(1_000_001))).toMatchObject({ status: 400 });
    expect(failures).toEqual([]);
  }, 20_000);
});

describe('who may read and change documents', () => {
  it.each([
    ['/v1/owners', 'team-red', 403],
    ['/v1/owners', 'finance', 200],
    ['/v1/rates', 'team-red', 403],
    ['/v1/rates', 'finance', 200],
    ['/v1/access', 'team-red', 403],
    ['/v1/access', 'finance', 403],
    ['/v1/access', 'admins', 200],
    ['/v1/access', 'nobody', 403],
  ])('%s by %s: %i', async (path, group, status) => {
    const { ask, put, deps } = await open();
    expect(await ask(path, { groups: [group] })).toMatchObject({ status });
    const document =
      path === '/v1/access' ? { grants: [{ name: 'a', group: 'x', role: 'admin' }] } : { rules: [] };
    const tag = path === '/v1/access' ? '"1"' : '"0"';
    const written = await put(path, tag, { note: 'x', document }, { groups: [group] });
    expect(written).toMatchObject({ status });
    if (path === '/v1/access') expect(await deps.access.list()).toHaveLength(status === 200 ? 2 : 1);
  });

  it('holds from the next request on, and needs no sweep', async () => {
    const { ask, put } = await open();
    const grants = [
      { name: 'admins', group: 'admins', role: 'admin' },
      { name: 'newcomers', group: 'newcomers', role: 'finance' },
    ];
    expect(await ask('/v1/owners', { groups: ['newcomers'] })).toMatchObject({ status: 403 });
    const change = { note: 'newcomers', document: { grants } };
    const { headers, json } = await put('/v1/access', '"1"', change, { groups: ['admins'] });
    expect(headers.etag).toBe('"2"');
    expect(json).toMatchObject({ versions: [{ isApplied: true }, { isApplied: true, changesFrom: null }] });
    expect(await ask('/v1/owners', { groups: ['newcomers'] })).toMatchObject({ status: 200 });
    expect(await ask('/v1/owners', { groups: ['finance'] })).toMatchObject({ status: 403 });
  });
});
