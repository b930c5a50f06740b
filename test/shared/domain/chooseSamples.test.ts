import { describe, expect, it } from 'vitest';
import { chooseSamples } from '#shared/domain/chooseSamples.ts';
import { bucketAt } from '#shared/domain/slots.ts';
import { at, coarsened, counts, samplesOf } from '#test/builders/samples.ts';

const bucket = bucketAt(at('2026-01-01T00:05:00Z'));
const minutes = samplesOf({
  publishFrequency: 60,
  instances: { 'i-1': '11111' },
  holdings: [{ counts: '.1111' }],
});

/** What was chosen of each instance: its kind, frequency, own counts and what is held on it. */
const chosen = (...samples: Parameters<typeof chooseSamples>[0]) =>
  chooseSamples(samples, bucket).map(({ instance, kind, slots, counts: own, held }) => ({
    instance,
    kind,
    frequency: slots.frequency,
    own,
    held: held.map((each) => each.counts),
  }));

describe('chooseSamples', () => {
  it('gives each instance with what is held on it, also one that has no sample of its own', () => {
    const orphan = samplesOf({ publishFrequency: 60, holdings: [{ instance: 'i-2', counts: '1....' }] });
    expect(chosen({ ...minutes, holdings: new Map([...minutes.holdings, ...orphan.holdings]) })).toEqual([
      { instance: 'i-1', kind: 'single', frequency: 60, own: [1, 1, 1, 1, 1], held: [[0, 1, 1, 1, 1]] },
      { instance: 'i-2', kind: 'single', frequency: 60, own: undefined, held: [[1, 0, 0, 0, 0]] },
    ]);
  });

  it('puts all of an instance in the coarsest parts that it has, and leaves other instances alone', () => {
    const fine = samplesOf({ instances: { 'i-1': '1*30', 'i-2': '1*30' }, holdings: [{ counts: '1*30' }] });
    const mixed = { ...fine, holdings: coarsened(fine, 5).holdings };
    expect(chosen(mixed)).toMatchObject([
      { instance: 'i-1', own: [6, 6, 6, 6, 6], held: [[6, 6, 6, 6, 6]] },
      { instance: 'i-2', own: counts('1*30'), held: [] },
    ]);
  });

  it('takes instances of several frequencies side by side', () => {
    const quick = samplesOf({ instances: { 'i-2': '1*30' } });
    expect(chosen(quick, minutes)).toMatchObject([
      { instance: 'i-2', frequency: 10 },
      { instance: 'i-1', frequency: 60 },
    ]);
  });

  it('takes of an instance under two frequencies the one that vouches for more time', () => {
    const sparse = samplesOf({ instances: { 'i-1': '11111.........................' } });
    expect(chosen(sparse, minutes)).toMatchObject([{ instance: 'i-1', frequency: 60 }]);
    const dense = samplesOf({ instances: { 'i-1': '1*30' } });
    const thin = samplesOf({ publishFrequency: 60, instances: { 'i-1': '1111.' } });
    expect(chosen(dense, thin)).toMatchObject([{ instance: 'i-1', frequency: 10 }]);
  });

  it('lets the longest held series vouch where an instance has no sample', () => {
    const orphan = samplesOf({
      publishFrequency: 60,
      holdings: [{ counts: '1111.' }, { container: 'c-2', counts: '1....' }],
    });
    const sparse = samplesOf({ instances: { 'i-1': '11111.........................' } });
    expect(chosen(sparse, orphan)).toMatchObject([{ frequency: 60 }]);
  });

  it('takes singles or sums, whichever vouch for more time, and singles when it is the same', () => {
    const sum = (instances: string) =>
      samplesOf({ kind: 'summed', publishFrequency: 60, instances: { 'ml.g6.12xlarge': instances } });
    expect(chosen(minutes, sum('11111'))).toMatchObject([{ instance: 'i-1', kind: 'single' }]);
    expect(chosen(minutes, sum('11112'))).toMatchObject([{ instance: 'ml.g6.12xlarge', kind: 'summed' }]);
    expect(chosen(minutes, sum('1111.'))).toMatchObject([{ instance: 'i-1', kind: 'single' }]);
  });

  it('gives nothing for no samples', () => {
    expect(chosen()).toEqual([]);
    expect(chosen(samplesOf({}))).toEqual([]);
  });
});
