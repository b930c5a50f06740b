import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeCounts, mergeSamples } from '#shared/domain/mergeSamples.ts';
import { coarsen, type Samples, type SlotCounts, sumCounts } from '#shared/domain/samples.ts';
import { coarsened, counts, samplesOf } from '#test/builders/samples.ts';

const tenSeconds = fc.array(fc.constantFrom(0, 1, 1, 1, 2), { minLength: 30, maxLength: 30 });
const name = fc.constantFrom('i-1', 'i-2', '__proto__', 'constructor');
const fineSamples = fc
  .record({
    kind: fc.constantFrom('single' as const, 'summed' as const),
    instances: fc.array(fc.tuple(name, tenSeconds), { maxLength: 3 }),
    holdings: fc.array(
      fc.record({ instance: name, container: fc.constantFrom('c-1', 'c-2'), counts: tenSeconds }),
      { maxLength: 4 },
    ),
  })
  .map(({ kind, instances, holdings }): Samples => {
    const named = holdings.map((holding) => ({ ...holding, component: `of-${holding.container}` }));
    return samplesOf({ kind, instances: Object.fromEntries(instances), holdings: named });
  });
/** What a run reads of a bucket: single samples, or sums of one or of five minutes. */
const readAt = (length: number) =>
  fc.array(fineSamples, { maxLength: 2 }).map((all) =>
    mergeSamples(
      [],
      all.map((each) => coarsened(each, length)),
    ),
  );
const resolution = fc.constantFrom(30, 5, 1);
const anyRead = resolution.chain(readAt);

/** Every series of a read with its samples over the bucket. */
const sumsOf = (samples: readonly Samples[]): Map<string, SlotCounts> =>
  new Map(
    samples.flatMap(({ kind, publishFrequency, instances, holdings }) => {
      const name = (key: string) => `${kind} ${publishFrequency} ${key}`;
      return [
        ...[...instances].map(([key, each]): [string, SlotCounts] => [name(key), each]),
        ...[...holdings].map(([key, each]): [string, SlotCounts] => [name(`held ${key}`), each.counts]),
      ];
    }),
  );

const expectToHoldAll = (merged: readonly Samples[], side: readonly Samples[]): void => {
  const found = sumsOf(merged);
  for (const [key, before] of sumsOf(side)) {
    const after = found.get(key) ?? [];
    const length = Math.min(after.length, before.length);
    const lost = coarsen(before, length).filter(
      (count, index) => count > (coarsen(after, length)[index] ?? 0),
    );
    expect(lost).toEqual([]);
    expect(sumCounts(after)).toBeGreaterThanOrEqual(sumCounts(before));
  }
};

describe('mergeCounts', () => {
  it('takes the larger count of each slot', () => {
    expect(mergeCounts(counts('11.11'), counts('..111'))).toEqual([1, 1, 1, 1, 1]);
  });

  it('takes the finer of two that say the same', () => {
    expect(mergeCounts(counts('111..'), [3])).toEqual([1, 1, 1, 0, 0]);
    expect(mergeCounts([3], counts('111..'))).toEqual([1, 1, 1, 0, 0]);
  });

  it('takes coarser parts where those have samples that the finer ones lack', () => {
    expect(mergeCounts(counts('1*30'), [6, 6, 6, 7, 6])).toEqual([6, 6, 6, 7, 6]);
    expect(mergeCounts([6, 6, 6, 0, 0], counts('......111111111111111111111111'))).toEqual([6, 6, 6, 6, 6]);
  });
});

describe('mergeSamples', () => {
  it('keeps a sample that a later, thinner read no longer has', () => {
    const stored = samplesOf({
      publishFrequency: 60,
      instances: { 'i-1': '11.11' },
      holdings: [{ counts: '11.11' }],
    });
    const read = samplesOf({ publishFrequency: 60, instances: { 'i-1': '..111' } });
    expect(mergeSamples([stored], [read])).toEqual([
      samplesOf({ publishFrequency: 60, instances: { 'i-1': '11111' }, holdings: [{ counts: '11.11' }] }),
    ]);
  });

  it('gives back what is stored, itself, when the read adds nothing', () => {
    const stored = [samplesOf({ publishFrequency: 60, instances: { 'i-1': '11111' } })];
    for (const read of ['.111.', '11111', [4], [5]]) {
      const samples = samplesOf({ publishFrequency: 60, instances: { 'i-1': read } });
      expect(mergeSamples(stored, [samples])).toBe(stored);
    }
    expect(mergeSamples(stored, [samplesOf({ publishFrequency: 10 })])).toBe(stored);
    expect(mergeSamples(stored, [])).toBe(stored);
  });

  it('puts single samples in place of the sum that was stored of them', () => {
    const stored = [
      samplesOf({ publishFrequency: 60, instances: { 'i-1': [4] }, holdings: [{ counts: [3] }] }),
    ];
    const read = samplesOf({
      publishFrequency: 60,
      instances: { 'i-1': '1111.' },
      holdings: [{ counts: '.111.' }],
    });
    expect(mergeSamples(stored, [read])).toEqual([read]);
  });

  it('keeps frequencies and kinds apart, singles before sums and each in order of frequency', () => {
    const slow = samplesOf({ publishFrequency: 60, instances: { 'i-1': '11...' } });
    const quick = samplesOf({ publishFrequency: 10, instances: { 'i-2': '1*30' } });
    const sum = samplesOf({ kind: 'summed', publishFrequency: 10, instances: { 'ml.g6.12xlarge': '2*30' } });
    expect(mergeSamples([sum, slow], [quick])).toEqual([quick, slow, sum]);
    expect(mergeSamples([], [sum, slow, quick])).toEqual([quick, slow, sum]);
  });

  it('does not care for order', () => {
    fc.assert(
      fc.property(anyRead, anyRead, (a, b) => {
        expect(mergeSamples(a, b)).toEqual(mergeSamples(b, a));
      }),
    );
  });

  it('does not care for grouping at one resolution', () => {
    const three = resolution.chain((length) => fc.tuple(readAt(length), readAt(length), readAt(length)));
    fc.assert(
      fc.property(three, ([a, b, c]) => {
        expect(mergeSamples(mergeSamples(a, b), c)).toEqual(mergeSamples(a, mergeSamples(b, c)));
      }),
    );
  });

  it('does not care for repetition', () => {
    fc.assert(
      fc.property(anyRead, anyRead, (a, b) => {
        expect(mergeSamples(a, a)).toBe(a);
        const both = mergeSamples(a, b);
        expect(mergeSamples(both, a)).toBe(both);
        expect(mergeSamples(both, b)).toBe(both);
      }),
    );
  });

  it('never has fewer samples than either side, in any part of the bucket', () => {
    fc.assert(
      fc.property(anyRead, anyRead, (a, b) => {
        const merged = mergeSamples(a, b);
        expectToHoldAll(merged, a);
        expectToHoldAll(merged, b);
      }),
    );
  });
});
