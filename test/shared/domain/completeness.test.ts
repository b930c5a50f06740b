import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { completenessOf, shareSeen } from '#shared/domain/completeness.ts';
import { instant } from '#shared/domain/time.ts';
import { anyBucket } from '#test/builders/anyBucket.ts';
import { amountOf, idleOf, splitOf } from '#test/builders/bucket.ts';

describe('completeness', () => {
  it('is what is known of capacity, in accelerator-seconds', () => {
    const holed = splitOf({
      idle: idleOf(600),
      unknown: [
        { reason: 'hole', ...amountOf(200) },
        { reason: 'silent', ...amountOf(100) },
      ],
    });
    expect(completenessOf([holed, splitOf()])).toEqual({ seen: 2_100, expected: 2_400 });
    expect(shareSeen(completenessOf([holed, splitOf()]))).toBe(0.875);
  });

  it('is whole where there is no capacity', () => {
    expect(completenessOf([])).toEqual({ seen: 0, expected: 0 });
    expect(shareSeen({ seen: 0, expected: 0 })).toBe(1);
  });

  it('adds up', () => {
    const split = anyBucket(fc.constant(instant(0)));
    fc.assert(
      fc.property(fc.array(split), fc.array(split), (some, others) => {
        const [a, b] = [completenessOf(some), completenessOf(others)];
        expect(completenessOf([...some, ...others])).toEqual({
          seen: a.seen + b.seen,
          expected: a.expected + b.expected,
        });
        expect(a.seen >= 0 && a.seen <= a.expected).toBe(true);
      }),
    );
  });
});
