import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CostsAnswer } from '#shared/api/costsOperation.ts';
import { type ExplainAnswer, explainOperation } from '#shared/api/explainOperation.ts';
import { type Amount, addAmounts } from '#shared/domain/amount.ts';
import type { Bucket } from '#shared/domain/bucket.ts';
import { zeroMoney } from '#shared/domain/money.ts';
import { after, bucketSeconds, formatInstant, type Instant } from '#shared/domain/time.ts';
import {
  anyLedger,
  fillLedger,
  type LedgerContents,
  ledgerTime,
  withOddUnits,
} from '#test/builders/anyLedger.ts';
import { rowOf } from '#test/builders/bucket.ts';
import { at, samplesOf } from '#test/builders/samples.ts';
import type { MemoryLedger } from '#test/fakes/memoryLedger.ts';
import { type Answered, createAskApi, memoryApiDeps } from '#test/harness/askApi.ts';

const edges = fc
  .uniqueArray(fc.integer({ min: 0, max: 120 }), { minLength: 2, maxLength: 2 })
  .map((both) => both.toSorted((a, b) => a - b).map((n) => after(ledgerTime.from, n * bucketSeconds)));

const owners = JSON.stringify({
  rules: [{ name: 'a is red', match: { component: 'a' }, team: 'red' }],
  payers: [
    { name: 'stranded by use', of: ['stranded'], share: { by: 'use' } },
    {
      name: 'the rest by weight',
      from: '2026-01-31T23:00:00Z',
      of: ['unplaced'],
      share: { by: 'weights', weights: { red: 3, blue: 1 }, over: 'all' },
    },
    { name: 'unknown', of: ['unknown', 'unowned'], team: 'red' },
  ],
});

/** A question of `GET /costs`, as it stands in both. */
const anyQuestion = fc
  .record({
    edges,
    zone: fc.constantFrom('UTC', 'Asia/Kolkata'),
    rate: fc.constantFrom('cost', 'charge'),
    costBasis: fc.constantFrom('allocation', 'usage'),
    shareIdle: fc.constantFrom('payers', 'separate', 'share', 'even', 'red=2,blue=1'),
    shareIdleOver: fc.constantFrom('endpoint', 'all'),
    includeIdle: fc.constantFrom('true', 'false'),
    aggregate: fc.constantFrom('team', 'component,team', 'endpoint'),
    filter: fc.constantFrom(
      '',
      'team:red',
      'component:a',
      'team!:blue',
      'kind:idle',
      'endpoint:chat+team:red,blue',
    ),
  })
  .map(({ edges: [from = at('2026-01-31T20:00:00Z'), to = from], filter, ...rest }) => {
    const query = new URLSearchParams({ window: `${formatInstant(from)},${formatInstant(to)}`, ...rest });
    if (filter !== '') query.set('filter', filter);
    return query;
  });

/** Weights are for who sees all. */
const mayAsk = (question: URLSearchParams, group: string): boolean =>
  group === 'finance' || question.get('shareIdle')?.includes('=') !== true;

const depth = fc.constantFrom('auto', 'month', 'day', 'hour', 'bucket');

const nano = (usd: string | null | undefined): bigint => BigInt((usd ?? '0').replace('.', ''));
const sum = (all: readonly (string | null | undefined)[]): bigint => all.reduce((a, b) => a + nano(b), 0n);

const open = async (
  contents: LedgerContents,
  withOwners: boolean,
  prepare: (ledger: MemoryLedger) => Promise<void> = async () => {},
) => {
  const ledger = await fillLedger(contents);
  await prepare(ledger);
  const deps = { ...(await memoryApiDeps()), ledger };
  if (withOwners)
    await deps.owners.put({ who: 'test', at: at('2026-01-01T00:00:00Z'), note: 'test', text: owners }, 0);
  return createAskApi(deps, at('2026-02-01T12:00:00Z'), (error) => {
    throw error;
  });
};

const windowFrom = (first: Instant, seconds: number): string =>
  `${formatInstant(first)},${formatInstant(after(first, seconds))}`;

/** All pages of an explanation as one. */
const explain = async (ask: Awaited<ReturnType<typeof open>>, query: URLSearchParams, groups: string[]) => {
  let first: ExplainAnswer | undefined;
  const children: ExplainAnswer['children'] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const own = new URLSearchParams(query);
    if (cursor !== '') own.set('cursor', cursor);
    const answered: Answered = await ask(`/v1/explain?${own}`, { groups });
    if (answered.status !== 200) return { answered, answer: undefined };
    const page = explainOperation.answer.parse(answered.json);
    first ??= page;
    children.push(...page.children);
    cursor = page.next;
  }
  return { answered: undefined, answer: first && { ...first, children } };
};

/** The same ledger, of which all that red has no part of is blue's, on copies of its own, in a pool that ran longer and twice. */
const changeOthers = ({ pools, settledThrough }: LedgerContents): LedgerContents => ({
  settledThrough,
  pools: pools.map(({ pool, buckets }) => ({
    pool,
    buckets: buckets.map((bucket): Bucket => {
      const others = bucket.allocated.filter(({ team, component }) => team !== 'red' && component !== 'a');
      const parts: Amount[] = [...others, ...bucket.idle, ...bucket.unknown];
      const none: Amount = { unitSeconds: 0, cost: bucket.total.cost && zeroMoney };
      const { unitSeconds, cost } = parts.reduce(addAmounts, none);
      const row = { ...rowOf({ component: 'c', model: 'c-model', team: 'blue', unitSeconds }), cost };
      const kept = bucket.allocated.filter((each) => !others.includes(each));
      const samples = [
        samplesOf({
          instances: { 'i-1': '1*30', 'i-9': '1*30' },
          holdings: [{ counts: '1*30' }, { component: 'c', container: 'c-9', counts: '1*30' }],
        }),
      ];
      return {
        ...bucket,
        ownersVersion: 7,
        ratesVersion: 7,
        allocated: unitSeconds === 0 ? kept : [...kept, row],
        idle: [],
        unknown: [],
        samples,
      };
    }),
  })),
});

/** The same, put once more: of later versions. */
const putAgain = async (ledger: MemoryLedger): Promise<void> => {
  for (const { pool, bucket } of ledger.all()) await ledger.putBucket(pool, bucket, 1);
};

describe('GET /explain', () => {
  it('tells a team the same whatever others have and however it was stored', async () => {
    const span = fc.constantFrom(0, 300, 900);
    const property = fc.asyncProperty(
      anyLedger,
      anyQuestion,
      depth,
      span,
      async (contents, question, level, seconds) => {
        const own = new URLSearchParams({
          ...Object.fromEntries(question),
          depth: level,
          shareIdle: 'separate',
        });
        const first = contents.pools.flatMap((each) => each.buckets)[0]?.start;
        if (seconds > 0 && first !== undefined) {
          own.set('window', windowFrom(first, seconds));
          own.set('depth', 'slot');
        }
        const [one, other] = await Promise.all([
          open(contents, false),
          open(changeOthers(contents), false, putAgain),
        ]);
        const groups = ['team-red'];
        const [before, later] = await Promise.all(
          [one, other].map((ask) => ask(`/v1/explain?${own}`, { groups })),
        );
        expect(later?.text).toBe(before?.text);
        // A name that was asked for is said to be none.
        if (before?.status === 200) expect(before.text).not.toMatch(/blue/);
      },
    );
    await fc.assert(property, { numRuns: 200 });
  });

  it('tells the samples of a few minutes, and what rests on them adds up to the figure', async () => {
    const property = fc.asyncProperty(
      fc.oneof(anyLedger, anyLedger.map(withOddUnits)),
      anyQuestion,
      fc.integer({ min: 1, max: 3 }),
      fc.constantFrom('finance', 'team-red'),
      async (contents, question, buckets, group) => {
        fc.pre(mayAsk(question, group));
        const first = contents.pools.flatMap((each) => each.buckets)[0]?.start ?? ledgerTime.from;
        const window = windowFrom(first, buckets * bucketSeconds);
        const own = new URLSearchParams({ ...Object.fromEntries(question), window });
        const ask = await open(contents, false);
        const costs = await ask(`/v1/costs?${own}`, { groups: [group] });
        own.set('depth', 'slot');
        own.set('limit', '2');
        const { answered, answer } = await explain(ask, own, [group]);
        if (answer === undefined) {
          expect([answered?.status, costs.status]).toEqual([404, 404]);
          return;
        }
        const { total } = costs.json as CostsAnswer;
        expect(answer.total).toEqual(total);
        expect(sum(answer.children.map(({ costUsd }) => costUsd))).toBe(nano(total.costUsd));
        expect(answer.children.reduce((a, b) => a + b.gpuSeconds, 0)).toBe(total.gpuSeconds);
        expect(answer.children.reduce((a, b) => a + b.unpricedGpuSeconds, 0)).toBe(total.unpricedGpuSeconds);
      },
    );
    await fc.assert(property, { numRuns: 150 });
  });

  it('explains the very total of GET /costs, and parts, formulas and children add up to it', async () => {
    const property = fc.asyncProperty(
      fc.oneof(anyLedger, anyLedger.map(withOddUnits)),
      anyQuestion,
      depth,
      fc.constantFrom('finance', 'team-red'),
      fc.boolean(),
      async (contents, question, level, group, withOwners) => {
        fc.pre(mayAsk(question, group));
        const ask = await open(contents, withOwners);
        const costs = await ask(`/v1/costs?${question}`, { groups: [group] });
        const own = new URLSearchParams({ ...Object.fromEntries(question), depth: level, limit: '7' });
        const { answered, answer } = await explain(ask, own, [group]);
        if (answer === undefined) {
          expect(answered?.status).toBe(costs.status);
          expect(costs.status).toBe(404);
          return;
        }
        const { meta, total } = costs.json as CostsAnswer;
        expect(answer.total).toEqual(total);
        expect({ ...answer.meta, revision: '' }).toEqual({ ...meta, revision: '' });
        expect(sum(answer.parts.map(({ costUsd }) => costUsd))).toBe(nano(total.costUsd));
        for (const { formula, borne, costUsd, idleUsd, kind } of answer.parts) {
          const held = kind === 'allocated' ? nano(costUsd) - nano(idleUsd) : nano(costUsd);
          expect(sum(formula.map((each) => each.costUsd))).toBe(held);
          if (kind === 'allocated') expect(sum(borne.map((each) => each.idleUsd))).toBe(nano(idleUsd));
        }
        expect(sum(answer.children.map(({ costUsd }) => costUsd))).toBe(nano(total.costUsd));
        const seconds = (all: readonly { gpuSeconds: number }[]) => all.reduce((a, b) => a + b.gpuSeconds, 0);
        expect(seconds(answer.children)).toBe(total.gpuSeconds);
        const unpriced = answer.children.reduce((a, b) => a + b.unpricedGpuSeconds, 0);
        expect(unpriced).toBe(total.unpricedGpuSeconds);
      },
    );
    await fc.assert(property, { numRuns: 300 });
  });

  it('explains each child further by what GET /costs says of its window', async () => {
    const property = fc.asyncProperty(
      anyLedger,
      anyQuestion,
      fc.constantFrom('finance', 'team-red'),
      fc.boolean(),
      async (contents, question, group, withOwners) => {
        fc.pre(mayAsk(question, group));
        const ask = await open(contents, withOwners);
        const { answer } = await explain(ask, question, [group]);
        for (const child of answer?.children ?? []) {
          if (child.window === null) continue;
          const own = new URLSearchParams({ ...Object.fromEntries(question), window: child.window });
          const costs = await ask(`/v1/costs?${own}`, { groups: [group] });
          if (costs.status === 404) continue;
          const { meta, total } = costs.json as CostsAnswer;
          const difference = nano(child.aloneUsd ?? child.costUsd) - nano(total.costUsd);
          expect(difference >= -1n && difference <= 1n).toBe(true);
          const { completeness, evidence, state, backfilled } = child;
          expect({ completeness, evidence, state, backfilled }).toEqual({
            completeness: meta.completeness,
            evidence: meta.evidence,
            state: meta.state,
            backfilled: meta.backfilled,
          });
        }
      },
    );
    await fc.assert(property, { numRuns: 60 });
  });
});
