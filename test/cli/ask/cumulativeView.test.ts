import { describe, expect, it } from 'vitest';
import { cumulativeView } from '#cli/ask/views/cumulative.ts';
import type { CumulativeAnswer, CumulativeRow } from '#shared/api/cumulativeOperation.ts';
import { metaOf } from '#test/builders/meta.ts';

const [one, two] = ['2026-01-02T00:00:00Z', '2026-01-03T00:00:00Z'];

const rowOf = (
  at: string,
  team: string | null,
  costUsd: string | null,
  changes: Partial<CumulativeRow> = {},
): CumulativeRow => ({ at, since: null, kind: 'allocated', team, gpuSeconds: 3_600, costUsd, ...changes });
const idle = { kind: 'idle', reason: 'stranded', blocker: 2 } as const;

const answerOf = (rows: CumulativeRow[], changes: Partial<CumulativeAnswer> = {}): CumulativeAnswer => ({
  meta: metaOf(),
  rows,
  total: { gpuSeconds: 3_600, costUsd: '9.000000000', unpricedGpuSeconds: 0 },
  next: null,
  ...changes,
});

const show = (answer: CumulativeAnswer, query: Record<string, string> = {}): string[] =>
  (cumulativeView.render(answer, { aggregate: 'team', ...query }) ?? '').split('\n\n');

describe('the view of running totals', () => {
  it('has times down and labels across where there are few, and says since when', () => {
    const rows = [
      rowOf(one, 'red', '1.438000000'),
      rowOf(one, null, '0.719000000', idle),
      rowOf(two, 'red', '1.438000000'),
      rowOf(two, 'blue\u001b', '1234.564000000'),
      rowOf(two, 'gold', null),
      rowOf(two, null, '0.719000000', idle),
    ];
    const total = { gpuSeconds: 10_800, costUsd: '1236.721000000', unpricedGpuSeconds: 3_600 };
    expect(show(answerOf(rows, { total }))).toEqual([
      `\
                                   gold         idle: stranded,
AT                 blue\\x1b  (unpriced)    red   a copy needs 2      TOTAL
2026-01-02 00:00      $0.00       $0.00  $1.44            $0.72      $2.16
2026-01-03 00:00  $1,234.56    unpriced  $1.44            $0.72  $1,236.72`,
      `\
window: 2026-01-02T00:00:00Z to 2026-01-02T01:00:00Z, UTC
state: settled
idle: borne by whoever the owners document says, else by nobody
since: the beginning of the ledger
unpriced: 1.00 GPU-hours have no known price; the cost total is without them`,
    ]);
  });

  it('shows when totals begin where that is not the same of all, by the clocks of the zone', () => {
    const meta = metaOf({ window: { from: one, to: two, zone: 'Europe/Berlin' } });
    const rows = [
      rowOf('2026-01-31T23:00:00Z', 'red', '1.000000000', { since: '2025-12-31T23:00:00Z' }),
      rowOf('2026-02-28T23:00:00Z', 'red', '0.500000000', { since: '2026-01-31T23:00:00Z' }),
    ];
    const [table, notes] = show(answerOf(rows, { meta }));
    expect(table).toBe(`\
AT                SINCE               red  TOTAL
2026-02-01 00:00  2026-01-01 00:00  $1.00  $1.00
2026-03-01 00:00  2026-02-01 00:00  $0.50  $0.50`);
    expect(notes).not.toContain('since:');
  });

  it('stands time by time where there are more labels, with what they come to in cents that add up', () => {
    const teams = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const rows = [one, two].flatMap((at) => teams.map((team) => rowOf(at, team, '1.004000000')));
    const lines = show(answerOf(rows))[0]?.split('\n') ?? [];
    expect(lines.slice(0, 10)).toEqual([
      'AT                TEAM   GPU-HOURS   COST',
      '2026-01-02 00:00  a           1.00  $1.01',
      '2026-01-02 00:00  b           1.00  $1.01',
      '2026-01-02 00:00  c           1.00  $1.01',
      '2026-01-02 00:00  d           1.00  $1.00',
      '2026-01-02 00:00  e           1.00  $1.00',
      '2026-01-02 00:00  f           1.00  $1.00',
      '2026-01-02 00:00  g           1.00  $1.00',
      '2026-01-02 00:00  total       7.00  $7.03',
      '─────────────────────────────────────────',
    ]);
    expect(lines).toHaveLength(18);
  });

  it('lets nothing seem to fall that stays', () => {
    // By themselves the second time's cents would be $0.01, $0.03 and $0.02.
    const amounts = [
      ['0.016000000', '0.014000000', '0.012000000'],
      ['0.016000000', '0.028000000', '0.017000000'],
    ];
    const rows = amounts.flatMap((own, index) =>
      own.map((amount, team) => rowOf(index === 0 ? one : two, 'abc'.charAt(team), amount)),
    );
    expect(show(answerOf(rows))[0]).toBe(`\
AT                    a      b      c  TOTAL
2026-01-02 00:00  $0.02  $0.01  $0.01  $0.04
2026-01-03 00:00  $0.02  $0.03  $0.01  $0.06`);
  });

  it('stands so, too, where names are long', () => {
    const names = ['x', 'y', 'z'].map((letter) => letter.repeat(40));
    const rows = names.map((name) => rowOf(one, name, '1.000000000'));
    expect(show(answerOf(rows))[0]?.split('\n')).toHaveLength(5);
  });

  it('gives no total of a time whose labels are on two pages', () => {
    const rows = [
      rowOf(one, 'red', '1.000000000'),
      rowOf(two, 'blue', '1.000000000'),
      rowOf(two, 'red', '2.000000000'),
    ];
    expect(show(answerOf(rows, { next: 'more' }), { cursor: 'c' })[0]).toBe(`\
AT                TEAM  GPU-HOURS   COST
2026-01-02 00:00  red        1.00  $1.00
────────────────────────────────────────
2026-01-03 00:00  blue       1.00  $1.00
2026-01-03 00:00  red        1.00  $2.00`);
    expect(show(answerOf(rows), { cursor: 'c' })[0]?.split('\n').at(-1)).toBe(
      '2026-01-03 00:00  total       2.00  $3.00',
    );
  });

  it('says so where there is nothing, and does not know an answer of another form', () => {
    expect(show(answerOf([]))[0]).toBe('Nothing had been spent by the end of this window.');
    expect(cumulativeView.render({ rows: 'none' }, {})).toBe(undefined);
  });
});
