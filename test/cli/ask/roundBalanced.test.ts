import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { roundBalanced } from '#cli/ask/changes/roundBalanced.ts';

const step = 10n;

const sumOf = (amounts: readonly (bigint | undefined)[]): bigint =>
  amounts.reduce<bigint>((sum, amount) => sum + (amount ?? 0n), 0n);
const columnsOf = (rows: readonly (readonly bigint[])[]): bigint[] =>
  [0, 1, 2, 3, 4].map((column) => sumOf(rows.map((row) => row[column])));

const amount = fc.oneof(fc.constant(0n), fc.bigInt(-200n, 200n));

/** What something was, three parts of its change, and what it came to, to be taken away. */
const row = fc.array(amount, { minLength: 4, maxLength: 4 }).map((amounts) => [...amounts, -sumOf(amounts)]);

/** To one of the two steps that it lies between. */
const roundDown = (sum: bigint): bigint => (sum - (((sum % step) + step) % step)) / step;

const tables = fc
  .tuple(fc.array(row, { minLength: 1, maxLength: 12 }), fc.bigInt(0n, 9n), fc.bigInt(0n, 9n))
  .map(([rows, up, upper]) => {
    const [first = 0n, , , , last = 0n] = columnsOf(rows);
    const totals = [roundDown(first + up), undefined, undefined, undefined, roundDown(last + upper)];
    return { rows, totals };
  });

describe('roundBalanced', () => {
  it('rounds so that rows come to nothing and columns to their totals', () => {
    fc.assert(
      fc.property(tables, ({ rows, totals }) => {
        const rounded = roundBalanced(rows, totals, step);
        expect(rounded.rows.map(sumOf)).toEqual(rows.map(() => 0n));
        expect(columnsOf(rounded.rows)).toEqual(rounded.totals);
        expect([rounded.totals[0], rounded.totals[4]]).toEqual([totals[0], totals[4]]);
      }),
    );
  });

  it('leaves what is at a step where it is, and all else less than a step away, but for a row for each total', () => {
    fc.assert(
      fc.property(tables, ({ rows, totals }) => {
        const rounded = roundBalanced(rows, totals, step);
        const moved = rows.filter((amounts, index) =>
          amounts.some((exact, column) => {
            const away = (rounded.rows[index]?.[column] ?? 0n) * step - exact;
            return away <= -step || away >= step;
          }),
        );
        expect(moved.length).toBeLessThanOrEqual(2);
      }),
    );
  });

  it('lets what is between two steps take what rounding the totals leaves', () => {
    // 117.6 are to be 118: of 100, 12.3 and 5.3 not the 100 is raised, although it is the largest.
    const rows = [
      [1_000n, -1_000n, 0n, 0n, 0n],
      [123n, 0n, -123n, 0n, 0n],
      [53n, 0n, 0n, -53n, 0n],
    ];
    expect(roundBalanced(rows, [118n, undefined, undefined, undefined, 0n], step)).toEqual({
      rows: [
        [100n, -100n, 0n, 0n, 0n],
        [13n, 0n, -13n, 0n, 0n],
        [5n, 0n, 0n, -5n, 0n],
      ],
      totals: [118n, -100n, -13n, -5n, 0n],
    });
  });

  it('moves both periods of one row, and none of its parts, where that is enough', () => {
    // 60.7 and 80.7 are to be 61 and 81; what one has lost and the other got are whole steps.
    const rows = [
      [504n, -300n, 0n, 0n, -204n],
      [103n, 500n, 0n, 0n, -603n],
    ];
    const rounded = roundBalanced(rows, [61n, undefined, undefined, undefined, -81n], step);
    expect(rounded.rows.map(([, part]) => part)).toEqual([-30n, 50n]);
  });

  it('does so of as many rows as there may be', () => {
    const rows = Array.from({ length: 1_000 }, (_, index) => {
      const amounts = [1, 2, 3, 4].map((factor) => BigInt((index * factor * 7) % 97));
      return [...amounts, -sumOf(amounts)];
    });
    const total = roundDown(sumOf(rows.map(([first]) => first)));
    const free = [undefined, undefined, undefined, undefined];
    const rounded = roundBalanced(rows, [total, ...free], step);
    expect(rounded.rows.filter((amounts) => sumOf(amounts) !== 0n)).toEqual([]);
  });

  it('has nothing of nothing', () => {
    expect(roundBalanced([], [0n, undefined], step)).toEqual({ rows: [], totals: [0n, 0n] });
  });
});
