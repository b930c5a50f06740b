import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyCostQuery, toQuery } from '#test/builders/anyCostQuestion.ts';
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
