import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutWindow, depthOf, depths } from '#shared/domain/depth.ts';
import { after, formatInstant, type Instant, instant } from '#shared/domain/time.ts';
import type { Window } from '#shared/domain/window.ts';
import { parseZone, utc, type Zone } from '#shared/domain/zone.ts';
import { at } from '#test/builders/samples.ts';

const zoneOf = (name: string): Zone => {
  const zone = parseZone(name);
  if (typeof zone !== 'string') throw new Error(`${name} is no zone`);
  return zone;
};
const windowOf = (from: string, to: string): Window => ({ from: at(from), to: at(to) });
const shown = (parts: ReturnType<typeof cutWindow>) =>
  'fault' in parts ? parts.fault : parts.map(({ from, to }) => `${formatInstant(from)} ${formatInstant(to)}`);

describe('depthOf', () => {
  it.each([
    ['2026-01-01T00:00:00Z', '2026-01-01T00:05:00Z', 'slot'],
    ['2026-01-01T00:00:00Z', '2026-01-01T00:10:00Z', 'bucket'],
    ['2026-01-01T00:00:00Z', '2026-01-01T02:00:00Z', 'bucket'],
    ['2026-01-01T00:00:00Z', '2026-01-01T02:05:00Z', 'hour'],
    ['2026-01-01T00:00:00Z', '2026-01-03T00:00:00Z', 'hour'],
    ['2026-01-01T00:00:00Z', '2026-01-03T00:05:00Z', 'day'],
    ['2026-01-01T00:00:00Z', '2026-03-01T00:00:00Z', 'day'],
    ['2026-01-01T00:00:00Z', '2026-03-01T00:05:00Z', 'month'],
  ])('cuts what is from %s to %s into parts of a %s', (from, to, depth) => {
    expect(depthOf(windowOf(from, to), utc)).toBe(depth);
  });

  it('counts the days of a zone, which are 47 hours where the clocks go forward', () => {
    const berlin = zoneOf('Europe/Berlin');
    expect(depthOf(windowOf('2026-03-28T23:00:00Z', '2026-03-30T22:00:00Z'), berlin)).toBe('hour');
    expect(depthOf(windowOf('2026-03-28T23:00:00Z', '2026-03-30T22:05:00Z'), berlin)).toBe('day');
  });
});

describe('cutWindow', () => {
  it('cuts at the ledger’s hours, and has shorter ones where the window starts and ends within them', () => {
    expect(
      shown(cutWindow(windowOf('2026-01-01T10:35:00Z', '2026-01-01T12:20:00Z'), 'hour', utc, 10)),
    ).toEqual([
      '2026-01-01T10:35:00Z 2026-01-01T11:00:00Z',
      '2026-01-01T11:00:00Z 2026-01-01T12:00:00Z',
      '2026-01-01T12:00:00Z 2026-01-01T12:20:00Z',
    ]);
  });

  it('cuts at the midnights of a zone', () => {
    const kolkata = zoneOf('Asia/Kolkata');
    expect(
      shown(cutWindow(windowOf('2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z'), 'day', kolkata, 10)),
    ).toEqual(['2026-01-01T00:00:00Z 2026-01-01T18:30:00Z', '2026-01-01T18:30:00Z 2026-01-02T00:00:00Z']);
  });

  it('says which depth is coarse enough where there are too many parts', () => {
    const year = windowOf('2026-01-01T00:00:00Z', '2027-01-01T00:00:00Z');
    expect(shown(cutWindow(year, 'hour', utc, 1_000))).toBe(
      'hour cuts the window into 8760 parts, more than 1000; expected day, or a shorter window',
    );
    expect(shown(cutWindow(year, 'slot', utc, 1_000))).toBe(
      'slot is for windows of 15 minutes at most; expected bucket, or a shorter window',
    );
  });

  it('gives parts that together are the window, none empty, at every depth', () => {
    const start = fc.integer({ min: 0, max: 500_000 }).map((n): Instant => instant(n * 300));
    const length = fc.integer({ min: 1, max: 3_000 });
    const zone = fc.constantFrom('UTC', 'Europe/Berlin', 'Asia/Kolkata', 'Australia/Lord_Howe').map(zoneOf);
    fc.assert(
      fc.property(start, length, zone, fc.constantFrom(...depths), (from, buckets, own, depth) => {
        const window = { from, to: after(from, buckets * 300) };
        const parts = cutWindow(window, depth, own, 10_000);
        if ('fault' in parts) return;
        expect(parts[0]?.from).toBe(window.from);
        expect(parts.at(-1)?.to).toBe(window.to);
        for (const [index, part] of parts.entries()) {
          expect(part.from).toBeLessThan(part.to);
          expect(parts[index + 1]?.from ?? window.to).toBe(part.to);
        }
      }),
    );
  });
});
