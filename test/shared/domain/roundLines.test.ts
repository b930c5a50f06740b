import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aggregateCosts, type CostLine } from '#shared/domain/aggregateCosts.ts';
import { costBases } from '#shared/domain/costBasis.ts';
import type { CostRow } from '#shared/domain/costRow.ts';
import { addMoney, money, roundTogether, unitsPerNanoDollar } from '#shared/domain/money.ts';
import { type RoundedLine, roundLines } from '#shared/domain/roundLines.ts';
import type { SharedRow } from '#shared/domain/shareIdle.ts';
import { dollars, sharedRowOf } from '#test/builders/costRow.ts';

const cent = unitsPerNanoDollar * 10_000_000n;
const linesOf = (rows: readonly SharedRow[]): CostLine[] => aggregateCosts(rows, ['endpoint', 'component']);
const sumOf = (steps: readonly (bigint | undefined)[]): bigint =>
  steps.reduce<bigint>((sum, each) => sum + (each ?? 0n), 0n);

/** Holds so much, and bears so much idle capacity. */
const holder = (component: string, held: string, idle: string): SharedRow =>
  sharedRowOf({ component, cost: money(dollars(held) + dollars(idle)) }, idle);
const rest = (kind: CostRow['kind'], cost: string): SharedRow =>
  sharedRowOf({ kind, component: undefined, cost: dollars(cost) });

describe('rounding lines', () => {
  const show = (rows: readonly SharedRow[]) => {
    const { total, lines } = roundLines(linesOf(rows), 'allocation', cent);
    return { total, lines: lines.map(({ cost, parts }) => [cost, parts.held, parts.idle]) };
  };

  it('tells what is held the same whatever idle capacity comes to it', () => {
    // Of $1.008 and of $1.010 the odd cent goes to the idle part: $1.004 stay $1.00.
    expect(show([holder('a', '1.004', '0.004')])).toEqual({ total: 101n, lines: [[101n, 100n, 1n]] });
    expect(show([holder('a', '1.004', '0.006')])).toEqual({ total: 101n, lines: [[101n, 100n, 1n]] });
  });

  it('gives the rest what remains of the total', () => {
    // $2.01 held and $0.01 idle are $2.014 together, and so $2.01: none is left for what is idle.
    const rows = [holder('a', '1.003', '0'), holder('b', '1.003', '0'), rest('idle', '0.008')];
    expect(show(rows)).toEqual({
      total: 201n,
      lines: [
        [101n, 101n, 0n],
        [100n, 100n, 0n],
        [0n, undefined, undefined],
      ],
    });
  });

  it('rounds what is less than nothing the same way', () => {
    const rows = [holder('a', '1.004', '0'), rest('idle', '0.006')];
    const variance = { ...rest('variance', '0'), cost: money(-dollars('0.013')) };
    // $0.997 is $1.00, of which $1.00 are held: the other two add up to nothing.
    expect(show([...rows, variance])).toEqual({
      total: 100n,
      lines: [
        [100n, 100n, 0n],
        [1n, undefined, undefined],
        [-1n, undefined, undefined],
      ],
    });
  });

  it('divides what is held into what is used, wasted and unmeasured, and leaves the idle part alone', () => {
    const cost = { used: dollars('0.334'), waste: dollars('0.334'), unmeasured: dollars('0.336') };
    const row = { ...holder('a', '1.004', '0.006'), usage: { used: 0, unmeasured: 0, cost } };
    const [line] = roundLines(linesOf([row]), 'usage', cent).lines;
    expect(line).toMatchObject({ cost: 101n, parts: { used: 33n, waste: 33n, unmeasured: 34n, idle: 1n } });
  });

  it('leaves what has no price out', () => {
    const unpriced = sharedRowOf({ component: 'b', cost: undefined });
    const rounded = roundLines(linesOf([holder('a', '1.004', '0'), unpriced]), 'allocation', cent);
    expect(rounded.total).toBe(100n);
    expect(rounded.lines[1]).toMatchObject({ cost: undefined, parts: {} });
  });
});

describe('rounded lines', () => {
  const step = 1_000n;
  const amount = fc.bigInt(0n, 5_000n).map(money);
  const anyHeld = fc
    .record({ used: amount, waste: amount, unmeasured: amount, idle: amount, isPriced: fc.boolean() })
    .map(({ idle, isPriced, ...usage }): SharedRow => {
      const cost = money(usage.used + usage.waste + usage.unmeasured + idle);
      const row = sharedRowOf({ cost: isPriced ? cost : undefined });
      const known = { used: 0, unmeasured: 0, cost: isPriced ? usage : undefined };
      return { ...row, usage: known, idle: { unitSeconds: 0, cost: isPriced ? idle : money(0n) } };
    });
  const anyRest = fc
    .record({
      kind: fc.constantFrom('idle' as const, 'unknown' as const, 'variance' as const),
      cost: fc.bigInt(-5_000n, 5_000n).map(money),
    })
    .map(({ kind, cost }): SharedRow => ({ ...sharedRowOf({ kind, component: undefined }), cost }));
  const held = fc
    .array(anyHeld, { maxLength: 8 })
    .map((rows) => rows.map((row, index) => ({ ...row, component: `c${index}` })));
  const others = fc
    .array(anyRest, { maxLength: 4 })
    .map((rows) => rows.map((row, index) => ({ ...row, endpoint: `e${index}` })));
  const basis = fc.constantFrom(...costBases);

  const exactRest = ({ kind, idle, cost }: CostLine) => (kind === 'allocated' ? idle.cost : cost) ?? 0n;
  const heldPartOf = ({ cost, parts }: RoundedLine) => (cost ?? 0n) - (parts.idle ?? 0n);
  const isNear = (steps: bigint, exact: bigint, within: bigint) => {
    const off = steps * step - exact;
    return off < within * step && off > -within * step;
  };

  it('add up to the rounded total, their parts to them, and none is far off', () => {
    fc.assert(
      fc.property(held, others, basis, (holders, rests, costBasis) => {
        const given = linesOf([...holders, ...rests]);
        const { total, lines } = roundLines(given, costBasis, step);
        const exact = addMoney(given.flatMap(({ cost }) => cost ?? []));
        expect(total).toBe(roundTogether([exact], step).total);
        expect(sumOf(lines.map(({ cost }) => cost))).toBe(total);
        const ofHolders = lines.filter(({ line }) => line.kind === 'allocated');
        for (const { line, cost, parts } of ofHolders) {
          expect(sumOf(Object.values(parts))).toBe(cost ?? 0n);
          if (line.cost === undefined || cost === undefined) continue;
          expect(isNear(cost, line.cost, 2n)).toBe(true);
          expect(isNear(parts.idle ?? 0n, exactRest(line), 1n)).toBe(true);
        }
        // Less than a step from the exact rest: it is that, rounded down or up.
        const restTotal = total - sumOf(ofHolders.map(heldPartOf));
        expect(isNear(restTotal, sumOf(given.map(exactRest)), 1n)).toBe(true);
      }),
    );
  });

  it('hold the same whatever is idle, unknown or variance', () => {
    const idles = fc.array(amount, { minLength: 8, maxLength: 8 });
    const toldOf = (rows: readonly SharedRow[], costBasis: (typeof costBases)[number]) =>
      roundLines(linesOf(rows), costBasis, step)
        .lines.filter(({ line }) => line.kind === 'allocated')
        .map(({ parts: { idle: _, ...own } }) => own);
    fc.assert(
      fc.property(held, others, others, idles, basis, (holders, rests, otherRests, borne, costBasis) => {
        const changed = holders.map((row, index): SharedRow => {
          const cost = borne[index] ?? money(0n);
          if (row.cost === undefined) return row;
          return {
            ...row,
            cost: money(row.cost - (row.idle.cost ?? 0n) + cost),
            idle: { ...row.idle, cost },
          };
        });
        expect(toldOf([...changed, ...otherRests], costBasis)).toEqual(
          toldOf([...holders, ...rests], costBasis),
        );
      }),
    );
  });

  it('cost the same by what is held and by what is used', () => {
    fc.assert(
      fc.property(held, others, (holders, rests) => {
        const [first, second] = costBases.map((each) => {
          const { total, lines } = roundLines(linesOf([...holders, ...rests]), each, step);
          return { total, costs: lines.map(({ cost }) => cost) };
        });
        expect(first).toEqual(second);
      }),
    );
  });
});
