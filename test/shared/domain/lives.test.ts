import { describe, expect, it } from 'vitest';
import {
  expectedSamples,
  type Life,
  missingReason,
  observeLives,
  type SampledPeriod,
} from '#shared/domain/lives.ts';
import type { Samples, SeriesKind, SlotCounts } from '#shared/domain/samples.ts';
import { bucketAt, slotsOfCounts } from '#shared/domain/slots.ts';
import { formatInstant } from '#shared/domain/time.ts';
import { at, coarsened, counts, samplesOf } from '#test/builders/samples.ts';

const bucket = bucketAt(at('2026-01-01T00:00:00Z'));
const next = bucketAt(at('2026-01-01T00:05:00Z'));

/** First and last sample as times of the day's first hour: `['00:00', '04:50']`. */
const clock = (life: Life | undefined) =>
  life && [life.first, life.last].map((time) => formatInstant(time).slice(14, 19));

const ofInstance = (...periods: (string | SlotCounts | Samples)[]) => {
  const sampled = periods.map((each, index): SampledPeriod => {
    const samples =
      typeof each === 'object' && 'kind' in each ? each : samplesOf({ instances: { 'i-1': each } });
    return { ...(index === 0 ? bucket : next), samples: [samples] };
  });
  return observeLives(sampled).instances.get('i-1');
};

describe('observeLives', () => {
  it('finds the first and the last sample over several buckets, in any order', () => {
    const early = {
      ...bucket,
      samples: [samplesOf({ instances: { 'i-1': '..1...........................' } })],
    };
    const late = {
      ...next,
      samples: [samplesOf({ instances: { 'i-1': '...1..........................' } })],
    };
    for (const periods of [
      [early, late],
      [late, early],
    ]) {
      expect(observeLives(periods).instances).toEqual(
        new Map([
          [
            'i-1',
            {
              kind: 'single',
              frequency: 10,
              first: at('2026-01-01T00:00:20Z'),
              last: at('2026-01-01T00:05:30Z'),
              width: 1,
            },
          ],
        ]),
      );
    }
  });

  it('finds nothing where no sample is', () => {
    expect(ofInstance('.*30', '.*30')).toBeUndefined();
    expect(observeLives([]).instances.size).toBe(0);
  });

  it('takes a sample whose slot crosses the edge at its own time', () => {
    const samples = samplesOf({ publishFrequency: 120, instances: { 'i-1': '1..' } });
    const { instances } = observeLives([{ ...next, samples: [samples] }]);
    expect(clock(instances.get('i-1'))).toEqual(['04:00', '04:00']);
  });

  it('takes a first coarse count for samples at its end, and a last one for samples at its beginning', () => {
    expect(ofInstance([2, 6, 6, 6, 3])).toMatchObject({
      first: at('2026-01-01T00:00:40Z'),
      last: at('2026-01-01T00:04:20Z'),
    });
    expect(clock(ofInstance([20], [30]))).toEqual(['01:40', '09:50']);
    expect(clock(ofInstance([30], [20]))).toEqual(['00:00', '08:10']);
  });

  it('leaves a life within a single coarse count without an inside: nothing in it can be known to be a hole', () => {
    const { first, last } = ofInstance([0, 0, 3, 0, 0]) ?? { first: 0, last: 0 };
    expect([formatInstant(at('2026-01-01T00:02:30Z')), first > last]).toEqual(['2026-01-01T00:02:30Z', true]);
  });

  it('counts no more samples in a coarse part than fit', () => {
    expect(clock(ofInstance([7, 6, 6, 6, 8]))).toEqual(['00:00', '04:50']);
  });

  it.each([30, 5, 1])('finds the same life in %s counts a bucket when nothing is missing', (length) => {
    const early = coarsened(samplesOf({ instances: { 'i-1': '.......11111111111111111111111' } }), length);
    const late = coarsened(samplesOf({ instances: { 'i-1': '1111111111111.................' } }), length);
    expect(clock(ofInstance(early, late))).toEqual(['01:10', '07:00']);
  });

  it('knows of a sum only where it last stood, and how much that was', () => {
    const sum = (instances: string | SlotCounts) =>
      samplesOf({ kind: 'summed', instances: { 'i-1': instances } });
    const all = '22222222223333333333..........';
    expect(ofInstance(sum(all))).toEqual({
      kind: 'summed',
      frequency: 10,
      first: at('2026-01-01T00:03:10Z'),
      last: at('2026-01-01T00:03:10Z'),
      width: 3,
    });
    expect(ofInstance(sum(all), sum('4.............................'))).toMatchObject({
      first: at('2026-01-01T00:05:00Z'),
      width: 4,
    });
    expect(ofInstance(sum([12, 12, 12, 7, 0]))).toMatchObject({
      last: at('2026-01-01T00:03:50Z'),
      width: 2,
    });
  });

  it('joins the samples that one instance has under two publish frequencies', () => {
    const samples = [
      samplesOf({ publishFrequency: 10, instances: { 'i-1': '......................11111111' } }),
      samplesOf({ publishFrequency: 60, instances: { 'i-1': '.111.' } }),
    ];
    const life = observeLives([{ ...bucket, samples }]).instances.get('i-1');
    expect(clock(life)).toEqual(['01:00', '04:50']);
    expect(life?.frequency).toBe(10);
  });

  it('keeps the lives of held accelerators with their instance', () => {
    const samples = samplesOf({ publishFrequency: 60, holdings: [{ instance: 'i-9', counts: '.11..' }] });
    expect(observeLives([{ ...bucket, samples: [samples] }]).holdings).toEqual(
      new Map([
        [
          'i-9|c-1|gpu_0',
          {
            kind: 'single',
            frequency: 60,
            instance: 'i-9',
            first: at('2026-01-01T00:01:00Z'),
            last: at('2026-01-01T00:02:00Z'),
            width: 1,
          },
        ],
      ]),
    );
  });
});

describe('expectedSamples', () => {
  const life = (first: string, last: string, kind: SeriesKind = 'single'): Life => {
    const time = (text: string) => at(`2026-01-01T00:${text}Z`);
    return { kind, frequency: 10, first: time(first), last: time(last), width: 1 };
  };
  const expected = (given: Life | undefined, text: string | SlotCounts, frequency = 10) => {
    const slots = slotsOfCounts(bucket, frequency, counts(text).length);
    return slots.seconds.map((_, index) => expectedSamples(given, slots, index));
  };

  it('is one in every slot from the first sample to the last', () => {
    expect(expected(life('01:00', '03:00'), '.....', 60)).toEqual([0, 1, 1, 1, 0]);
    expect(expected(life('00:00', '09:50'), '.....', 60)).toEqual([1, 1, 1, 1, 1]);
    expect(expected(life('05:00', '09:50'), '.....', 60)).toEqual([0, 0, 0, 0, 0]);
  });

  it('is as many as the life has of a coarse part', () => {
    expect(expected(life('00:40', '04:20'), '.....')).toEqual([2, 6, 6, 6, 3]);
    expect(expected(life('01:40', '09:50'), '.')).toEqual([20]);
    expect(expected(life('00:00', '02:30'), '.')).toEqual([16]);
  });

  it('is none for a life without an inside, and for none', () => {
    expect(expected(life('02:30', '02:20'), '.....')).toEqual([0, 0, 0, 0, 0]);
    expect(expected(undefined, '.....')).toEqual([0, 0, 0, 0, 0]);
  });
});

describe('missingReason', () => {
  const life: Life = {
    kind: 'single',
    frequency: 10,
    first: at('2026-01-01T00:00:00Z'),
    last: at('2026-01-01T00:10:00Z'),
    width: 1,
    presumed: { from: at('2026-01-01T00:02:01Z'), reason: 'unread' },
  };

  it('is a hole between two samples, and what is presumed after the last', () => {
    expect(missingReason(life, at('2026-01-01T00:02:00Z'))).toBe('hole');
    expect(missingReason(life, at('2026-01-01T00:02:10Z'))).toBe('unread');
    const { presumed: _, ...seen } = life;
    expect(missingReason(seen, at('2026-01-01T00:09:00Z'))).toBe('hole');
    expect(missingReason(undefined, at('2026-01-01T00:02:10Z'))).toBe('hole');
  });
});
