import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocate } from '#shared/domain/allocate.ts';
import {
  addMoney,
  costOf,
  formatDollars,
  formatSteps,
  money,
  parseRate,
  rate,
  roundTogether,
  unitsPerNanoDollar,
} from '#shared/domain/money.ts';

const g6 = rate(5_752_000_000n);

describe('allocate', () => {
  it('gives each weight its exact share when the shares are whole', () => {
    expect(allocate(100n, [1n, 3n])).toEqual([25n, 75n]);
  });

  it('gives what is left to the largest remainders, the earlier of equals first', () => {
    expect(allocate(100n, [1n, 1n, 1n])).toEqual([34n, 33n, 33n]);
    expect(allocate(10n, [1n, 2n, 4n])).toEqual([1n, 3n, 6n]);
  });

  it('refuses to split something over nothing, and negative amounts', () => {
    expect(() => allocate(1n, [0n, 0n])).toThrow('every weight is zero');
    expect(() => allocate(-1n, [1n])).toThrow('negative');
    expect(() => allocate(1n, [2n, -1n])).toThrow('negative');
    expect(allocate(0n, [0n, 0n])).toEqual([0n, 0n]);
  });

  it('loses and invents nothing, and stays within one of the exact share', () => {
    const weights = fc.array(fc.bigInt(0n, 10n ** 12n), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 20n), weights, (total, given) => {
        const sum = given.reduce((a, b) => a + b, 0n);
        fc.pre(sum > 0n);
        const parts = allocate(total, given);
        expect(parts.reduce((a, b) => a + b, 0n)).toBe(total);
        parts.forEach((part, index) => {
          const distance = part * sum - total * (given[index] ?? 0n);
          expect(distance < sum && distance > -sum).toBe(true);
          if (given[index] === 0n) expect(part).toBe(0n);
        });
      }),
    );
  });
});

describe('costOf', () => {
  it("gives the AWS post's figure: four GPUs of ml.g6.12xlarge for one ten-second slot", () => {
    expect(formatDollars(costOf(10, g6))).toBe('0.015977778');
  });

  it('is exact for an instance-day', () => {
    expect(formatDollars(costOf(2 * 86_400, g6))).toBe('276.096000000');
  });

  it('divides without a remainder among 1, 2, 4, 6, 8, 12 and 16 accelerators, second by second', () => {
    for (const accelerators of [1n, 2n, 3n, 4n, 6n, 8n, 12n, 16n, 24n, 48n]) {
      expect(costOf(1, rate(1n)) % accelerators).toBe(0n);
    }
  });
});

describe('parseRate', () => {
  it.each([
    ['5.752', 5_752_000_000n],
    ['5.7520000000', 5_752_000_000n],
    ['0', 0n],
    ['0.0000000005', 1n],
    ['0.0000000004', 0n],
    ['113', 113_000_000_000n],
  ])('reads %s dollars as %s nano-dollars', (text, nano) => {
    expect(parseRate(text)).toBe(nano);
  });

  it.each(['', '-1', '1,5', '1e3', ' 1', 'NaN', '.5', '1.'])('refuses "%s"', (text) => {
    expect(parseRate(text)).toBeUndefined();
  });
});

describe('roundTogether', () => {
  it('rounds the total once and lets the rows add up to it', () => {
    const third = money(unitsPerNanoDollar / 3n);
    expect(roundTogether([third, third, third])).toEqual({ total: 1n, rows: [1n, 0n, 0n] });
  });

  it('rounds half up', () => {
    expect(roundTogether([money(unitsPerNanoDollar / 2n)]).total).toBe(1n);
    expect(roundTogether([money(unitsPerNanoDollar / 2n - 1n)]).total).toBe(0n);
  });

  it('adds up for any amounts, negative ones too, each row within one step', () => {
    const amounts = fc.array(fc.bigInt(-(10n ** 15n), 10n ** 15n).map(money), {
      minLength: 1,
      maxLength: 30,
    });
    fc.assert(
      fc.property(amounts, (given) => {
        const { total, rows } = roundTogether(given);
        expect(rows.reduce((a, b) => a + b, 0n)).toBe(total);
        const error = total * unitsPerNanoDollar * 2n - addMoney(given) * 2n;
        expect(error > -unitsPerNanoDollar && error <= unitsPerNanoDollar).toBe(true);
        rows.forEach((row, index) => {
          const off = row * unitsPerNanoDollar - (given[index] ?? 0n);
          expect(off > -unitsPerNanoDollar && off < unitsPerNanoDollar).toBe(true);
        });
      }),
    );
  });
});

describe('formatSteps', () => {
  it.each([
    [15_977_778n, 9, '0.015977778'],
    [-5n, 2, '-0.05'],
    [1_234n, 2, '12.34'],
    [7n, 0, '7'],
  ])('writes %s steps with %s places as %s', (steps, places, text) => {
    expect(formatSteps(steps, places)).toBe(text);
  });
});
