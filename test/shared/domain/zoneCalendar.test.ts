import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatInstant, type Instant, instant } from '#shared/domain/time.ts';
import type { Zone } from '#shared/domain/zone.ts';
import {
  addDays,
  addMonths,
  calendarUnits,
  numberAt,
  startOfDay,
  startOfMonth,
  startOfNumber,
  startOfWeek,
  startOfYear,
} from '#shared/domain/zoneCalendar.ts';
import { at } from '#test/builders/samples.ts';
import { oddZones, zoneOf } from '#test/builders/zones.ts';

const daySeconds = 86_400;

/** The date that a zone's clocks show, asked of Intl in another way than the code asks: `2026-05-01`. */
const createDateReader = (zone: Zone) => {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' });
  return (time: number): string => format.format(time * 1000);
};

/** The first half minute at which the date is a day's or a later one. */
const scanForDay = (day: number, zone: Zone): number => {
  const dateAt = createDateReader(zone);
  const date = new Date(day * daySeconds * 1000).toISOString().slice(0, 10);
  let time = day * daySeconds - 16 * 3_600;
  while (dateAt(time) < date) time += 30;
  return time;
};

/** Days of a year on which a zone's noon is nearer to the one before, or farther from it, and those around. */
const shiftDays = (zone: Zone, year: number): number[] => {
  const format = new Intl.DateTimeFormat('en', {
    timeZone: zone,
    timeZoneName: 'longOffset',
    hour: 'numeric',
  });
  const first = Date.UTC(year, 0) / 1000 / daySeconds;
  const offsets = Array.from({ length: 367 }, (_, index) =>
    format.format((first + index) * daySeconds * 1000).replace(/^.*GMT/, ''),
  );
  return offsets.flatMap((offset, index) =>
    index > 0 && offset !== offsets[index - 1] ? [-1, 0, 1].map((more) => first + index + more) : [],
  );
};

const zone = fc.oneof(
  fc.constantFrom(...oddZones),
  fc
    .constantFrom(
      ...Intl.supportedValuesOf('timeZone').filter((name) => !/^(Asia\/Calcutta|Europe\/Kiev)$/.test(name)),
    )
    .map((name) => name as Zone),
);
const anyTime = fc.integer({ min: 0, max: at('2100-12-31T00:00:00Z') }).map(instant);
const spanOf = (unit: (typeof calendarUnits)[number], time: Instant, of: Zone) => {
  const number = numberAt(unit, time, of);
  return [startOfNumber(unit, number, of), startOfNumber(unit, number + 1, of)] as const;
};

describe('the calendar of a zone', () => {
  it.each([
    ['UTC', '2026-05-14T13:00:00Z', '2026-05-14T00:00:00Z', '2026-05-11', '2026-05-01', '2026-01-01'],
    ['UTC', '2026-05-11T00:00:00Z', '2026-05-11T00:00:00Z', '2026-05-11', '2026-05-01', '2026-01-01'],
    ['UTC', '2027-01-03T23:59:59Z', '2027-01-03T00:00:00Z', '2026-12-28', '2027-01-01', '2027-01-01'],
  ])('finds the day, week, month and year in %s of %s', (name, time, day, week, month, year) => {
    const starts = [startOfDay, startOfWeek, startOfMonth, startOfYear].map((start) =>
      formatInstant(start(at(time), zoneOf(name))),
    );
    expect(starts).toEqual([day, `${week}T00:00:00Z`, `${month}T00:00:00Z`, `${year}T00:00:00Z`]);
  });

  it("goes by the zone's clocks, not by UTC's", () => {
    const berlin = zoneOf('Europe/Berlin');
    const time = at('2026-12-31T23:00:00Z');
    expect(formatInstant(startOfDay(time, berlin))).toBe('2026-12-31T23:00:00Z');
    expect(formatInstant(startOfYear(time, berlin))).toBe('2026-12-31T23:00:00Z');
    expect(formatInstant(startOfYear(instant(time - 1), berlin))).toBe('2025-12-31T23:00:00Z');
    expect(formatInstant(startOfWeek(time, berlin))).toBe('2026-12-27T23:00:00Z');
    expect(formatInstant(startOfMonth(at('2026-07-15T00:00:00Z'), berlin))).toBe('2026-06-30T22:00:00Z');
  });

  it.each([
    ['Europe/Berlin', '2026-03-29', '2026-03-28T23:00:00Z', 23],
    ['Europe/Berlin', '2026-10-25', '2026-10-24T22:00:00Z', 25],
    ['Europe/Berlin', '2026-05-01', '2026-04-30T22:00:00Z', 24],
    ['America/New_York', '2026-03-08', '2026-03-08T05:00:00Z', 23],
    ['America/New_York', '2026-11-01', '2026-11-01T04:00:00Z', 25],
    // Half an hour of summer time.
    ['Australia/Lord_Howe', '2026-10-04', '2026-10-03T13:30:00Z', 23.5],
    // Midnight is skipped: the day starts at 01:00.
    ['America/Sao_Paulo', '2018-11-04', '2018-11-04T03:00:00Z', 23],
    // At midnight the clocks go back to 23:00 of the day before.
    ['America/Sao_Paulo', '2018-02-17', '2018-02-17T02:00:00Z', 25],
    ['America/Sao_Paulo', '2018-02-18', '2018-02-18T03:00:00Z', 24],
    // Midnight is shown twice: the day starts at the first.
    ['America/Havana', '2026-11-01', '2026-11-01T04:00:00Z', 25],
    // A minute after midnight the clocks go back to the day before: the day has begun all the same.
    ['America/St_Johns', '2010-11-07', '2010-11-07T02:30:00Z', 25],
    ['Asia/Kathmandu', '2026-05-01', '2026-04-30T18:15:00Z', 24],
    ['Pacific/Apia', '2011-12-29', '2011-12-29T10:00:00Z', 24],
    ['Pacific/Apia', '2011-12-30', '2011-12-30T10:00:00Z', 0],
    ['Pacific/Apia', '2011-12-31', '2011-12-30T10:00:00Z', 24],
    // 44 minutes and 30 seconds behind UTC.
    ['Africa/Monrovia', '1971-06-01', '1971-06-01T00:44:30Z', 24],
  ])('starts the day of %s %s at %s and gives it %d hours', (name, date, start, hours) => {
    const day = at(`${date}T00:00:00Z`) / daySeconds;
    const [from, to] = [day, day + 1].map((number) => startOfNumber('day', number, zoneOf(name)));
    expect(from === undefined ? '' : formatInstant(from)).toBe(start);
    expect(((to ?? 0) - (from ?? 0)) / 3_600).toBe(hours);
  });

  it('keeps a time in the day that has begun when the clocks go back over midnight', () => {
    // 23:31 on the 6th, a second time.
    const time = at('2010-11-07T03:01:00Z');
    expect(formatInstant(startOfDay(time, zoneOf('America/St_Johns')))).toBe('2010-11-07T02:30:00Z');
  });

  it('starts each day where a scan of the clocks finds its first instant', () => {
    fc.assert(
      fc.property(zone, fc.integer({ min: 1970, max: 2100 }), fc.nat({ max: 365 }), (of, year, more) => {
        const days = [Date.UTC(year, 0, 1 + more) / 1000 / daySeconds, ...shiftDays(of, year)];
        for (const day of days) {
          expect([of, day, startOfNumber('day', day, of)]).toEqual([of, day, scanForDay(day, of)]);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('has every time in exactly one unit, which begins where the one before ends', () => {
    fc.assert(
      fc.property(zone, fc.constantFrom(...calendarUnits), anyTime, (of, unit, time) => {
        const [start, end] = spanOf(unit, time, of);
        expect(start <= time && time < end).toBe(true);
        expect(spanOf(unit, start, of)).toEqual([start, end]);
        expect(spanOf(unit, instant(end - 1), of)).toEqual([start, end]);
        expect(spanOf(unit, end, of)[0]).toBe(end);
      }),
      { numRuns: 1_000 },
    );
  });

  it('has all edges of these years on a quarter of an hour', () => {
    const time = fc
      .integer({ min: at('2015-01-01T00:00:00Z'), max: at('2100-12-31T00:00:00Z') })
      .map(instant);
    fc.assert(
      fc.property(zone, time, (of, each) => {
        expect(startOfDay(each, of) % 900).toBe(0);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('addDays', () => {
  const days = (name: string, time: string, count: number) =>
    formatInstant(addDays(at(time), count, zoneOf(name)));

  it.each([
    ['Europe/Berlin', '2026-03-28T23:00:00Z', 1, '2026-03-29T22:00:00Z'],
    ['Europe/Berlin', '2026-03-28T11:00:00Z', 1, '2026-03-29T10:00:00Z'],
    ['Europe/Berlin', '2026-03-29T10:00:00Z', -1, '2026-03-28T11:00:00Z'],
    // 02:30 is skipped.
    ['Europe/Berlin', '2026-03-28T01:30:00Z', 1, '2026-03-29T01:00:00Z'],
    // 02:30 comes twice.
    ['Europe/Berlin', '2026-10-24T00:30:00Z', 1, '2026-10-25T00:30:00Z'],
    ['Europe/Berlin', '2026-10-25T01:30:00Z', 0, '2026-10-25T01:30:00Z'],
    // The day starts at 01:00, the ones beside it at 00:00.
    ['America/Sao_Paulo', '2018-11-04T03:00:00Z', 1, '2018-11-05T02:00:00Z'],
    ['America/Sao_Paulo', '2018-11-03T03:00:00Z', 1, '2018-11-04T03:00:00Z'],
    ['UTC', '2028-02-28T12:00:00Z', 2, '2028-03-01T12:00:00Z'],
  ])('in %s, from %s by %d: %s', (name, time, count, expected) => {
    expect(days(name, time, count)).toBe(expected);
  });

  it('goes from start to start of days, there and back', () => {
    const time = fc
      .integer({ min: at('2020-01-01T00:00:00Z'), max: at('2100-01-01T00:00:00Z') })
      .map(instant);
    fc.assert(
      fc.property(zone, time, fc.integer({ min: -800, max: 800 }), (of, each, count) => {
        const start = startOfDay(each, of);
        const moved = addDays(start, count, of);
        expect(startOfDay(moved, of)).toBe(moved);
        expect(numberAt('day', moved, of)).toBe(numberAt('day', start, of) + count);
        expect(addDays(moved, -count, of)).toBe(start);
      }),
    );
  });

  it('walks a year day by day', () => {
    const berlin = zoneOf('Europe/Berlin');
    const walk = (time: Instant): Instant =>
      Array.from({ length: 365 }).reduce<Instant>((each) => addDays(each, 1, berlin), time);
    expect(formatInstant(walk(at('2025-12-31T23:00:00Z')))).toBe('2026-12-31T23:00:00Z');
  });
});

describe('addMonths', () => {
  it.each([
    ['UTC', '2026-01-31T12:00:00Z', 1, '2026-02-28T12:00:00Z'],
    ['UTC', '2028-01-31T12:00:00Z', 1, '2028-02-29T12:00:00Z'],
    ['UTC', '2026-01-15T00:00:00Z', -1, '2025-12-15T00:00:00Z'],
    ['UTC', '2026-05-15T06:00:00Z', 24, '2028-05-15T06:00:00Z'],
    ['Europe/Berlin', '2026-02-28T23:00:00Z', 1, '2026-03-31T22:00:00Z'],
    ['Europe/Berlin', '2026-10-25T01:30:00Z', 0, '2026-10-25T01:30:00Z'],
  ])('in %s, from %s by %d: %s', (name, time, count, expected) => {
    expect(formatInstant(addMonths(at(time), count, zoneOf(name)))).toBe(expected);
  });
});
