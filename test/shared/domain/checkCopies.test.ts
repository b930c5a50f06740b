import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { balanceRouting, checkCopies, isUnderUsed } from '#shared/domain/checkCopies.ts';
import { addMoney, formatDollars } from '#shared/domain/money.ts';
import { after } from '#shared/domain/time.ts';
import { bucketOf, heldOf, rowOf } from '#test/builders/bucket.ts';
import { samplesOf } from '#test/builders/samples.ts';

const load = (percent: number, samples = 30) => ({ samples, sum: percent * 100 * samples });

/** Two copies of `a`, one of two accelerators and one of one. */
const bucket = bucketOf({
  allocated: [{ ...rowOf(), ...heldOf(900) }],
  samples: [
    samplesOf({
      holdings: [
        { accelerator: 'gpu_0', counts: '1*30', load: load(8) },
        { accelerator: 'gpu_1', counts: '1*30', load: load(4) },
        { accelerator: 'gpu_2', container: 'c-2', instance: 'i-2', counts: '1*30', load: load(90) },
      ],
    }),
  ],
});

describe('checkCopies', () => {
  it('gives each copy its part of the cost and the mean of its accelerators', () => {
    const copies = checkCopies([bucket, { ...bucket, start: after(bucket.start, 300) }]);
    expect(
      copies.map(({ container, cost, utilisation }) => [
        container,
        cost && formatDollars(cost, 6),
        utilisation,
      ]),
    ).toEqual([
      ['c-1', '0.479333', 0.06],
      ['c-2', '0.239667', 0.9],
    ]);
    expect(copies.map(isUnderUsed)).toEqual([true, false]);
  });

  it('does not guess a cost without a price, nor a use that nobody knows', () => {
    const [copy] = checkCopies([bucketOf({ allocated: [{ ...rowOf(), cost: undefined }] })]);
    expect(copy).toMatchObject({ cost: undefined, utilisation: undefined });
    expect(copy && isUnderUsed(copy)).toBe(false);
  });

  it('knows no copies where a pool is read by sums', () => {
    const summed = samplesOf({ kind: 'summed', holdings: [{ counts: '2*30' }] });
    expect(checkCopies([bucketOf({ samples: [summed] })])).toEqual([]);
  });

  it('loses nothing of what a component cost', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 9 }), (lengths) => {
        const holdings = lengths.map((length, index) => {
          return { container: `c-${index}`, counts: '1'.repeat(length).padEnd(30, '.') };
        });
        const copies = checkCopies([bucketOf({ samples: [samplesOf({ holdings })] })]);
        expect(addMoney(copies.flatMap(({ cost }) => cost ?? []))).toBe(rowOf().cost);
      }),
    );
  });
});

describe('balanceRouting', () => {
  it('sets copies in order from the hottest to the coldest', () => {
    expect(
      balanceRouting([
        { name: 'cold', invocations: 20 },
        { name: 'hot', invocations: 60 },
      ]),
    ).toEqual({
      kind: 'routed',
      invocations: 80,
      copies: [
        { name: 'hot', invocations: 60, share: 0.75 },
        { name: 'cold', invocations: 20, share: 0.25 },
      ],
      ratio: 3,
    });
  });

  it('says that there was no traffic, and that a copy had none', () => {
    expect(balanceRouting([{ invocations: 0 }, { invocations: 0 }])).toEqual({ kind: 'silent' });
    expect(balanceRouting([])).toEqual({ kind: 'silent' });
    expect(balanceRouting([{ invocations: 0 }, { invocations: 5 }])).toMatchObject({ ratio: undefined });
  });
});
