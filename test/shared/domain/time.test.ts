import { describe, expect, it } from 'vitest';
import { slotsOf } from '#shared/domain/slots.ts';
import { bucketsOf, floorTo, formatInstant, instant, parseInstant } from '#shared/domain/time.ts';
import { at } from '#test/builders/samples.ts';

describe('parseInstant', () => {
  it.each([
    ['1970-01-01T00:00:00Z', 0],
    ['2026-05-01T00:05:00Z', 1_777_593_900],
    ['2024-02-29T23:59:59Z', 1_709_251_199],
    ['2026-05-01T00:05Z', 1_777_593_900],
    ['2026-05-01T00:05:00.000Z', 1_777_593_900],
  ])('reads %s', (text, seconds) => {
    expect(parseInstant(text)).toBe(seconds);
  });

  it.each([
    '2026-05-01',
    '2026-05-01T00:05:00',
    '2026-05-01T00:05:00+02:00',
    '2026-05-01T00:05:00.5Z',
    '2026-02-30T00:00:00Z',
    '2025-02-29T00:00:00Z',
    '2026-05-01T24:01:00Z',
    'yesterday',
    '',
  ])('refuses "%s"', (text) => {
    expect(parseInstant(text)).toBeUndefined();
  });

  it('gives back what formatInstant wrote', () => {
    expect(formatInstant(at('2026-12-31T23:59:59Z'))).toBe('2026-12-31T23:59:59Z');
  });
});

describe('buckets', () => {
  it('are five minutes, aligned to UTC', () => {
    const from = floorTo(at('2026-01-31T23:57:12Z'), 300);
    expect(bucketsOf(from, at('2026-02-01T00:10:00Z')).map(formatInstant)).toEqual([
      '2026-01-31T23:55:00Z',
      '2026-02-01T00:00:00Z',
      '2026-02-01T00:05:00Z',
    ]);
  });
});

describe('slotsOf', () => {
  it('covers the bucket whole with slots that divide it', () => {
    expect(slotsOf(instant(600), 60)).toEqual({ first: 600, frequency: 60, seconds: [60, 60, 60, 60, 60] });
    expect(slotsOf(instant(600), 10).seconds).toHaveLength(30);
  });

  it('cuts slots that cross an edge, so that each second belongs to one bucket', () => {
    expect(slotsOf(instant(300), 120)).toEqual({ first: 240, frequency: 120, seconds: [60, 120, 120] });
    expect(slotsOf(instant(600), 240)).toEqual({ first: 480, frequency: 240, seconds: [120, 180] });
    expect(slotsOf(instant(0), 180)).toEqual({ first: 0, frequency: 180, seconds: [180, 120] });
  });

  it.each([10, 30, 60, 120, 180, 240, 300])('adds up to 300 seconds at a frequency of %s s', (frequency) => {
    for (let bucket = 0; bucket < 7_200; bucket += 300) {
      const { seconds } = slotsOf(instant(bucket), frequency);
      expect(seconds.reduce((a, b) => a + b, 0)).toBe(300);
    }
  });
});
