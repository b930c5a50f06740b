import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ApiDeps } from '#functions/api/deps.ts';
import type { CostAnswerRow, CostsAnswer } from '#shared/api/costsOperation.ts';
import { anyCostQuery, type CostQuery, toQuery } from '#test/builders/anyCostQuestion.ts';
import { at } from '#test/builders/samples.ts';
import { fillLedger, type TeamHolding } from '#test/builders/teamLedger.ts';
import { createAskApi, memoryApiDeps } from '#test/harness/askApi.ts';

const range = { from: at('2026-01-02T00:00:00Z'), to: at('2026-01-02T06:00:00Z') };
const now = at('2026-01-03T00:07:00Z');

const nano = (text: string | null | undefined): bigint => BigInt((text ?? '0').replace('.', ''));
const sumOf = (rows: readonly CostAnswerRow[]): bigint =>
  rows.reduce((sum, { costUsd }) => sum + nano(costUsd), 0n);

let deps: ApiDeps;
const own = (component: string, team: string | undefined, unitSeconds: number): TeamHolding => ({
  component,
  team,
  unitSeconds,
  used: unitSeconds * 371,
  invocations: unitSeconds % 7,
});

beforeAll(async () => {
  deps = await memoryApiDeps();
  await fillLedger(deps.ledger, range, [
    {
      pool: { endpoint: 'chat' },
      holdings: (_, index) => [own('a', 'red', 601), own('b', 'blue', 7 + index)],
      missing: (index) => index % 5,
    },
    { pool: { endpoint: 'chat', instanceType: 'ml.g5.12xlarge' }, holdings: () => [own('a', 'red', 900)] },
    {
      pool: { endpoint: 'batch' },
      holdings: (_, index) => [own('c', index < 36 ? 'red' : 'blue', 1_111), own('d', undefined, 13)],
    },
  ]);
});

const ask = async (query: CostQuery): Promise<CostsAnswer> => {
  const { status, json, text } = await createAskApi(deps, now)(`/v1/costs?${toQuery(query)}`);
  if (status !== 200) throw new Error(`${status} ${text}`);
  return json as CostsAnswer;
};

/** Every page of an answer. */
const askAll = async (query: CostQuery): Promise<CostsAnswer> => {
  const first = await ask(query);
  const rows = [...first.rows];
  for (let { next } = first; next !== null; ) {
    const page = await ask({ ...query, cursor: next });
    expect(page.total).toEqual(first.total);
    rows.push(...page.rows);
    next = page.next;
  }
  return { ...first, rows, next: null };
};

/** Filters that match nothing in some window are answered with what there is. */
const known = anyCostQuery().filter(
  ({ window, step }) => window !== '1d' && !(window === '2026-01' && step === '45m'),
);

describe('costs', () => {
  it('have rows that add up to the total to the last place, on whatever pages they are', async () => {
    await fc.assert(
      fc.asyncProperty(known, async (query) => {
        const { rows, total } = await askAll(query);
        expect(sumOf(rows)).toBe(nano(total.costUsd));
        const whole = await ask({ ...query, limit: '1000' });
        expect(rows).toEqual(whole.rows);
      }),
      { numRuns: 150 },
    );
  });

  it('are the same total by any labels, order and basis, and accumulated or not', async () => {
    await fc.assert(
      fc.asyncProperty(known, async (query) => {
        // Equal parts and weights are of labels: among others they are others.
        const { aggregate, shareIdle } = query;
        const isByLabel = shareIdle === 'even' || shareIdle?.includes('=');
        const plain = {
          ...query,
          aggregate: isByLabel ? aggregate : undefined,
          sort: undefined,
          top: undefined,
          limit: undefined,
          costBasis: undefined,
          accumulate: query.accumulate === 'true' ? 'false' : 'true',
        };
        const [one, other] = await Promise.all([ask(query), ask(plain)]);
        expect(one.total).toEqual(other.total);
      }),
      { numRuns: 100 },
    );
  });

  it('are each row’s parts', async () => {
    await fc.assert(
      fc.asyncProperty(known, async (query) => {
        const { rows } = await ask(query);
        for (const row of rows.filter(({ kind }) => kind === 'allocated')) {
          const held =
            row.heldUsd === undefined ? [row.usedUsd, row.wasteUsd, row.unmeasuredUsd] : [row.heldUsd];
          const parts = [...held, row.idleUsd].map(nano);
          expect(parts.reduce((a, b) => a + b, 0n)).toBe(nano(row.costUsd));
        }
      }),
      { numRuns: 60 },
    );
  });
});
