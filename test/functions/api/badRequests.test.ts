import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { operations } from '#shared/api/operations.ts';
import { evaluateAs, giveBudgets } from '#test/builders/budgetsWorld.ts';
import { at } from '#test/builders/samples.ts';
import { fillLedger } from '#test/builders/teamLedger.ts';
import { createAskApi, memoryApiDeps } from '#test/harness/askApi.ts';

const requests = 2_000;

const range = { from: at('2026-01-02T00:00:00Z'), to: at('2026-01-02T01:00:00Z') };

const names = [...new Set(operations.flatMap(({ query }) => Object.keys(query)))];

const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ maxLength: 60 }),
  fc.constantFrom(
    '',
    '__proto__',
    'constructor',
    '../../etc/passwd',
    '<script>alert(1)</script>',
    "' OR 1=1 --",
    '%00',
    '%',
    '%zz',
    '\u202e\u0000',
    '9'.repeat(400),
    'a'.repeat(5_000),
    '2026-02-30',
    '2026-01-03,2026-01-02',
    '99999d',
    '1e9d',
    '-1',
    'NaN',
    'tag:',
    'tag:a:b:c',
    'team:',
    'team:"',
    'team:a+',
    '='.repeat(50),
    'eyJxIjoiIn0',
    Buffer.from('{"q":"x","w":[1,2],"k":[{}]}').toString('base64url'),
    Buffer.from('{"q":"x","w":[1e99,"a"],"n":-1}').toString('base64url'),
  ),
);

const right = fc.constantFrom(
  '2026-01-02',
  'today',
  '1h',
  'team',
  'true',
  'cost',
  'UTC',
  '10',
  'share',
  'labels',
);
const pair = fc.tuple(
  fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...names) }, { weight: 1, arbitrary: hostile }),
  fc.oneof(hostile, right),
);
const encode = (text: string): string => {
  // A lone surrogate cannot be encoded: it is sent as it is.
  try {
    return encodeURIComponent(text);
  } catch {
    return text;
  }
};
const query = fc
  .array(pair, { maxLength: 8 })
  .map((pairs) => pairs.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&'));
const rawQuery = fc.oneof({ weight: 4, arbitrary: query }, { weight: 1, arbitrary: hostile });

const path = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.constantFrom(
      ...operations.map((operation) =>
        operation.path.replaceAll('{budget}', 'red-month').replaceAll(/\{[^}]+\}/g, 'chat'),
      ),
    ),
  },
  { weight: 1, arbitrary: hostile.map((text) => `/${encode(text)}`) },
);
const header = fc.oneof(
  hostile,
  fc.constantFrom('"1"', 'application/json', 'text/csv', '*/*', 'text/html', 'gzip;q=zz', 'W/"x"', '*'),
);
const headers = fc.dictionary(
  fc.constantFrom(
    'accept',
    'accept-encoding',
    'if-none-match',
    'if-match',
    'content-type',
    'x-forwarded-for',
  ),
  header,
  { maxKeys: 4 },
);
const body = fc.option(
  fc.oneof(
    hostile,
    fc.json(),
    fc.constantFrom(
      '{',
      '[]',
      'null',
      '{"__proto__":{"a":1}}',
      '{"document":{"rules":"x"},"note":5}',
      '{"note":"x","budget":{"scope":"all","period":"month","amount":"1","name":"red-month"}}',
      '{"note":"x","budget":{"__proto__":{},"name":{},"scope":[],"amounts":[{}],"thresholds":[null]}}',
      '{"note":"x","document":{"budgets":[{},{"name":"a"},null]}}',
      '{"until":"2026-01-04","why":"x"}',
      '{"until":"99999-99-99","why":""}',
      '{"note":"x"}',
      '['.repeat(5_000),
    ),
  ),
  { nil: undefined },
);
const groups = fc.constantFrom(
  [],
  ['finance'],
  ['admins'],
  ['team-red'],
  ['__proto__'],
  ['constructor', 'nobody'],
);

describe('whatever is asked', () => {
  it(`is never the API's own failure: ${requests} hostile requests`, async () => {
    const deps = await memoryApiDeps();
    await fillLedger(deps.ledger, range, [
      { pool: { endpoint: 'chat' }, holdings: () => [{ component: 'a', team: 'red', unitSeconds: 300 }] },
    ]);
    await giveBudgets(deps, [{ name: 'red-month', scope: { team: 'red' }, period: 'month', amount: '9' }]);
    await evaluateAs(deps, 'red-month', { now: range.to, actual: 8, forecast: 10 });
    const failures: Error[] = [];
    const ask = createAskApi(deps, at('2026-01-03T00:07:00Z'), (error) => failures.push(error));
    const statuses = new Map<number, number>();
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          path,
          rawQuery,
          headers,
          body,
          groups,
          method: fc.constantFrom('GET' as const, 'POST' as const, 'PUT' as const, 'DELETE' as const),
        }),
        async ({ path: asked, rawQuery: search, ...asking }) => {
          const given = asking.body === undefined ? {} : { body: asking.body };
          const { status, json } = await ask(`/v1${asked}?${search}`, {
            ...asking,
            ...given,
            body: asking.body ?? '',
          });
          statuses.set(status, (statuses.get(status) ?? 0) + 1);
          expect([status, failures.map(({ stack }) => stack)]).toEqual([status, []]);
          expect(status).toBeLessThan(500);
          if (status >= 400)
            expect(json).toMatchObject({ status, type: expect.stringMatching(/^urn:tenner:problem:/) });
        },
      ),
      { numRuns: requests },
    );
    // All that can go wrong was tried, and what is right among it was answered.
    expect([...statuses.keys()]).toEqual(expect.arrayContaining([200, 400, 403, 404]));
  });
});
