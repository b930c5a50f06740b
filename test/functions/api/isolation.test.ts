import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyCostQuery, toQuery } from '#test/builders/anyCostQuestion.ts';
import { evaluateAs, giveBudgets } from '#test/builders/budgetsWorld.ts';
import { at } from '#test/builders/samples.ts';
import { fillLedger, type TeamHolding } from '#test/builders/teamLedger.ts';
import { type Answered, createAskApi, memoryApiDeps } from '#test/harness/askApi.ts';

const range = { from: at('2026-01-02T00:00:00Z'), to: at('2026-01-02T02:00:00Z') };
const now = at('2026-01-03T00:07:00Z');

type Foreign = {
  component: string;
  team: string | undefined;
  unitSeconds: number;
  used: number;
  invocations: number;
};

const held = ({ component, ...rest }: Foreign): TeamHolding => ({ component, ...rest });
const red = (component: string, unitSeconds: number): TeamHolding => ({
  component,
  team: 'red',
  unitSeconds,
  used: unitSeconds * 371,
  invocations: 3,
});

/** An API of a ledger in which red always holds the same, and the others what is given. */
const serve = async (foreign: readonly Foreign[], missing: number) => {
  const deps = await memoryApiDeps(['red', 'blue']);
  const others = foreign.map(held);
  await fillLedger(deps.ledger, range, [
    {
      pool: { endpoint: 'chat' },
      holdings: (_, index) => [red('a', 300 + index), ...others],
      missing: () => missing,
    },
    { pool: { endpoint: 'batch', variant: 'canary' }, holdings: () => [red('b', 77)] },
    ...(others.length === 0 ? [] : [{ pool: { endpoint: 'theirs' }, holdings: () => others }]),
  ]);
  return createAskApi(deps, now);
};

const someForeign: fc.Arbitrary<Foreign[]> = fc.uniqueArray(
  fc.record({
    component: fc.constantFrom('x', 'y', 'a-b', 'theirs-too'),
    team: fc.constantFrom('blue', 'secret', undefined),
    unitSeconds: fc.integer({ min: 1, max: 400 }),
    used: fc.integer({ min: 0, max: 400_000 }),
    invocations: fc.nat(50),
  }),
  { selector: ({ component }) => component, maxLength: 3 },
);
const worlds = fc.tuple(someForeign, fc.nat(300));

const paths = ['/v1/costs', '/v1/costs/cumulative', '/v1/costs/changes'] as const;

/** Parameters that only the first path has. */
const own = ['accumulate', 'sort', 'top', 'costBasis', 'limit', 'step'];
const kept: Record<(typeof paths)[number], readonly string[]> = {
  '/v1/costs': own,
  '/v1/costs/cumulative': ['costBasis', 'limit', 'step'],
  '/v1/costs/changes': [],
};

const anyUrl = (policies: readonly string[]) =>
  fc.tuple(fc.constantFrom(...paths), anyCostQuery(policies)).map(([path, query]) => {
    const dropped = own.filter((name) => !kept[path].includes(name));
    const asked = Object.entries(query).filter(([name]) => !dropped.includes(name));
    return `${path}?${toQuery(Object.fromEntries(asked))}`;
  });

const asRed = { groups: ['team-red'] };

/** What hangs on what others hold where idle capacity is shared: how much of it is borne, and what that makes of amounts. */
const borne = new Set([
  'idleUsd',
  'idleGpuSeconds',
  'gpuSeconds',
  'costUsd',
  'revision',
  'next',
  'afterGpuSeconds',
  'changeUsd',
]);

const withoutBorne = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutBorne);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([name]) => !borne.has(name));
  return Object.fromEntries(entries.map(([name, each]) => [name, withoutBorne(each)]));
};

const tell = ({ status, headers, text }: Answered) => ({ status, etag: headers.etag, text });

describe('what a team is answered', () => {
  it('is the same, to the last byte and with the same tag, whatever others hold', async () => {
    await fc.assert(
      fc.asyncProperty(
        worlds,
        worlds,
        fc.array(anyUrl(['separate', 'payers']), { minLength: 8, maxLength: 8 }),
        async (one, other, urls) => {
          const [first, second] = [await serve(...one), await serve(...other)];
          for (const url of urls) {
            const [a, b] = [await first(url, asRed), await second(url, asRed)];
            expect(tell(b)).toEqual(tell(a));
            expect(a.text).not.toMatch(/blue|secret|theirs|"x"|"y"/);
          }
        },
      ),
      { numRuns: 25 },
    );
  });

  it('hangs on what others hold in what it bears of shared idle capacity alone, and says so', async () => {
    await fc.assert(
      fc.asyncProperty(
        worlds,
        worlds,
        fc.array(anyUrl(['share', 'even']), { minLength: 8, maxLength: 8 }),
        async (one, other, urls) => {
          const [first, second] = [await serve(...one), await serve(...other)];
          for (const url of urls.filter((each) => !/sort=-?(cost|gpu)|top=/.test(each))) {
            const [a, b] = [await first(url, asRed), await second(url, asRed)];
            expect([b.status, withoutBorne(b.json)]).toEqual([a.status, withoutBorne(a.json)]);
            if (a.status === 200) expect(a.json).toMatchObject({ meta: { idle: { dependsOnOthers: true } } });
          }
        },
      ),
      { numRuns: 25 },
    );
  });

  it.each(['/v1/costs', '/v1/costs/cumulative', '/v1/costs/changes', '/v1/explain', '/v1/unit-costs'])(
    'is no way to find out by weights whether others have a name: %s',
    async (path) => {
      const theirs: Foreign = { component: 'x', team: 'blue', unitSeconds: 100, used: 0, invocations: 1 };
      const [alone, together] = [await serve([], 100), await serve([theirs], 0)];
      const step = path.endsWith('cumulative') ? '&step=1h' : '';
      const url = `${path}?window=2026-01-02&aggregate=component&shareIdle=a=1,x=1${step}`;
      const told = await together(url, asRed);
      expect(told).toMatchObject({
        status: 400,
        json: {
          errors: [
            {
              parameter: 'shareIdle',
              detail:
                'gives weights, which are for the role finance; expected one of payers, separate, share, even',
            },
          ],
        },
      });
      expect(tell(told)).toEqual(tell(await alone(url, asRed)));
      expect((await together(url)).status).toBe(200);
    },
  );

  it.each([
    'filter=team:blue',
    'filter=team:nobody',
    'filter=endpoint:theirs',
    'filter=component:x',
    'filter=component!:a,b',
    'filter=model:x*',
    'aggregate=team&filter=team!:red',
  ])('tells nothing of others by %s', async (query) => {
    const theirs: Foreign = { component: 'x', team: 'blue', unitSeconds: 100, used: 0, invocations: 1 };
    const [alone, together] = [await serve([], 0), await serve([theirs], 0)];
    for (const path of [
      '/v1/costs',
      '/v1/costs/changes',
      '/v1/costs/cumulative',
      '/v1/explain',
      '/v1/unit-costs',
    ]) {
      const url = `${path}?window=2026-01-02&${query}${path.endsWith('cumulative') ? '&step=1h' : ''}`;
      expect(tell(await together(url, asRed))).toEqual(tell(await alone(url, asRed)));
    }
  });
});

const ownBudgets = [
  { name: 'red-month', scope: { team: 'red' }, period: 'month', amount: '1000' },
  { name: 'red-chat', scope: { team: 'red', endpoint: 'chat' }, period: 'day', amount: '9.5' },
  { name: 'red-old', scope: { team: 'red' }, period: 'day', amount: '9.5', archived: true },
];

type ForeignBudget = {
  name: string;
  team: string | undefined;
  amount: number;
  spent: number;
  archived: boolean;
};

const toWritten = ({ name, team, amount, archived }: ForeignBudget) => ({
  name,
  scope: team === undefined ? { endpoint: 'theirs' } : { team },
  period: 'month',
  amount: `${amount}`,
  archived,
});

const someBudgets: fc.Arbitrary<ForeignBudget[]> = fc.uniqueArray(
  fc.record({
    name: fc.constantFrom('theirs', 'secret-month', 'blue-month', 'a', 'z', 'red'),
    team: fc.constantFrom('blue', 'secret', 'redder', undefined),
    amount: fc.integer({ min: 1, max: 100_000 }),
    spent: fc.integer({ min: 0, max: 200_000 }),
    archived: fc.boolean(),
  }),
  { selector: ({ name }) => name, maxLength: 6 },
);

/** Red's budgets among others, in a document that was changed some times. */
const serveBudgets = async (foreign: readonly ForeignBudget[], versions: number) => {
  const deps = await memoryApiDeps(['red', 'blue']);
  const [first, ...others] = ownBudgets;
  const budgets = [...(first === undefined ? [] : [first]), ...foreign.map(toWritten), ...others];
  for (let version = 0; version <= versions; version += 1) await giveBudgets(deps, budgets);
  await evaluateAs(deps, 'red-month', { now, actual: 512.25 });
  for (const { name, spent } of foreign) await evaluateAs(deps, name, { now, actual: spent });
  return createAskApi(deps, now);
};

const budgetUrls = [
  ...['', '?archived=true', '?limit=1', '?team=red', '?team=blue', '?team=secret', '?team=none'].map(
    (query) => `/v1/budgets${query}`,
  ),
  ...['red-month', 'red-chat', 'theirs', 'secret-month', 'blue-month', 'red', 'none'].map(
    (name) => `/v1/budgets/${name}`,
  ),
  '/v1/budgets-document',
];

describe('what a team is answered of budgets', () => {
  it('is the same, to the last byte and with the same tag, whatever budgets others have', async () => {
    const world = fc.tuple(someBudgets, fc.nat(2));
    await fc.assert(
      fc.asyncProperty(world, world, async (one, other) => {
        const [first, second] = [await serveBudgets(...one), await serveBudgets(...other)];
        for (const url of budgetUrls)
          for (const accept of ['application/json', 'text/csv']) {
            const asking = { ...asRed, headers: { accept } };
            const [a, b] = [await first(url, asking), await second(url, asking)];
            expect(tell(b)).toEqual(tell(a));
          }
      }),
      { numRuns: 30 },
    );
  });

  it('is its own budgets, and of all others that there is nothing', async () => {
    const ask = await serveBudgets(
      [{ name: 'theirs', team: 'blue', amount: 5, spent: 4, archived: false }],
      0,
    );
    expect((await ask('/v1/budgets?archived=true', asRed)).text).not.toMatch(/blue|theirs/);
    expect(await ask('/v1/budgets/theirs', asRed)).toMatchObject({ status: 404 });
    expect(await ask('/v1/budgets/red-month', asRed)).toMatchObject({ status: 200 });
    expect(await ask('/v1/budgets/theirs', { groups: ['team-blue'] })).toMatchObject({ status: 200 });
  });
});
