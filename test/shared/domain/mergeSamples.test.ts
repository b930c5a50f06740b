import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeSamples, type Samples } from '#shared/domain/samples.ts';
import { samplesOf } from '#test/builders/samples.ts';

const countsText = fc.string({ unit: fc.constantFrom('.', '1', '2'), minLength: 5, maxLength: 5 });
const name = fc.constantFrom('i-1', 'i-2', '__proto__', 'constructor');
const anySamples = fc
  .record({
    instances: fc.array(fc.tuple(name, countsText), { maxLength: 3 }),
    holdings: fc.array(
      fc.record({ instance: name, container: fc.constantFrom('c-1', 'c-2'), counts: countsText }),
      { maxLength: 4 },
    ),
  })
  .map(({ instances, holdings }): Samples => {
    const named = holdings.map((holding) => ({ ...holding, component: `of-${holding.container}` }));
    return samplesOf({ publishFrequency: 60, instances: Object.fromEntries(instances), holdings: named });
  });

describe('mergeSamples', () => {
  it('keeps a sample that a later, thinner read no longer has', () => {
    const stored = samplesOf({
      publishFrequency: 60,
      instances: { 'i-1': '11.11' },
      holdings: [{ counts: '11.11' }],
    });
    const read = samplesOf({ publishFrequency: 60, instances: { 'i-1': '..111' } });
    expect(mergeSamples(stored, read)).toEqual(
      samplesOf({ publishFrequency: 60, instances: { 'i-1': '11111' }, holdings: [{ counts: '11.11' }] }),
    );
  });

  it('gives back what is stored, itself, when the read adds nothing', () => {
    const stored = samplesOf({ publishFrequency: 60, instances: { 'i-1': '11111' } });
    expect(mergeSamples(stored, samplesOf({ publishFrequency: 60, instances: { 'i-1': '.111.' } }))).toBe(
      stored,
    );
  });

  it('does not mix slots of different lengths', () => {
    const stored = samplesOf({ publishFrequency: 60, instances: { 'i-1': '11...' } });
    const read = samplesOf({ publishFrequency: 10, instances: { 'i-1': '1*30' } });
    expect(mergeSamples(stored, read)).toBe(stored);
  });

  it('does not care for order or repetition', () => {
    fc.assert(
      fc.property(anySamples, anySamples, anySamples, (a, b, c) => {
        expect(mergeSamples(a, b)).toEqual(mergeSamples(b, a));
        expect(mergeSamples(mergeSamples(a, b), c)).toEqual(mergeSamples(a, mergeSamples(b, c)));
        expect(mergeSamples(a, a)).toBe(a);
      }),
    );
  });
});
