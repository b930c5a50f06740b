import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toChangeCents } from '#cli/ask/changes/toChangeCents.ts';
import { changesView } from '#cli/ask/views/changes.ts';
import type { ChangeRow, ChangesAnswer } from '#shared/api/changesOperation.ts';
import { formatSteps } from '#shared/domain/money.ts';
import { metaOf } from '#test/builders/meta.ts';

const usd = (nano: bigint): string => formatSteps(nano, 9);
const cents = (count: number): bigint => BigInt(Math.round(count * 10)) * 1_000_000n;
const side = (costUsd: string | null, gpuSeconds = 3_600) => ({ gpuSeconds, costUsd });

/** A row of nano-dollars: what it was, and the four parts of its change. */
const rowOf = (
  [before = 0n, quantity = 0n, price = 0n, ownership = 0n, idle = 0n]: readonly bigint[],
  changes: Partial<ChangeRow> = {},
): ChangeRow => {
  const change = quantity + price + ownership + idle;
  return {
    kind: 'allocated',
    team: 'red',
    before: side(usd(before)),
    after: side(usd(before + change)),
    changeUsd: usd(change),
    quantityUsd: usd(quantity),
    priceUsd: usd(price),
    ownershipUsd: usd(ownership),
    idleUsd: usd(idle),
    ...changes,
  };
};

const answerOf = (rows: ChangeRow[], changes: Partial<ChangesAnswer> = {}): ChangesAnswer => ({
  meta: metaOf(),
  against: { from: '2026-01-01T00:00:00Z', to: '2026-01-01T01:00:00Z', zone: 'UTC' },
  rows,
  unpriced: [],
  total: { ...rowOf([]), unpricedGpuSeconds: 0 },
  ...changes,
});

describe('the view of changes', () => {
  it('tells before, after and the four parts of the change in cents that add up, and both periods', () => {
    const idle = { kind: 'idle', reason: 'stranded', blocker: 2, team: null, model: null } as const;
    const rows = [
      rowOf([cents(1_438.4), cents(143.8), cents(-20.4)], { team: 'blue', model: 'chat' }),
      rowOf([0n, cents(1_150.4), 0n, cents(5)], { model: 'ctr' }),
      rowOf([cents(50.4), 0n, 0n, 0n, cents(-50.4)], idle),
    ];
    expect(changesView.render(answerOf(rows), { aggregate: 'team,model' })).toBe(`\
TEAM   MODEL                     BEFORE   AFTER   CHANGE  QUANTITY   PRICE  OWNERSHIP    IDLE
blue   chat                      $14.38  $15.62   +$1.24    +$1.44  −$0.20      $0.00   $0.00
red    ctr                        $0.00  $11.55  +$11.55   +$11.50   $0.00     +$0.05   $0.00
idle   stranded, a copy needs 2   $0.51   $0.00   −$0.51     $0.00   $0.00      $0.00  −$0.51
─────────────────────────────────────────────────────────────────────────────────────────────
total                            $14.89  $27.17  +$12.28   +$12.94  −$0.20     +$0.05  −$0.51

window: 2026-01-02T00:00:00Z to 2026-01-02T01:00:00Z, UTC
against: 2026-01-01T00:00:00Z to 2026-01-01T01:00:00Z, UTC
state: settled
idle: borne by whoever the owners document says, else by nobody`);
  });

  it('notes what has no price, which is in no sum', () => {
    const unpriced = [
      { kind: 'allocated', team: 'gold\u001b', before: side(null, 0), after: side(null, 7_200) } as const,
      {
        kind: 'allocated',
        team: null,
        before: { gpuSeconds: 0, vcpuSeconds: 1_800, costUsd: null },
        after: side(null, 0),
      } as const,
    ];
    const text = changesView.render(answerOf([], { unpriced }), { aggregate: 'team' }) ?? '';
    expect(text.split('\n')[0]).toBe('There are no costs in either of the two periods.');
    expect(text.split('\n').slice(-2)).toEqual([
      'unpriced: gold\\x1b: 0.00 GPU-hours before, 2.00 after; in no sum',
      'unpriced: (unowned): 0.50 vCPU-hours before, 0.00 after; in no sum',
    ]);
  });

  it('does not know an answer of another form', () => {
    expect(changesView.render({ rows: 'none' }, {})).toBe(undefined);
  });
});

describe('toChangeCents', () => {
  const nano = fc.bigInt(-3_000_000_000n, 3_000_000_000n);
  const amounts = fc
    .tuple(
      fc.bigInt(0n, 9_000_000_000n),
      fc.array(fc.oneof(fc.constant(0n), nano), { minLength: 4, maxLength: 4 }),
    )
    .map(([before, parts]) => [before, ...parts]);
  const rows = fc.array(amounts, { minLength: 1, maxLength: 8 }).map((all) => all.map((each) => rowOf(each)));
  const names = ['before', 'after', 'change', 'quantity', 'price', 'ownership', 'idle'] as const;

  it('adds up in every row and every column, to the rounded total', () => {
    fc.assert(
      fc.property(rows, (given) => {
        const { lines, total } = toChangeCents(given);
        for (const { before, after, change, ...parts } of [...lines, total]) {
          expect(before + change).toBe(after);
          expect(parts.quantity + parts.price + parts.ownership + parts.idle).toBe(change);
        }
        for (const name of names) expect(lines.reduce((sum, line) => sum + line[name], 0n)).toBe(total[name]);
        for (const name of ['before', 'after'] as const) {
          const exact = given.reduce((sum, row) => sum + Number(row[name].costUsd), 0);
          expect(Math.abs(Number(total[name]) / 100 - exact)).toBeLessThan(0.005_000_1);
        }
      }),
    );
  });

  it('shows what has not changed, or is gone, as that', () => {
    const given = [
      rowOf([14_444_000n]),
      rowOf([23_008_000_000n, -11_504_000_000n]),
      rowOf([4_444_000n, -4_444_000n]),
      rowOf([0n, 6_666_000n]),
    ];
    const { lines } = toChangeCents(given);
    expect(lines[0]).toMatchObject({ change: 0n, quantity: 0n });
    expect(lines[2]).toMatchObject({ after: 0n });
    expect(lines[3]).toMatchObject({ before: 0n });
  });
});
