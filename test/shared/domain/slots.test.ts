import { describe, expect, it } from 'vitest';
import { bucketAt, slotStart, slotsOf, slotsOfCounts } from '#shared/domain/slots.ts';
import { formatInstant, instant } from '#shared/domain/time.ts';
import { at } from '#test/builders/samples.ts';

const bucket = bucketAt(instant(600));
const hour = { start: instant(3_600), seconds: 3_600 };

describe('slotsOf', () => {
  it('covers the bucket whole with slots that divide it', () => {
    expect(slotsOf(bucket, 60)).toEqual({
      first: 600,
      step: 60,
      samples: 1,
      frequency: 60,
      seconds: [60, 60, 60, 60, 60],
    });
    expect(slotsOf(bucket, 10).seconds).toHaveLength(30);
  });

  it('cuts slots that cross an edge, so that each second belongs to one bucket', () => {
    expect(slotsOf(bucketAt(instant(300)), 120)).toMatchObject({ first: 240, seconds: [60, 120, 120] });
    expect(slotsOf(bucketAt(instant(600)), 240)).toMatchObject({ first: 480, seconds: [120, 180] });
    expect(slotsOf(bucketAt(instant(0)), 180)).toMatchObject({ first: 0, seconds: [180, 120] });
  });

  it.each([10, 30, 60, 120, 180, 240, 300])('adds up to the period at a frequency of %s s', (frequency) => {
    for (let start = 0; start < 7_200; start += 300) {
      const { seconds } = slotsOf(bucketAt(instant(start)), frequency);
      expect(seconds.reduce((a, b) => a + b, 0)).toBe(300);
    }
    expect(slotsOf(hour, frequency).seconds.reduce((a, b) => a + b, 0)).toBe(3_600);
  });
});

describe('slotsOfCounts', () => {
  it('takes as many counts as there are slots for slots', () => {
    expect(slotsOfCounts(bucketAt(instant(300)), 120, 3)).toEqual(slotsOf(bucketAt(instant(300)), 120));
    expect(slotsOfCounts(bucket, 10, 30)).toEqual(slotsOf(bucket, 10));
  });

  it('takes fewer for equal parts of several samples each', () => {
    expect(slotsOfCounts(bucket, 10, 5)).toEqual({
      first: 600,
      step: 60,
      samples: 6,
      frequency: 10,
      seconds: [60, 60, 60, 60, 60],
    });
    expect(slotsOfCounts(bucket, 60, 1)).toEqual({
      first: 600,
      step: 300,
      samples: 5,
      frequency: 60,
      seconds: [300],
    });
    expect(slotsOfCounts(hour, 120, 6)).toMatchObject({ first: 3_600, step: 600, samples: 5 });
  });

  it.each([
    [120, 1],
    [120, 2],
    [60, 4],
    [10, 7],
    [10, 0],
  ])('refuses parts that hold no whole samples: every %s s, %s counts a bucket', (frequency, length) => {
    expect(() => slotsOfCounts(bucketAt(instant(300)), frequency, length)).toThrow(RangeError);
  });
});

describe('slotStart', () => {
  it('gives where a slot begins, before the period for one that crosses its edge', () => {
    const slots = slotsOf(bucketAt(at('2026-01-01T00:05:00Z')), 120);
    expect([0, 1, 2].map((index) => formatInstant(slotStart(slots, index)))).toEqual([
      '2026-01-01T00:04:00Z',
      '2026-01-01T00:06:00Z',
      '2026-01-01T00:08:00Z',
    ]);
  });
});
