import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstStart, type Grain, grains, nextStart, startOf, startsOf } from '#shared/domain/calendar.ts';
import { formatInstant, instant } from '#shared/domain/time.ts';
import { at } from '#test/builders/samples.ts';

const grain = fc.constantFrom(...grains);
const time = fc.integer({ min: 0, max: at('2100-01-01T00:00:00Z') }).map(instant);
const texts = (starts: readonly ReturnType<typeof instant>[]) => starts.map(formatInstant);

describe('the calendar', () => {
  it.each<[Grain, string, string]>([
    ['bucket', '2026-01-01T10:35:00Z', '2026-01-01T10:40:00Z'],
    ['hour', '2026-01-01T10:00:00Z', '2026-01-01T11:00:00Z'],
    ['day', '2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z'],
    ['month', '2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z'],
  ])('finds the %s of a time', (each, start, end) => {
    expect(texts([startOf(each, at('2026-01-01T10:39:59Z'))])).toEqual([start]);
    expect(texts([nextStart(each, at('2026-01-01T10:39:59Z'))])).toEqual([end]);
  });

  it.each([
    ['2026-02-28T23:59:59Z', '2026-03-01T00:00:00Z'],
    ['2028-02-28T23:59:59Z', '2028-03-01T00:00:00Z'],
    ['2028-02-29T12:00:00Z', '2028-03-01T00:00:00Z'],
    ['2026-04-30T00:00:00Z', '2026-05-01T00:00:00Z'],
    ['2026-12-31T23:55:00Z', '2027-01-01T00:00:00Z'],
    ['2100-02-28T00:00:00Z', '2100-03-01T00:00:00Z'],
  ])('ends the month of %s at %s', (within, end) => {
    expect(texts([nextStart('month', at(within))])).toEqual([end]);
  });

  it('counts the days of each month, leap years too', () => {
    const days = (year: number) =>
      startsOf('month', at(`${year}-01-01T00:00:00Z`), at(`${year + 1}-01-01T00:00:00Z`)).map(
        (month) => startsOf('day', month, nextStart('month', month)).length,
      );
    expect(days(2026)).toEqual([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]);
    expect(days(2028)).toEqual([31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]);
  });

  it('lists only what lies whole in a range', () => {
    const range = [at('2026-01-01T00:00:01Z'), at('2026-01-01T03:59:59Z')] as const;
    expect(texts(startsOf('hour', ...range))).toEqual(['2026-01-01T01:00:00Z', '2026-01-01T02:00:00Z']);
    expect(startsOf('day', ...range)).toEqual([]);
    expect(startsOf('hour', range[1], range[0])).toEqual([]);
  });

  it('has every time in exactly one period, that begins where the one before ends', () => {
    fc.assert(
      fc.property(grain, time, (each, moment) => {
        const start = startOf(each, moment);
        const end = nextStart(each, moment);
        expect(start <= moment && moment < end).toBe(true);
        expect(startOf(each, start)).toBe(start);
        expect(startOf(each, end)).toBe(end);
        expect(startOf(each, instant(end - 1))).toBe(start);
        expect(firstStart(each, start)).toBe(start);
        expect(firstStart(each, instant(start + 1))).toBe(end);
      }),
    );
  });
});
