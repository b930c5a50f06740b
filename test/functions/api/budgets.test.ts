import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { evaluateAs, giveBudgets } from '#test/builders/budgetsWorld.ts';
import { at } from '#test/builders/samples.ts';
import { createAskApi, memoryApiDeps } from '#test/harness/askApi.ts';

const now = at('2026-01-20T12:00:00Z');

const redMonth = { name: 'red-month', scope: { team: 'red' }, period: 'month', amount: '1000.00' };
const blueMonth = { name: 'blue-month', scope: { team: 'blue' }, period: 'month', amount: '77.00' };
const all = { name: 'all', scope: 'all', period: { week: 'monday' }, amount: '5000' };
const old = {
  name: 'old',
  scope: { team: 'red', endpoint: 'chat' },
  period: 'day',
  amount: '5',
  archived: true,
};

const open = async () => {
  const deps = await memoryApiDeps();
  await giveBudgets(deps, [redMonth, blueMonth, all, old]);
  return { deps, ask: createAskApi(deps, now) };
};

const namesIn = (json: unknown): string[] =>
  (json as { budgets: { name: string }[] }).budgets.map(({ name }) => name);

describe('the list of budgets', () => {
  it('is empty as long as there are none, for whoever has a grant', async () => {
    const ask = createAskApi(await memoryApiDeps(), now);
    const none = { status: 200, json: { budgets: [], next: null } };
    expect(await ask('/v1/budgets', { groups: ['team-red'] })).toMatchObject(none);
    expect(await ask('/v1/budgets', { groups: ['others'] })).toMatchObject({ status: 403 });
    expect(await ask('/v1/statements?team=red')).toMatchObject({ status: 400 });
  });

  it('tells of a new budget that nobody has looked, and not that nothing is spent', async () => {
    const { ask } = await open();
    const { json } = await ask('/v1/budgets?team=red');
    expect(json).toEqual({
      budgets: [
        {
          name: 'red-month',
          team: 'red',
          scope: { team: 'red' },
          zone: 'UTC',
          basis: 'allocation',
          rate: 'cost',
          idle: 'separate',
          archived: false,
          period: { from: '2026-01-01T00:00:00Z', to: '2026-02-01T00:00:00Z', name: 'the month 2026-01' },
          amountUsd: '1000.000000000',
          spentUsd: null,
          percent: null,
          completeness: null,
          state: null,
          settledThrough: null,
          settledUsd: null,
          hasUnpriced: null,
          forecast: null,
          thresholds: [
            ['actual 50%', '500.000000000'],
            ['actual 80%', '800.000000000'],
            ['actual 100%', '1000.000000000'],
            ['forecast 100%', '1000.000000000'],
          ].map(([threshold, limitUsd]) => ({
            threshold,
            limitUsd,
            state: 'armed',
            at: null,
            crossedAt: null,
            figureUsd: null,
            cause: null,
            isTold: null,
          })),
          snooze: null,
          evaluatedAt: null,
          notes: ['not evaluated yet in this period: what is spent is not known here, and is not 0'],
        },
      ],
      next: null,
    });
  });

  it('tells how a budget stands by its last evaluation', async () => {
    const { ask, deps } = await open();
    await evaluateAs(deps, 'red-month', { now: at('2026-01-20T11:55:00Z'), actual: 812.4, forecast: 1_260 });
    const { json } = await ask('/v1/budgets?team=red');
    expect(json).toMatchObject({
      budgets: [
        {
          spentUsd: '812.400000000',
          percent: 81.2,
          completeness: 0.99,
          state: 'estimated',
          settledThrough: '2026-01-20T11:25:00Z',
          settledUsd: '812.400000000',
          hasUnpriced: false,
          forecast: {
            amountUsd: '1260.000000000',
            lowUsd: '1260.000000000',
            highUsd: '1260.000000000',
            confidence: 'medium',
            because: '9 days of history',
          },
          thresholds: [
            {
              threshold: 'actual 50%',
              state: 'crossed',
              at: '2026-01-20T11:55:00Z',
              figureUsd: '812.400000000',
              cause: 'quantity',
              isTold: true,
            },
            { threshold: 'actual 80%', state: 'crossed' },
            { threshold: 'actual 100%', state: 'armed', at: null },
            { threshold: 'forecast 100%', state: 'crossed', figureUsd: '1260.000000000' },
          ],
          evaluatedAt: '2026-01-20T11:55:00Z',
          notes: [],
        },
      ],
    });
  });

  it('tells of the period that has begun, as soon as it has, and keeps the last one to itself', async () => {
    const { deps } = await open();
    await evaluateAs(deps, 'red-month', { now: at('2026-01-31T23:55:00Z'), actual: 900 });
    const ask = createAskApi(deps, at('2026-02-01T00:02:00Z'));
    expect((await ask('/v1/budgets?team=red')).json).toMatchObject({
      budgets: [
        {
          period: { name: 'the month 2026-02' },
          amountUsd: '1000.000000000',
          spentUsd: null,
          evaluatedAt: '2026-01-31T23:55:00Z',
          notes: ['not evaluated yet in this period: what is spent is not known here, and is not 0'],
        },
      ],
    });
    const { json } = await ask('/v1/budgets/red-month');
    expect(json).toMatchObject({
      periods: [
        { period: { name: 'the month 2026-01' }, spentUsd: '900.000000000' },
        { period: { name: 'the month 2026-02' }, spentUsd: null },
      ],
    });
  });

  it('is whole for finance and admins, and for a team what names it', async () => {
    const { ask } = await open();
    const listed = async (query: string, group: string) =>
      namesIn((await ask(`/v1/budgets${query}`, { groups: [group] })).json);
    for (const group of ['finance', 'admins'])
      expect(await listed('', group)).toEqual(['all', 'blue-month', 'red-month']);
    expect(await listed('?archived=true', 'finance')).toEqual(['all', 'blue-month', 'old', 'red-month']);
    expect(await listed('?archived=true', 'team-red')).toEqual(['old', 'red-month']);
    expect(await listed('', 'team-blue')).toEqual(['blue-month']);
    expect(await listed('?team=blue', 'finance')).toEqual(['blue-month']);
  });

  it('goes on from page to page, whatever comes between', async () => {
    const { ask, deps } = await open();
    const first = await ask('/v1/budgets?limit=2');
    expect(namesIn(first.json)).toEqual(['all', 'blue-month']);
    const { next } = first.json as { next: string };
    expect(namesIn((await ask(`/v1/budgets?limit=2&cursor=${next}`)).json)).toEqual(['red-month']);
    await giveBudgets(deps, [{ ...all, name: 'a' }, redMonth, { ...all, name: 'z' }]);
    expect(first.headers.link).toContain('rel="next"');
    const rest = await ask(`/v1/budgets?limit=2&cursor=${next}`);
    expect([namesIn(rest.json), rest.json]).toEqual([
      ['red-month', 'z'],
      expect.objectContaining({ next: null }),
    ]);
    expect(await ask(`/v1/budgets?team=red&cursor=${next}`)).toMatchObject({ status: 400 });
  });

  it('of an archived one tells no figures of a period that is over', async () => {
    const { deps, ask } = await open();
    await evaluateAs(deps, 'red-month', { now, actual: 500 });
    await giveBudgets(deps, [{ ...redMonth, archived: true }]);
    const archived = { spentUsd: '500.000000000', notes: [expect.stringContaining('archived')] };
    expect((await ask('/v1/budgets?archived=true')).json).toMatchObject({ budgets: [archived] });
    const inFebruary = createAskApi(deps, at('2026-02-20T12:00:00Z'));
    expect((await inFebruary('/v1/budgets?archived=true')).json).toMatchObject({
      budgets: [{ spentUsd: null, period: { name: 'the month 2026-02' } }],
    });
  });

  it('is empty of a team that has none, and refused of one that is not there or not the asker’s', async () => {
    const { deps, ask } = await open();
    const text = JSON.stringify({ teams: [{ code: 'red' }, { code: 'ads' }, { code: 'blue' }], rules: [] });
    await deps.owners.put({ who: 'test', at: now, note: 'test', text }, 0);
    const none = { status: 200, json: { budgets: [] } };
    expect(await ask('/v1/budgets?team=ads')).toMatchObject(none);
    expect(await ask('/v1/budgets?team=adds')).toMatchObject({
      status: 404,
      json: { detail: 'no team "adds"; there is "ads", "blue", "red"' },
    });
    for (const team of ['ads', 'adds', 'blue'])
      expect(await ask(`/v1/budgets?team=${team}`, { groups: ['team-red'] })).toMatchObject({
        status: 404,
        json: { detail: `no team "${team}"; there is "red"` },
      });
    await giveBudgets(deps, [blueMonth]);
    expect(await ask('/v1/budgets?team=red', { groups: ['team-red'] })).toMatchObject(none);
  });

  it('comes as a table', async () => {
    const { ask, deps } = await open();
    await evaluateAs(deps, 'red-month', { now, actual: 500 });
    const { text } = await ask('/v1/budgets', { headers: { accept: 'text/csv' } });
    const rows = parse(text, { columns: true }) as Record<string, string>[];
    expect(rows.map(({ name, team, scope }) => [name, team, scope])).toEqual([
      ['all', '', 'all'],
      ['blue-month', 'blue', 'team:blue'],
      ['red-month', 'red', 'team:red'],
    ]);
    expect(rows[2]).toMatchObject({
      amountUsd: '1000.000000000',
      spentUsd: '500.000000000',
      percent: '50',
      crossed: 'actual 50%',
      forecastUsd: '',
      evaluatedAt: '2026-01-20T12:00:00Z',
    });
    expect(rows[1]).toMatchObject({ spentUsd: '', percent: '' });
  });

  it('says all that is wrong at once', async () => {
    const { ask } = await open();
    const { status, json } = await ask('/v1/budgets?archived=yes&limit=0&cursor=x&window=7d');
    expect(status).toBe(400);
    const { errors } = json as { errors: { parameter: string }[] };
    expect(errors).toHaveLength(4);
    expect(new Set(errors.map(({ parameter }) => parameter))).toEqual(
      new Set(['archived', 'cursor', 'limit', 'window']),
    );
  });
});

describe('one budget', () => {
  it('is told with its definition as it was written, its periods and what was sent of it', async () => {
    const { ask, deps } = await open();
    await evaluateAs(deps, 'red-month', { now, actual: 812.4 });
    const detail = (id: string, name: string) => ({
      id,
      budgets: [{ name }],
      message: { subject: `${name} has crossed 80%`, text: 'So it is.', lines: [] },
      recipients: ['red@example.com'],
    });
    const sentOf = (time: string, name: string) => ({
      at: at(time),
      event: { type: 'BudgetThresholdCrossed', time: at(time), resources: [], detail: detail(time, name) },
    });
    await deps.alerts.keepSent('team:red', [
      sentOf('2025-09-01T00:00:00Z', 'red-month'),
      sentOf('2026-01-19T00:00:00Z', 'red-month'),
      sentOf('2026-01-19T00:05:00Z', 'old'),
    ]);
    const { status, json, headers } = await ask('/v1/budgets/red-month');
    expect(status).toBe(200);
    expect(headers.etag).toMatch(/^"1~[\w-]{16}"$/);
    expect(json).toMatchObject({
      version: 1,
      budget: { name: 'red-month', spentUsd: '812.400000000' },
      definition: redMonth,
      periods: [{ period: { name: 'the month 2026-01' }, percent: 81.2 }],
    });
    expect((json as { sent: unknown }).sent).toEqual([
      {
        at: '2026-01-19T00:00:00Z',
        type: 'BudgetThresholdCrossed',
        id: '2026-01-19T00:00:00Z',
        subject: 'red-month has crossed 80%',
        text: 'So it is.',
        recipients: ['red@example.com'],
      },
    ]);
    const longer = await ask('/v1/budgets/red-month?window=2025-08-01,2026-01-20');
    expect((longer.json as { sent: unknown[] }).sent).toHaveLength(2);
  });

  it('has what the evaluation of this very bucket sent, but not in a window that is over', async () => {
    const { ask, deps } = await open();
    const detail = { id: 'x', budgets: [{ name: 'red-month' }] };
    const event = { type: 'BudgetThresholdCrossed', time: now, resources: [], detail };
    await deps.alerts.keepSent('team:red', [{ at: now, event }]);
    const countOf = async (query: string) => {
      const { json } = await ask(`/v1/budgets/red-month${query}`);
      return (json as { sent: unknown[] }).sent.length;
    };
    expect(await countOf('')).toBe(1);
    expect(await countOf('?window=2026-01-01,2026-01-20T11:55:00Z')).toBe(0);
  });

  it('is to a team no other where it is of others than where there is none', async () => {
    const { ask } = await open();
    const asRed = { groups: ['team-red'] };
    const told = async (name: string) => {
      const { status, text } = await ask(`/v1/budgets/${name}`, asRed);
      return [status, text.replaceAll(name, 'NAME')];
    };
    expect(await told('blue-month')).toEqual(await told('none-month'));
    expect((await told('all'))[1]).toContain('no budget \\"NAME\\"; there is \\"old\\", \\"red-month\\"');
    expect(await ask('/v1/budgets?team=blue', asRed)).toMatchObject({
      status: 404,
      json: { detail: 'no team "blue"; there is "red"' },
    });
    expect(await ask('/v1/budgets/red-month', asRed)).toMatchObject({ status: 200, json: { version: null } });
    expect(await ask('/v1/budgets/red-mnth')).toMatchObject({
      status: 404,
      json: { detail: expect.stringContaining('is "red-month" meant?') },
    });
  });

  it.each([
    ['2025-12-31T23:55:00Z', 'it begins on 2026-01-01', null],
    ['2026-01-04T00:00:00Z', 'it ended before 2026-01-04', null],
    ['2026-01-02T00:00:00Z', expect.stringContaining('not evaluated yet'), '300.000000000'],
  ])('of one range of days is told outside of it, too: %s', async (time, note, amountUsd) => {
    const deps = await memoryApiDeps();
    const period = { from: '2026-01-01', to: '2026-01-04' };
    await giveBudgets(deps, [{ name: 'fair', scope: 'all', period, amount: '300' }]);
    const { json } = await createAskApi(deps, at(time))('/v1/budgets');
    expect(json).toMatchObject({ budgets: [{ notes: [note], amountUsd, spentUsd: null }] });
  });

  it('says what its figures hang on', async () => {
    const { deps, ask } = await open();
    await giveBudgets(deps, [{ ...redMonth, timeZone: 'Europe/Berlin', idle: 'shared' }]);
    const { json } = await ask('/v1/budgets');
    expect(json).toMatchObject({
      budgets: [
        {
          period: { from: '2025-12-31T23:00:00Z', to: '2026-01-31T23:00:00Z', name: 'the month 2026-01' },
          notes: [
            expect.stringContaining('not evaluated yet'),
            'its periods are of Europe/Berlin: they do not tie to the bill, which is by months of UTC',
            'it bears idle capacity as the payers of the owners document say, which hangs on what others hold',
          ],
        },
      ],
    });
  });

  it('without an amount for its period says so', async () => {
    const deps = await memoryApiDeps();
    const amounts = [{ from: '2026-02-01', amount: '9' }];
    await giveBudgets(deps, [{ name: 'later', scope: 'all', period: 'month', amounts }]);
    expect((await createAskApi(deps, now)('/v1/budgets')).json).toMatchObject({
      budgets: [
        {
          amountUsd: null,
          notes: ['no amount holds in this period'],
          thresholds: [{ limitUsd: null, state: 'armed' }, {}, {}, {}],
        },
      ],
    });
  });
});
