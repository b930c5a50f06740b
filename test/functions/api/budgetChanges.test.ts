import { describe, expect, it } from 'vitest';
import { ConflictError } from '#shared/domain/errors.ts';
import { evaluateAs, giveBudgets } from '#test/builders/budgetsWorld.ts';
import { at } from '#test/builders/samples.ts';
import { type Asking, createAskApi, memoryApiDeps } from '#test/harness/askApi.ts';

const now = at('2026-01-20T12:00:00Z');
const later = at('2026-01-20T12:05:00Z');

const redMonth = {
  name: 'red-month',
  scope: { team: 'red' },
  period: 'month',
  amount: '1000.00',
  thresholds: [{ on: 'actual', percent: 80 }],
};
const all = { name: 'all', scope: 'all', period: 'month', amount: '5000' };

const open = async () => {
  const deps = await memoryApiDeps();
  const api = createAskApi(deps, later);
  const ask = (method: NonNullable<Asking['method']>, path: string, body?: unknown, asking: Asking = {}) =>
    api(path, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }), ...asking });
  const put = (name: string, tag: string, budget: unknown, asking: Asking = {}) =>
    ask('PUT', `/v1/budgets/${name}`, { note: 'x', budget }, { headers: { 'if-match': tag }, ...asking });
  const written = async () => JSON.parse((await deps.budgets.readLatest())?.text ?? '{}');
  return { deps, ask, put, written };
};

const withRed = async () => {
  const world = await open();
  await giveBudgets(world.deps, [redMonth, all]);
  await evaluateAs(world.deps, 'red-month', { now, actual: 812.4 });
  return world;
};

describe('a budget that is put', () => {
  it('is created in the first document, and says that it begins', async () => {
    const { put, written } = await open();
    const { name: _, ...fields } = redMonth;
    const { status, json, headers } = await put('red-month', '"0"', fields);
    expect([status, headers.etag]).toEqual([200, '"1"']);
    expect(json).toMatchObject({
      version: 1,
      budget: { name: 'red-month', spentUsd: null },
      effects: [
        'It begins with the current period. What it finds crossed already is told once, together; what is crossed later as it comes.',
      ],
    });
    expect(await written()).toEqual({ finance: [], budgets: [{ ...fields, name: 'red-month' }] });
  });

  it('is taken of a team that is not known, and says so', async () => {
    const { put, ask, deps } = await open();
    const text = JSON.stringify({ teams: [{ code: 'research' }], rules: [] });
    await deps.owners.put({ who: 'test', at: now, note: 'test', text }, 0);
    const budget = { ...redMonth, name: 'r', scope: { team: 'reserch' } };
    const doubt =
      'No team "reserch" is known (is "research" meant?): as long as there is none, nothing counts in it.';
    const checked = await ask('POST', '/v1/budgets-document/check', { document: { budgets: [budget] } });
    expect(checked.json).toMatchObject({ changes: [{ budget: 'r', effects: [expect.anything(), doubt] }] });
    const { status, json } = await put('r', '"0"', budget);
    expect([status, json]).toMatchObject([200, { effects: [expect.anything(), doubt] }]);
  });

  it('is changed in its place, all others as they were written, and says what it arms again', async () => {
    const { put, written, deps } = await withRed();
    const { json } = await put('red-month', '"1"', { ...redMonth, amount: '2000.00' });
    expect(json).toMatchObject({
      version: 2,
      budget: { amountUsd: '2000.000000000', spentUsd: '812.400000000', percent: 40.6 },
      effects: [
        'actual 80% is armed again in the month 2026-01, though it was crossed before: now it is crossed at $1,600.00.',
      ],
    });
    expect(await written()).toEqual({
      finance: ['finops@example.com'],
      budgets: [{ ...redMonth, amount: '2000.00' }, all],
    });
    expect((await deps.budgets.readLatest())?.who).toBe('someone');
  });

  it.each([
    [{ amount: '1000' }, 'It says the same as before: nothing is told anew.'],
    [{ amount: '900' }, 'actual 80% stays crossed in the month 2026-01, and is not told again.'],
    [
      { thresholds: [{ on: 'actual', percent: 50 }] },
      'actual 50% is crossed already in the month 2026-01 ($812.40 of $500.00): found, and told once with all that is found.',
    ],
    [{ scope: { team: 'blue' } }, expect.stringContaining('because its scope changed')],
    [{ archived: true }, 'It is archived: its history is kept, and nothing is evaluated or told.'],
  ])('as %j says what it keeps and finds', async (change, effect) => {
    const { put } = await withRed();
    const { json } = await put('red-month', '"1"', { ...redMonth, ...change });
    expect((json as { effects: string[] }).effects[0]).toEqual(effect);
  });

  it('is no new version when it is so already, whatever version is named', async () => {
    const { put, deps } = await withRed();
    for (const tag of ['"0"', '"1"', '"7"'])
      expect(await put('red-month', tag, redMonth)).toMatchObject({
        status: 200,
        json: { version: 1, effects: ['It is so already: nothing is changed.'] },
      });
    expect(await deps.budgets.list()).toHaveLength(1);
  });

  it('is taken with the tag of a read', async () => {
    const { ask, put } = await withRed();
    const { headers } = await ask('GET', '/v1/budgets/red-month');
    const changed = await put('red-month', headers.etag ?? '', { ...redMonth, amount: '1' });
    expect(changed).toMatchObject({ status: 200, json: { version: 2 } });
  });

  it.each([
    ['"0"', 412, 'version 1 of the budgets document is in force'],
    ['"2"', 412, 'version 1'],
    ['"x"', 412, 'version 1'],
    ['', 428, 'is not named'],
  ])('is refused with If-Match %s', async (tag, status, detail) => {
    const { put, deps } = await withRed();
    const refused = await put('red-month', tag, { ...redMonth, amount: '1' });
    expect(refused).toMatchObject({ status, json: { detail: expect.stringContaining(detail) } });
    expect(await deps.budgets.list()).toHaveLength(1);
  });

  it('is won by one of two who change it at once, and by both who change it to the same', async () => {
    const { put, deps } = await withRed();
    const [a, b] = ['1', '2'].map((amount) => put('red-month', '"1"', { ...redMonth, amount }));
    expect([(await a)?.status, (await b)?.status].toSorted()).toEqual([200, 412]);
    const same = ['9', '9'].map((amount) => put('red-month', '"2"', { ...redMonth, amount }));
    expect((await Promise.all(same)).map(({ status }) => status)).toEqual([200, 200]);
    expect(await deps.budgets.list()).toHaveLength(3);
  });

  it('is told of all that is wrong with it at once, each with where in the body it is', async () => {
    const { put, deps } = await withRed();
    const { status, json } = await put('red-month?by=me', '"1"', {
      name: 'another',
      scope: { tem: 'red' },
      period: 'week',
      amount: '0',
      colour: 'red',
    });
    expect(status).toBe(400);
    expect(json).toMatchObject({
      errors: [
        { parameter: 'by' },
        {
          pointer: '/budget/name',
          detail: 'is "another", and the path has "red-month"; expected the same, or none',
        },
        { pointer: '/budget/scope' },
        { pointer: '/budget/period' },
        { pointer: '/budget/amount' },
        { pointer: '/budget', detail: 'has an unknown key: "colour"' },
      ],
    });
    expect(await put('red-month', '"1"', [])).toMatchObject({
      status: 400,
      json: {
        errors: expect.arrayContaining([{ pointer: '/budget', detail: 'is no object; expected a budget' }]),
      },
    });
    expect(await deps.budgets.list()).toHaveLength(1);
  });
});

describe('a budget that is archived', () => {
  it('is so in a new version, whatever version is in force, and again in none', async () => {
    const { ask, deps, written } = await withRed();
    const archive = () => ask('POST', '/v1/budgets/red-month/archive', { note: 'it is over' });
    expect(await archive()).toMatchObject({
      status: 200,
      json: {
        version: 2,
        budget: { archived: true, notes: ['archived: it is not evaluated, and nothing of it is told'] },
        effects: ['It is archived: its history is kept, and nothing is evaluated or told.'],
      },
    });
    expect(await archive()).toMatchObject({ json: { version: 2 } });
    expect(await written()).toMatchObject({ budgets: [{ ...redMonth, archived: true }, all] });
    expect((await deps.budgets.list()).map(({ note }) => note)).toEqual(['test', 'it is over']);
  });

  it('is so beside another change that came first', async () => {
    const deps = await memoryApiDeps();
    await giveBudgets(deps, [redMonth, all]);
    let isFirst = true;
    const put: typeof deps.budgets.put = async (change, replaces) => {
      if (isFirst) {
        isFirst = false;
        await giveBudgets(deps, [redMonth, { ...all, amount: '6000' }]);
        throw new ConflictError('ledger.conflict', 'another was first');
      }
      return deps.budgets.put(change, replaces);
    };
    const ask = createAskApi({ ...deps, budgets: { ...deps.budgets, put } }, later);
    const body = JSON.stringify({ note: 'over' });
    expect(await ask('/v1/budgets/red-month/archive', { method: 'POST', body })).toMatchObject({
      status: 200,
      json: { version: 3 },
    });
    expect(JSON.parse((await deps.budgets.readLatest())?.text ?? '')).toMatchObject({
      budgets: [{ archived: true }, { amount: '6000' }],
    });
  });

  it('must be there', async () => {
    const { ask } = await withRed();
    expect(await ask('POST', '/v1/budgets/red/archive', { note: 'x' })).toMatchObject({
      status: 404,
      json: { detail: 'no budget "red"; there is "all", "red-month"' },
    });
  });
});

describe('a budget that is snoozed', () => {
  const snooze = { until: '2026-02-01', why: 'a load test' };

  it('says until when, and is told so, up to the end alone', async () => {
    const { ask, deps } = await withRed();
    const told = { until: '2026-02-01T00:00:00Z', who: 'someone', why: 'a load test' };
    expect(await ask('POST', '/v1/budgets/red-month/snooze', snooze)).toMatchObject({
      status: 200,
      json: {
        version: 1,
        budget: { snooze: told, spentUsd: '812.400000000' },
        effects: [
          'Nothing of it is told before 2026-02-01T00:00:00Z; what is crossed then is told together by the first evaluation after that.',
        ],
      },
    });
    expect(await ask('GET', '/v1/budgets/red-month')).toMatchObject({ json: { budget: { snooze: told } } });
    const after = createAskApi(deps, at('2026-02-01T00:00:00Z'));
    expect(await after('/v1/budgets/red-month')).toMatchObject({ json: { budget: { snooze: null } } });
    expect(await deps.budgets.list()).toHaveLength(1);
  });

  it('keeps what is evaluated meanwhile', async () => {
    const deps = await memoryApiDeps();
    await giveBudgets(deps, [redMonth]);
    let isFirst = true;
    const readGroups: typeof deps.alerts.readGroups = async (names) => {
      const groups = await deps.alerts.readGroups(names);
      if (isFirst) await evaluateAs(deps, 'red-month', { now, actual: 812.4 });
      isFirst = false;
      return groups;
    };
    const ask = createAskApi({ ...deps, alerts: { ...deps.alerts, readGroups } }, later);
    const asking = { method: 'POST', body: JSON.stringify(snooze) } as const;
    expect(await ask('/v1/budgets/red-month/snooze', asking)).toMatchObject({
      status: 200,
      json: { budget: { spentUsd: '812.400000000', snooze: { why: 'a load test' } } },
    });
  });

  it('may be one that nobody has evaluated, and is none the more evaluated for it', async () => {
    const { ask } = await withRed();
    expect(await ask('POST', '/v1/budgets/all/snooze', snooze)).toMatchObject({
      json: { budget: { spentUsd: null, evaluatedAt: null, snooze: { why: 'a load test' } } },
    });
    const { status, json } = await ask('DELETE', '/v1/budgets/all/snooze');
    expect([status, json]).toMatchObject([200, { budget: { snooze: null, evaluatedAt: null } }]);
  });

  it('is awake again when it is woken, and stays so', async () => {
    const { ask, deps } = await withRed();
    await ask('POST', '/v1/budgets/red-month/snooze', snooze);
    const woken = {
      status: 200,
      json: {
        budget: { snooze: null },
        effects: ['It is not snoozed: what is crossed and was not told is told by the next evaluation.'],
      },
    };
    expect(await ask('DELETE', '/v1/budgets/red-month/snooze')).toMatchObject(woken);
    const [before] = await deps.alerts.readGroups(['team:red']);
    expect(await ask('DELETE', '/v1/budgets/red-month/snooze')).toMatchObject(woken);
    expect(await deps.alerts.readGroups(['team:red'])).toEqual([before]);
  });

  it.each([
    ['soon', 'is "soon"; expected a time such as 2026-06-01T00:00:00Z, or a day such as 2026-06-01'],
    ['2026-01-20T12:05:00Z', 'is 2026-01-20T12:05:00Z, which is over; expected a time to come'],
    ['2026-02-30', 'names a date or time that no calendar has'],
    [
      '2027-01-22',
      expect.stringContaining('more than 366 days from now; expected an end before, or archive the budget'),
    ],
  ])('has an end, and not %s', async (until, detail) => {
    const { ask } = await withRed();
    expect(await ask('POST', '/v1/budgets/red-month/snooze?by=me', { until, why: 'x' })).toMatchObject({
      status: 400,
      json: { errors: [{ parameter: 'by' }, { pointer: '/until', detail }] },
    });
  });

  it('ends with a day of its own zone', async () => {
    const { ask, deps } = await withRed();
    await giveBudgets(deps, [{ ...redMonth, timeZone: 'Europe/Berlin' }]);
    expect(await ask('POST', '/v1/budgets/red-month/snooze', snooze)).toMatchObject({
      json: { budget: { snooze: { until: '2026-01-31T23:00:00Z' } } },
    });
  });
});

describe('the budgets document', () => {
  const document = {
    budgets: [
      { ...redMonth, amount: '900' },
      { ...all, name: 'new' },
    ],
  };

  it('is tried, and says what becomes of each budget', async () => {
    const { ask, deps } = await withRed();
    const { status, json } = await ask('POST', '/v1/budgets-document/check', { document });
    expect([status, json]).toEqual([
      200,
      {
        changes: [
          {
            budget: 'all',
            change: 'removed',
            effects: ['It is evaluated no more; to keep it in lists, archive it instead.'],
          },
          { budget: 'new', change: 'created', effects: [expect.stringContaining('It begins with')] },
          {
            budget: 'red-month',
            change: 'changed',
            effects: ['actual 80% stays crossed in the month 2026-01, and is not told again.'],
          },
        ],
        unchanged: 0,
      },
    ]);
    expect(await deps.budgets.list()).toHaveLength(1);
    const same = await ask('POST', '/v1/budgets-document/check', { document: { budgets: [all, redMonth] } });
    expect(same.json).toEqual({ changes: [], unchanged: 2 });
  });

  it('is put in force with its history, and says the same', async () => {
    const { ask } = await withRed();
    const change = { note: 'for the year', document };
    const asking = { headers: { 'if-match': '"1"' } };
    const { json } = await ask('PUT', '/v1/budgets-document', change, asking);
    expect(json).toMatchObject({
      inForce: 2,
      versions: [{ note: 'test' }, { note: 'for the year', changesFrom: null, isApplied: true }],
      changes: [{ change: 'removed' }, { change: 'created' }, { change: 'changed' }],
    });
    const again = await ask('PUT', '/v1/budgets-document', change, asking);
    expect(again).toMatchObject({ status: 200, json: { inForce: 2, changes: [] } });
    expect(await ask('GET', '/v1/budgets-document?version=1')).toMatchObject({
      json: { version: 1, document: { budgets: [redMonth, all] } },
    });
  });

  it('is refused with all its faults, and with another version in force', async () => {
    const { ask } = await withRed();
    const faulty = {
      budgets: [
        { ...redMonth, period: 'moon' },
        { ...all, amount: 'x' },
      ],
    };
    const pointers = [{ pointer: '/document/budgets/0/period' }, { pointer: '/document/budgets/1/amount' }];
    for (const [method, path] of [
      ['PUT', '/v1/budgets-document'],
      ['POST', '/v1/budgets-document/check'],
    ] as const) {
      const note = method === 'PUT' ? { note: 'x' } : {};
      const asking = { headers: { 'if-match': '"1"' } };
      expect(await ask(method, path, { ...note, document: faulty }, asking)).toMatchObject({
        status: 400,
        json: { errors: pointers },
      });
    }
    const outdated = await ask(
      'PUT',
      '/v1/budgets-document',
      { note: 'x', document },
      { headers: { 'if-match': '"0"' } },
    );
    expect(outdated).toMatchObject({ status: 412 });
  });
});

describe('who may change budgets', () => {
  const calls = [
    ['PUT', '/v1/budgets/red-month', { note: 'x', budget: redMonth }],
    ['POST', '/v1/budgets/red-month/archive', { note: 'x' }],
    ['POST', '/v1/budgets/red-month/snooze', { until: '2026-02-01', why: 'x' }],
    ['DELETE', '/v1/budgets/red-month/snooze', undefined],
    ['GET', '/v1/budgets-document', undefined],
    ['PUT', '/v1/budgets-document', { note: 'x', document: { budgets: [redMonth, all] } }],
    ['POST', '/v1/budgets-document/check', { document: { budgets: [] } }],
  ] as const;

  it.each(calls)('%s %s is for finance and admins', async (method, path, body) => {
    const { ask, deps } = await withRed();
    const headers = { 'if-match': '"1"' };
    for (const group of ['team-red', 'team-blue', 'nobody'])
      expect(await ask(method, path, body, { headers, groups: [group] })).toMatchObject({ status: 403 });
    expect(await deps.budgets.list()).toHaveLength(1);
    for (const group of ['finance', 'admins']) {
      const { version } = await deps.budgets.readInForce();
      const asking = { headers: { 'if-match': `"${version}"` }, groups: [group] };
      expect(await ask(method, path, body, asking)).toMatchObject({ status: 200 });
    }
  });
});
