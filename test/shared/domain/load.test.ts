import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Load, loadOf, mergeLoad } from '#shared/domain/load.ts';

describe('loadOf', () => {
  it('keeps hundredths of a percent', () => {
    expect(loadOf(30, 1_298.126)).toEqual({ samples: 30, sum: 129_813 });
  });

  it('never says more than all of each sample, and nothing of none', () => {
    expect(loadOf(2, 200.01)).toEqual({ samples: 2, sum: 20_000 });
    expect(loadOf(0, 0)).toBeUndefined();
  });
});

describe('mergeLoad', () => {
  const anyLoad = fc.option(fc.record<Load>({ samples: fc.integer({ min: 1, max: 3 }), sum: fc.nat(3) }), {
    nil: undefined,
  });

  it('keeps the read of more samples, late ones included', () => {
    const early = { samples: 29, sum: 200_000 };
    const late = { samples: 30, sum: 210_000 };
    expect(mergeLoad(late, early)).toBe(late);
    expect(mergeLoad(early, late)).toBe(late);
    expect(mergeLoad(undefined, early)).toBe(early);
  });

  it('does not care for order or grouping, and changes nothing when it is done again', () => {
    fc.assert(
      fc.property(anyLoad, anyLoad, anyLoad, (a, b, c) => {
        expect(mergeLoad(a, b)).toEqual(mergeLoad(b, a));
        expect(mergeLoad(mergeLoad(a, b), c)).toEqual(mergeLoad(a, mergeLoad(b, c)));
        expect(mergeLoad(a, a)).toBe(a);
      }),
    );
  });
});
