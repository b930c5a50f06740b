import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatFactor, parseFactor, scaleRate } from '#shared/domain/factor.ts';
import { rate } from '#shared/domain/money.ts';

const scale = (nano: bigint, text: string) => {
  const factor = parseFactor(text);
  return factor === undefined ? undefined : scaleRate(rate(nano), factor);
};

describe('a factor', () => {
  it.each([
    [5_752_000_000n, '0.72', 4_141_440_000n],
    [5_752_000_000n, '1', 5_752_000_000n],
    [5_752_000_000n, '0', 0n],
    [1n, '0.5', 1n],
    [1n, '0.499999999', 0n],
    [3n, '1.1', 3n],
    [5n, '1.1', 6n],
  ])('times %d nano-dollars, %s is %d: half a nano-dollar is rounded up', (nano, text, expected) => {
    expect(scale(nano, text)).toBe(expected);
  });

  it.each(['', '0.7200000001', '-1', '1e3', '.5', '1,5', '72 %', '1000'])('is not %j', (text) => {
    expect(parseFactor(text)).toBeUndefined();
  });

  it('is written as it was read, but for zeros at its end', () => {
    fc.assert(
      fc.property(fc.nat(999), fc.nat(999_999_999), (whole, part) => {
        const text = `${whole}.${String(part).padStart(9, '0')}`;
        const factor = parseFactor(text);
        expect(factor && formatFactor(factor)).toBe(
          factor === 0n ? factor : text.replace(/0+$/, '').replace(/\.$/, ''),
        );
      }),
    );
  });
});
