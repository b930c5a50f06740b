import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseWindow } from '#shared/domain/parseWindow.ts';
import { formatInstant, instant } from '#shared/domain/time.ts';
import type { WindowRules } from '#shared/domain/window.ts';
import { at } from '#test/builders/samples.ts';
import { oddZones, zoneOf } from '#test/builders/zones.ts';

const berlin = zoneOf('Europe/Berlin');

/** A Thursday. */
const rules = (changed: Partial<WindowRules> = {}): WindowRules => ({
  now: at('2026-05-14T13:07:42Z'),
  zone: zoneOf('UTC'),
  longestDays: 400,
  ...changed,
});

/** `FROM to TO`, or the fault. */
const read = (text: string, changed?: Partial<WindowRules>): string => {
  const window = parseWindow(text, rules(changed));
  if ('fault' in window) return window.fault;
  return `${formatInstant(window.from)} to ${formatInstant(window.to)}`;
};

describe('parseWindow', () => {
  it.each([
    ['today', '2026-05-14T00:00:00Z to 2026-05-14T13:05:00Z'],
    ['yesterday', '2026-05-13T00:00:00Z to 2026-05-14T00:00:00Z'],
    ['week', '2026-05-11T00:00:00Z to 2026-05-14T13:05:00Z'],
    ['lastweek', '2026-05-04T00:00:00Z to 2026-05-11T00:00:00Z'],
    ['month', '2026-05-01T00:00:00Z to 2026-05-14T13:05:00Z'],
    ['lastmonth', '2026-04-01T00:00:00Z to 2026-05-01T00:00:00Z'],
    ['year', '2026-01-01T00:00:00Z to 2026-05-14T13:05:00Z'],
    ['lastyear', '2025-01-01T00:00:00Z to 2026-01-01T00:00:00Z'],
    ['30m', '2026-05-14T12:35:00Z to 2026-05-14T13:05:00Z'],
    ['12h', '2026-05-14T01:05:00Z to 2026-05-14T13:05:00Z'],
    ['7d', '2026-05-07T13:05:00Z to 2026-05-14T13:05:00Z'],
    ['2w', '2026-04-30T13:05:00Z to 2026-05-14T13:05:00Z'],
    ['2026-05-03', '2026-05-03T00:00:00Z to 2026-05-04T00:00:00Z'],
    ['2024-02-29', '2024-02-29T00:00:00Z to 2024-03-01T00:00:00Z'],
    ['2026-02', '2026-02-01T00:00:00Z to 2026-03-01T00:00:00Z'],
    ['2026-12', '2026-12-01T00:00:00Z to 2027-01-01T00:00:00Z'],
    ['2024', '2024-01-01T00:00:00Z to 2025-01-01T00:00:00Z'],
    ['2100', '2100-01-01T00:00:00Z to 2101-01-01T00:00:00Z'],
    ['2026-05-01T00:00:00Z,2026-05-02T06:30:00Z', '2026-05-01T00:00:00Z to 2026-05-02T06:30:00Z'],
    ['2026-05-01T00:00Z,2026-05-01T01:00:00.000Z', '2026-05-01T00:00:00Z to 2026-05-01T01:00:00Z'],
    ['2026-05-01T00:00:00+02:00,2026-05-01T00:00:00-05:30', '2026-04-30T22:00:00Z to 2026-05-01T05:30:00Z'],
    // A plus that was not encoded.
    ['2026-05-01T00:00:00 02:00,2026-05-02', '2026-04-30T22:00:00Z to 2026-05-02T00:00:00Z'],
    ['2026-05-01,2026-05-03', '2026-05-01T00:00:00Z to 2026-05-03T00:00:00Z'],
    ['2026-03,2026-05', '2026-03-01T00:00:00Z to 2026-05-01T00:00:00Z'],
    ['2026-03,2026-05-03T12:00Z', '2026-03-01T00:00:00Z to 2026-05-03T12:00:00Z'],
    ['2025,2026', '2025-01-01T00:00:00Z to 2026-01-01T00:00:00Z'],
    ['1777593600,1777680000', '2026-05-01T00:00:00Z to 2026-05-02T00:00:00Z'],
  ])('reads %s', (text, window) => {
    expect(read(text)).toBe(window);
  });

  it.each([
    ['today', '2026-05-13T22:00:00Z to 2026-05-14T13:05:00Z'],
    ['lastmonth', '2026-03-31T22:00:00Z to 2026-04-30T22:00:00Z'],
    ['2026-03', '2026-02-28T23:00:00Z to 2026-03-31T22:00:00Z'],
    ['2026-03-29', '2026-03-28T23:00:00Z to 2026-03-29T22:00:00Z'],
    ['2026-10-25', '2026-10-24T22:00:00Z to 2026-10-25T23:00:00Z'],
    ['2026-03-29,2026-03-29T12:00Z', '2026-03-28T23:00:00Z to 2026-03-29T12:00:00Z'],
    // Durations know no zone.
    ['1d', '2026-05-13T13:05:00Z to 2026-05-14T13:05:00Z'],
  ])("reads %s by the zone's calendar", (text, window) => {
    expect(read(text, { zone: berlin })).toBe(window);
  });

  it.each(['today', 'week', 'month', 'year'])(
    'gives %s its first five minutes before they are over',
    (text) => {
      // A Monday.
      const now = at('2024-01-01T00:04:59Z');
      expect(read(text, { now })).toBe('2024-01-01T00:00:00Z to 2024-01-01T00:05:00Z');
    },
  );

  it.each([
    ['2026-02-30', 'names a date or time that no calendar has'],
    ['2026-13', 'names a date or time that no calendar has'],
    ['2025-02-29,2025-03-01', 'names a date or time that no calendar has'],
    ['2026-05-01T24:30:00Z,2026-05-03', 'names a date or time that no calendar has'],
    ['2026-05-01T00:00:00+99:00,2026-05-03', 'names a date or time that no calendar has'],
    ['2014', 'reaches outside the years 2015 to 2100'],
    ['0000', 'reaches outside the years 2015 to 2100'],
    ['2101-01-01', 'reaches outside the years 2015 to 2100'],
    ['0001-01-01T00:00:00Z,2026-05-01', 'reaches outside the years 2015 to 2100'],
    ['999999w', 'reaches outside the years 2015 to 2100'],
    ['99999999999,2026', 'reaches outside the years 2015 to 2100'],
    ['1777593600000,1777680000000', 'has a unix time in milliseconds; expected seconds, such as 1777593600'],
    [
      '2026-05-01,2026-05-01',
      'does not end after it starts; expected the earlier time first, and an end that is itself not in the window',
    ],
    [
      '0h',
      'does not end after it starts; expected the earlier time first, and an end that is itself not in the window',
    ],
    ['2025-01-01,2026-02-06', 'is too long; expected at most 400 days'],
    ['401d', 'is too long; expected at most 400 days'],
    [
      '2026-05-01T00:01:00Z,2026-05-02',
      'starts at 2026-05-01T00:01:00Z, off the edges of 5 minutes; expected 2026-05-01T00:00:00Z or 2026-05-01T00:05:00Z',
    ],
    [
      '1777593600,1777680010',
      'ends at 2026-05-02T00:00:10Z, off the edges of 5 minutes; expected 2026-05-02T00:00:00Z or 2026-05-02T00:05:00Z',
    ],
    [
      '7m',
      'starts at 2026-05-14T12:58:00Z, off the edges of 5 minutes; expected 2026-05-14T12:55:00Z or 2026-05-14T13:00:00Z',
    ],
  ])('refuses %s: it %s', (text, fault) => {
    expect(read(text)).toBe(`window "${text}" ${fault}`);
  });

  it('allows edges of ten seconds where they are enough', () => {
    const text = '2026-05-01T00:00:10Z,2026-05-01T00:00:50Z';
    expect(read(text, { edgeSeconds: 10 })).toBe('2026-05-01T00:00:10Z to 2026-05-01T00:00:50Z');
    expect(read('2026-05-01T00:00:10Z,2026-05-01T00:00:55Z', { edgeSeconds: 10 })).toContain(
      'off the edges of 10 seconds; expected 2026-05-01T00:00:50Z or 2026-05-01T00:01:00Z',
    );
  });

  it("takes a day of the zone's for one day, however long it is", () => {
    expect(read('2026-10-25', { zone: berlin, longestDays: 1 })).toContain(' to ');
    expect(read('2026-10-24,2026-10-26', { zone: berlin, longestDays: 1 })).toContain('at most 1 day');
    // From noon to noon, over an hour less.
    expect(read('2026-03-28T11:00Z,2026-03-29T11:00Z', { zone: berlin, longestDays: 1 })).toContain(' to ');
  });

  it.each([
    ['', 'window "" is no window; expected one of today, yesterday, week,'],
    ['lastWeek', 'window "lastWeek" is no window (is "lastweek" meant?); expected one of today,'],
    ['2026-05-01T00:00:00Z', 'is no window; expected'],
    ['2026-05-01T00:00:00,2026-05-02', 'is no window; expected'],
    ['2026-05-01T00:00:00.5Z,2026-05-02', 'is no window; expected'],
    ['2026-5-1', 'is no window; expected'],
    ['2026-05-01,2026-05-02,2026-05-03', 'is no window; expected'],
    [',', 'is no window; expected'],
    ['-7d', 'is no window; expected'],
    ['7 d', 'is no window; expected'],
    ['٧d', 'is no window; expected'],
    ['２０２６', 'is no window; expected'],
    ['constructor', 'is no window; expected'],
    ['today\0', 'window "today\\u{0}" is no window'],
    ['2026\n', 'window "2026\\u{a}" is no window'],
    ['1'.repeat(10_000), `window "${'1'.repeat(60)}…" is no window; expected`],
    ['2026-05-01,'.repeat(900), 'is no window; expected'],
  ])('says what a window may be when given "%s"', (text, fault) => {
    const said = read(text);
    expect(said).toContain(fault);
    expect(said).toMatch(/^window ".*" is no window/);
    expect(said.length).toBeLessThan(700);
  });

  it('gives whatever is asked a window within the rules, or a fault, and throws at nothing', () => {
    const part = fc.constantFrom(
      ...'today week 7 30 d m h w , - : T Z + 2026 05 01 00 12 31 1777593600 .000 02:00 0'.split(' '),
      ' ',
    );
    const text = fc.oneof(
      fc.array(part, { maxLength: 24 }).map((parts) => parts.join('')),
      fc.string({ unit: 'binary', maxLength: 200 }),
    );
    const now = fc.integer({ min: at('2016-01-01T00:00:00Z'), max: at('2099-12-31T00:00:00Z') }).map(instant);
    fc.assert(
      fc.property(text, now, fc.constantFrom(...oddZones), (asked, time, zone) => {
        const window = parseWindow(asked, { now: time, zone, longestDays: 31 });
        if ('fault' in window) {
          expect(window.fault).toMatch(/^window "/);
          return;
        }
        expect(window.from < window.to).toBe(true);
        expect([window.from % 300, window.to % 300]).toEqual([0, 0]);
        expect(window.to - window.from).toBeLessThanOrEqual(31 * 86_400 + 7_200);
      }),
      { numRuns: 3_000 },
    );
  });

  it('reads every name at any time in any zone as a window that holds or has just passed it', () => {
    const names = ['today', 'week', 'month', 'year', 'yesterday', 'lastweek', 'lastmonth', 'lastyear'];
    const now = fc.integer({ min: at('2017-01-01T00:00:00Z'), max: at('2099-12-31T00:00:00Z') }).map(instant);
    fc.assert(
      fc.property(fc.constantFrom(...names), now, fc.constantFrom(...oddZones), (name, time, zone) => {
        const window = parseWindow(name, { now: time, zone, longestDays: 366 });
        if ('fault' in window) throw new Error(window.fault);
        expect(window.from).toBeLessThanOrEqual(time);
        expect(window.to).toBeLessThanOrEqual(time + 300);
      }),
      { numRuns: 500 },
    );
  });
});
