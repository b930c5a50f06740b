import { describe, expect, it } from 'vitest';
import { keepOwnLife, type Lifetime } from '#shared/domain/ownLife.ts';
import type { Samples } from '#shared/domain/samples.ts';
import { bucketAt } from '#shared/domain/slots.ts';
import { after } from '#shared/domain/time.ts';
import { at, coarsened, counts, samplesOf } from '#test/builders/samples.ts';

const midnight = at('2026-01-01T00:00:00Z');
const time = (clock: string) => at(`2026-01-01T${clock}Z`);

/** The instances that a life keeps in each of some buckets in a row. */
const kept = (
  buckets: readonly (Samples | Samples[])[],
  life: Partial<Lifetime>,
  known: readonly string[] = [],
): string[] => {
  const cells = buckets.map((samples, index) => ({
    ...bucketAt(after(midnight, index * 300)),
    samples: [samples].flat(),
  }));
  const own = keepOwnLife(cells, { createdAt: midnight, deletedBy: undefined, ...life }, new Set(known));
  return own.map(({ samples }) =>
    samples
      .flatMap(({ instances, holdings }) => [
        ...instances.keys(),
        ...[...holdings.values()].map(({ instance }) => `held on ${instance}`),
      ])
      .join(),
  );
};

/** One endpoint ends at 00:06:00 and another of its name begins at 00:06:30, with a sample from 00:08:00 on. */
const recreated = [
  samplesOf({ instances: { 'i-1': '1*30' }, holdings: [{ counts: '1*30' }] }),
  samplesOf({
    instances: { 'i-1': '111111........................', 'i-2': '..................111111111111' },
    holdings: [
      { counts: '111111........................' },
      { instance: 'i-2', counts: '.....................111111111' },
    ],
  }),
  samplesOf({ instances: { 'i-2': '1*30' }, holdings: [{ instance: 'i-2', counts: '1*30' }] }),
];
const earlier = { deletedBy: time('00:06:00') };
const later = { createdAt: time('00:06:30') };

describe('keepOwnLife', () => {
  it.each([30, 5, 1])(
    'tells a re-created endpoint from the one before within a bucket of %s counts',
    (length) => {
      const read = recreated.map((samples) => coarsened(samples, length));
      expect(kept(read.slice(0, 2), earlier)).toEqual(['i-1,held on i-1', 'i-1,held on i-1']);
      expect(kept(read, earlier)).toEqual(['i-1,held on i-1', 'i-1,held on i-1', '']);
      expect(kept(read, later)).toEqual(['', 'i-2,held on i-2', 'i-2,held on i-2']);
      expect(kept([[], ...read.slice(1)], later)).toEqual(['', 'i-2,held on i-2', 'i-2,held on i-2']);
    },
  );

  it('is not misled by an instance of the endpoint before that was read at two resolutions', () => {
    const { instances } = samplesOf({ instances: { 'i-1': [6] } });
    const last = { ...samplesOf({ holdings: [{ counts: '111111........................' }] }), instances };
    expect(kept([[], last], later)).toEqual(['', '']);
  });

  it('keeps every instance that begins while the endpoint is there', () => {
    const samples = samplesOf({ publishFrequency: 60, instances: { 'i-1': '..111', 'i-2': '1....' } });
    expect(kept([samples], {})).toEqual(['i-1,i-2']);
    expect(kept([samples], { createdAt: time('00:01:30') })).toEqual(['i-1']);
  });

  it('keeps an instance whose first sample shares its slot with the creation', () => {
    const samples = samplesOf({ publishFrequency: 300, instances: { 'i-1': '1' } });
    expect(kept([samples, samples], { createdAt: time('00:00:20') })).toEqual(['i-1', 'i-1']);
  });

  it('keeps an endpoint that lived within one count', () => {
    const samples = samplesOf({ publishFrequency: 300, instances: { 'i-1': '1' } });
    const life = { createdAt: midnight, deletedBy: time('00:04:00') };
    expect(kept([samples], life)).toEqual(['i-1']);
  });

  it('keeps what is known to be its own, whatever it looks like', () => {
    const samples = samplesOf({ instances: { 'i-1': '1*30', 'i-9': '1*30' } });
    expect(kept([samples], { createdAt: time('00:10:00') }, ['i-9'])).toEqual(['i-9']);
  });

  it('takes an accelerator’s sample for a sign of its instance’s beginning', () => {
    const samples = samplesOf({
      publishFrequency: 60,
      instances: { 'i-1': '...11' },
      holdings: [{ counts: '.1111' }],
    });
    expect(kept([samples], { createdAt: time('00:02:00') })).toEqual(['']);
  });

  it('takes an instance that is first seen in the count of the deletion for its own if it ends there', () => {
    const five = samplesOf({ publishFrequency: 300, instances: { 'i-1': '1' } });
    expect(kept([[], five, []], earlier)).toEqual(['', 'i-1', '']);
    expect(kept([[], five, five], earlier)).toEqual(['', '', '']);
  });

  it('does not take an instance for ended of which nothing later was read', () => {
    const five = samplesOf({ publishFrequency: 300, instances: { 'i-1': '1' } });
    expect(kept([[], five], earlier)).toEqual(['', '']);
    const minutes = samplesOf({ publishFrequency: 60, instances: { 'i-1': '1....' } });
    expect(kept([[], minutes], { deletedBy: time('00:05:30') })).toEqual(['', 'i-1']);
  });

  it('leaves out what begins after the deletion, also where it ends at once', () => {
    const samples = samplesOf({ instances: { 'i-1': '.......1......................' } });
    expect(kept([[], samples, []], earlier)).toEqual(['', '', '']);
  });
});

describe('keepOwnLife, of sums', () => {
  const sums = samplesOf({
    kind: 'summed',
    instances: { 'ml.g6.12xlarge': '2*30' },
    holdings: [{ counts: '1*30' }],
  });
  /** What a life keeps of the same sum in the three buckets from midnight on, the instances' and the component's. */
  const cut = (samples: Samples, life: Partial<Lifetime>) => {
    const cells = [0, 300, 600].map((seconds) => ({
      ...bucketAt(after(midnight, seconds)),
      samples: [samples],
    }));
    return keepOwnLife(cells, { createdAt: midnight, deletedBy: undefined, ...life }, new Set()).map((cell) =>
      cell.samples.map(({ instances, holdings }) => [
        instances.get('ml.g6.12xlarge'),
        [...holdings.values()].map(({ counts: each }) => each),
      ]),
    );
  };
  const whole = (text: string, held: string) => [[counts(text), [counts(held)]]];
  const nothing = [[undefined, []]];

  it('cuts them at the deletion', () => {
    const begun = `${'2'.repeat(6)}${'.'.repeat(24)}`;
    expect(cut(sums, earlier)).toEqual([
      whole('2*30', '1*30'),
      whole(begun, begun.replaceAll('2', '1')),
      nothing,
    ]);
  });

  it('cuts them at the creation', () => {
    const begun = `${'.'.repeat(9)}${'2'.repeat(21)}`;
    expect(cut(sums, later)).toEqual([
      nothing,
      whole(begun, begun.replaceAll('2', '1')),
      whole('2*30', '1*30'),
    ]);
  });

  it('gives the count in which an endpoint ends to it, and no sample of it to the next one', () => {
    const recreatedAt = time('00:06:05');
    const [, ended] = cut(sums, { deletedBy: recreatedAt });
    const [, begun] = cut(sums, { createdAt: recreatedAt });
    expect(ended?.[0]?.[0]).toEqual(counts(`${'2'.repeat(7)}${'.'.repeat(23)}`));
    expect(begun?.[0]?.[0]).toEqual(counts(`${'.'.repeat(7)}${'2'.repeat(23)}`));
  });

  it('keeps a coarser part that a life reaches into, but for the minute of its creation', () => {
    expect(cut(coarsened(sums, 5), earlier)[1]).toEqual([[[12, 0, 0, 0, 0], [[6, 0, 0, 0, 0]]]]);
    expect(cut(coarsened(sums, 5), later)[1]).toEqual([[[0, 0, 12, 12, 12], [[0, 0, 6, 6, 6]]]]);
  });

  it('gives the same counts where a life has no end in them', () => {
    const [first] = keepOwnLife(
      [{ ...bucketAt(midnight), samples: [sums] }],
      { createdAt: midnight, deletedBy: undefined },
      new Set(),
    );
    expect(first?.samples[0]?.instances.get('ml.g6.12xlarge')).toBe(sums.instances.get('ml.g6.12xlarge'));
  });
});
