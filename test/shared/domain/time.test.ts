import { describe, expect, it } from 'vitest';
import { bucketsOf, floorTo, formatInstant, parseInstant } from '#shared/domain/time.ts';
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
