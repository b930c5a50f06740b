import { describe, expect, it } from 'vitest';
import { formatInstant, after as later } from '#shared/domain/time.ts';
import { listedSince, reachOf, resolutionAt } from '#shared/metrics/resolution.ts';
import { at } from '#test/builders/samples.ts';

const now = at('2026-06-10T12:02:00Z');
const minute = 60;
const hour = 3_600;
const day = 86_400;

describe('resolutionAt', () => {
  it.each([
    [0, 1],
    [165 * minute, 1],
    [165 * minute + 1, 60],
    [15 * day - hour, 60],
    [15 * day - hour + 1, 300],
    [63 * day - hour, 300],
    [63 * day - hour + 1, 3_600],
    [455 * day - hour, 3_600],
  ])('is, for what was %s seconds ago, %s s', (age, resolution) => {
    expect(resolutionAt(later(now, -age), now)).toBe(resolution);
  });

  it('is none for what CloudWatch has no more', () => {
    expect(resolutionAt(later(now, hour - 455 * day - 1), now)).toBeUndefined();
  });
});

describe('reachOf', () => {
  it.each([
    [1, 300, '2026-06-10T09:20:00Z'],
    [60, hour, '2026-05-26T14:00:00Z'],
    [300, hour, '2026-04-08T14:00:00Z'],
    [3_600, hour, '2025-03-12T14:00:00Z'],
  ])(
    'is the first edge from which on all is to be had: at %s s, on multiples of %s s',
    (resolution, step, edge) => {
      expect(formatInstant(reachOf(resolution, now, step))).toBe(edge);
      expect(resolutionAt(reachOf(resolution, now, step), now)).toBe(resolution);
    },
  );
});

describe('listedSince', () => {
  it('is thirteen days ago', () => {
    expect(formatInstant(listedSince(now))).toBe('2026-05-28T12:02:00Z');
  });
});
