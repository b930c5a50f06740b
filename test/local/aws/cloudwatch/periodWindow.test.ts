import { describe, expect, it } from 'vitest';
import { alignWindow, isPeriod } from '#local/aws/cloudwatch/periodWindow.ts';

const at = (iso: string): number => Date.parse(iso) / 1000;

const align = (from: string, to: string, period: number, now: string) => {
  const window = alignWindow({ startTime: at(from), endTime: at(to), period, now: at(now) });
  const stamp = (seconds: number) => new Date(seconds * 1000).toISOString().slice(0, 19);
  return {
    from: stamp(window.start),
    to: stamp(window.start + window.length * period),
    length: window.length,
  };
};

describe('alignWindow', () => {
  it("gives the API reference's ten seconds before 01:05:23", () => {
    expect(align('2026-01-01T01:05:13Z', '2026-01-01T01:05:23Z', 10, '2026-01-01T01:05:23Z')).toEqual({
      from: '2026-01-01T01:05:10',
      to: '2026-01-01T01:05:20',
      length: 1,
    });
  });

  it("gives the API reference's five minutes before 15:07:17 at period 5", () => {
    expect(align('2026-01-01T15:02:17Z', '2026-01-01T15:07:17Z', 5, '2026-01-01T15:07:17Z')).toEqual({
      from: '2026-01-01T15:02:15',
      to: '2026-01-01T15:07:15',
      length: 60,
    });
  });

  it('rounds a young StartTime down to the minute and counts periods from there', () => {
    expect(align('2026-01-01T12:32:34Z', '2026-01-01T12:48:00Z', 300, '2026-01-01T13:00:00Z')).toEqual({
      from: '2026-01-01T12:32:00',
      to: '2026-01-01T12:47:00',
      length: 3,
    });
  });

  it('rounds a StartTime of 15 to 63 days down to five minutes', () => {
    expect(align('2026-01-01T12:32:34Z', '2026-01-01T13:00:00Z', 300, '2026-01-31T12:32:34Z')).toEqual({
      from: '2026-01-01T12:30:00',
      to: '2026-01-01T13:00:00',
      length: 6,
    });
  });

  it('rounds a StartTime of more than 63 days down to the hour', () => {
    expect(align('2026-01-01T12:32:34Z', '2026-01-01T15:00:00Z', 3600, '2026-06-01T00:00:00Z')).toEqual({
      from: '2026-01-01T12:00:00',
      to: '2026-01-01T15:00:00',
      length: 3,
    });
  });

  it('rounds to the second at period 1', () => {
    const window = alignWindow({ startTime: 1000.7, endTime: 1003.2, period: 1, now: 1010 });
    expect(window).toEqual({ start: 1000, period: 1, length: 3 });
  });

  it('leaves out periods that have not begun, and keeps the one that is filling', () => {
    expect(align('2026-01-01T12:00:00Z', '2026-01-01T13:00:00Z', 300, '2026-01-01T12:11:00Z')).toEqual({
      from: '2026-01-01T12:00:00',
      to: '2026-01-01T12:15:00',
      length: 3,
    });
  });

  it.each([
    { age: 'three hours', now: '2026-01-01T03:00:00Z', period: 10, length: 60 },
    { age: 'more than three hours', now: '2026-01-01T03:00:01Z', period: 10, length: 0 },
    { age: 'more than three hours', now: '2026-01-01T03:00:01Z', period: 60, length: 10 },
    { age: '15 days', now: '2026-01-16T00:00:00Z', period: 60, length: 10 },
    { age: 'more than 15 days', now: '2026-01-16T00:00:01Z', period: 60, length: 0 },
    { age: 'more than 15 days', now: '2026-01-16T00:00:01Z', period: 300, length: 2 },
    { age: '63 days', now: '2026-03-05T00:00:00Z', period: 300, length: 2 },
    { age: 'more than 63 days', now: '2026-03-05T00:00:01Z', period: 300, length: 0 },
  ])('gives $length periods of $period s when StartTime is $age ago', ({ now, period, length }) => {
    expect(align('2026-01-01T00:00:00Z', '2026-01-01T00:10:00Z', period, now).length).toBe(length);
  });

  it('keeps hours for 455 days and nothing beyond', () => {
    expect(align('2026-01-01T00:00:00Z', '2026-01-01T06:00:00Z', 3600, '2027-04-01T02:00:00Z')).toEqual({
      from: '2026-01-01T02:00:00',
      to: '2026-01-01T06:00:00',
      length: 4,
    });
  });
});

describe('isPeriod', () => {
  it('takes the high-resolution periods and multiples of a minute', () => {
    expect([1, 5, 10, 20, 30, 60, 120, 86_400].every(isPeriod)).toBe(true);
  });

  it('refuses what lies between', () => {
    expect([0, 2, 15, 45, 61, 90, 60.5, -60].some(isPeriod)).toBe(false);
  });
});
