import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { costsView } from '#cli/ask/views/costs.ts';
import type { CostAnswerRow, CostsAnswer } from '#shared/api/costsOperation.ts';
import { formatSteps } from '#shared/domain/money.ts';
import { metaOf } from '#test/builders/meta.ts';

const { window } = metaOf();
const rowOf = (changes: Partial<CostAnswerRow> = {}): CostAnswerRow => ({
  from: window.from,
  to: window.to,
  kind: 'allocated',
  team: 'red',
  gpuSeconds: 3_600,
  costUsd: '1.438000000',
  heldUsd: '1.438000000',
  idleUsd: '0.000000000',
  ...changes,
});
const idle = rowOf({ kind: 'idle', reason: 'stranded', blocker: 2, team: null });

const answerOf = (
  rows: CostAnswerRow[],
  costUsd: string,
  changes: Partial<CostsAnswer> = {},
): CostsAnswer => ({
  meta: metaOf(),
  rows,
  total: { gpuSeconds: 3_600 * rows.length, costUsd, unpricedGpuSeconds: 0 },
  next: null,
  ...changes,
});

/** The table alone, for one label unless another question is asked. */
const tableOf = (answer: CostsAnswer, query: Record<string, string> = { aggregate: 'team' }): string[] =>
  (costsView.render(answer, query) ?? '').split('\n\n')[0]?.split('\n') ?? [];

describe('the view of costs', () => {
  it('has a column for each label in the order asked, and says what is idle and why', () => {
    const rows = [rowOf({ tags: { env: 'prod' } }), rowOf({ team: null, tags: { env: null } }), idle];
    expect(tableOf(answerOf(rows, '4.314000000'), { aggregate: 'tag:env,team' })).toEqual([
      'TAG:ENV  TEAM                      GPU-HOURS   COST    SHARE',
      'prod     red                            1.00  $1.44   33.4 %',
      '(none)   (unowned)                      1.00  $1.44   33.3 %',
      'idle     stranded, a copy needs 2       1.00  $1.43   33.3 %',
      '────────────────────────────────────────────────────────────',
      'total                                   3.00  $4.31  100.0 %',
    ]);
  });

  it('shows what is borne beside what is held, and what of it is used where usage is asked for', () => {
    const borne = rowOf({ costUsd: '2.000000000', heldUsd: '1.500000000', idleUsd: '0.500000000' });
    expect(tableOf(answerOf([borne], '2.000000000')).slice(0, 2)).toEqual([
      'TEAM   GPU-HOURS   HELD   IDLE   COST    SHARE',
      'red         1.00  $1.50  $0.50  $2.00  100.0 %',
    ]);
    const { heldUsd: _, ...used } = { ...borne, usedUsd: '1.000000000', wasteUsd: '0.500000000' };
    const answer = answerOf([used], '2.000000000', { meta: metaOf({ costBasis: 'usage' }) });
    expect(tableOf(answer).slice(0, 2)).toEqual([
      'TEAM   GPU-HOURS   USED  WASTE   IDLE   COST    SHARE',
      'red         1.00  $1.00  $0.50  $0.50  $2.00  100.0 %',
    ]);
  });

  it('shows steps as the clocks of the zone do, in days where they are days', () => {
    const meta = metaOf({
      window: { from: '2026-03-28T23:00:00Z', to: '2026-03-30T22:00:00Z', zone: 'Europe/Berlin' },
    });
    const rows = [
      rowOf({ from: '2026-03-28T23:00:00Z', to: '2026-03-29T22:00:00Z' }),
      rowOf({ from: '2026-03-29T22:00:00Z', to: '2026-03-30T22:00:00Z' }),
    ];
    expect(tableOf(answerOf(rows, '2.876000000', { meta })).slice(0, 3)).toEqual([
      'FROM        TEAM  GPU-HOURS   COST    SHARE',
      '2026-03-29  red        1.00  $1.44   50.0 %',
      '2026-03-30  red        1.00  $1.44   50.0 %',
    ]);
    const hour = [rowOf({ from: '2026-03-29T01:30:00Z', to: '2026-03-29T02:00:00Z' })];
    expect(tableOf(answerOf(hour, '1.438000000', { meta }))[1]).toBe(
      '2026-03-29 03:30  red        1.00  $1.44  100.0 %',
    );
  });

  it('is in order of its columns, what is held first, unless it is asked for in another', () => {
    const rows = [
      rowOf({ team: 'b', model: 'x' }),
      rowOf({ kind: 'rest', team: null }),
      rowOf({ team: null, kind: 'idle' }),
      rowOf({ team: 'a', model: 'y' }),
    ];
    const answer = answerOf(rows, '5.752000000');
    const firsts = (query: Record<string, string>) =>
      tableOf(answer, { aggregate: 'team,model', ...query })
        .slice(1, 5)
        .map((line) => line.split(' ')[0]);
    expect(firsts({})).toEqual(['a', 'b', 'idle', '(others)']);
    expect(firsts({ sort: '-cost' })).toEqual(['b', '(others)', 'idle', 'a']);
  });

  it('shows what has no price, what is charged, vCPUs, and what stands for others', () => {
    const rows = [
      rowOf({ team: 'gold', costUsd: null, vcpuSeconds: 7_200 }),
      rowOf({ kind: 'variance', team: null, gpuSeconds: 0, costUsd: '-0.438000000' }),
      rowOf({ kind: 'rest', team: null }),
    ];
    const meta = metaOf({ rate: 'charge' });
    const total = { gpuSeconds: 3_600, vcpuSeconds: 0, costUsd: '1.000000000', unpricedGpuSeconds: 3_600 };
    const answer = answerOf(rows, '', { meta, total });
    expect(tableOf(answer)).toEqual([
      'TEAM      GPU-HOURS  VCPU-HOURS    CHARGE    SHARE',
      'gold           1.00        2.00  unpriced        –',
      'variance                           −$0.44  −43.8 %',
      '(others)       1.00        0.00     $1.44  143.8 %',
      '──────────────────────────────────────────────────',
      'total          2.00        2.00     $1.00  100.0 %',
    ]);
    expect(costsView.render(answer, {})).toContain(
      'unpriced: 1.00 GPU-hours have no known price; the cost total is without them',
    );
  });

  it('says so where there is nothing', () => {
    expect(tableOf(answerOf([], '0.000000000'))).toEqual(['There are no costs in this window.']);
  });

  it('does not know an answer of another form', () => {
    expect(costsView.render({ rows: 'none' }, {})).toBe(undefined);
  });

  it('has cents that add up to the rounded total, whatever page it is of', () => {
    const nano = fc.bigInt(0n, 3_000_000_000n);
    fc.assert(
      fc.property(fc.array(nano, { minLength: 1, maxLength: 8 }), nano, (amounts, others) => {
        const usd = (amount: bigint) => formatSteps(amount, 9);
        const rows = amounts.map((amount) => rowOf({ costUsd: usd(amount), heldUsd: usd(amount) }));
        const sum = amounts.reduce((a, b) => a + b, others);
        const lines = tableOf(answerOf(rows, usd(sum), { next: 'more' }));
        const cents = lines.flatMap((line) => {
          const [, dollars, cent] = /\$(\d+)\.(\d\d)/.exec(line) ?? [];
          return dollars === undefined ? [] : [BigInt(dollars + cent)];
        });
        const total = cents.pop();
        expect(total).toBe((sum + 5_000_000n) / 10_000_000n);
        expect(cents.reduce((a, b) => a + b, 0n)).toBe(total);
      }),
    );
  });
});
