import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instant } from '#shared/domain/time.ts';
import { isZone, parseZone, type Zone } from '#shared/domain/zone.ts';
import { clockAt } from '#shared/domain/zoneClock.ts';

describe('parseZone', () => {
  it.each([
    ['UTC', 'UTC'],
    ['utc', 'UTC'],
    ['GMT', 'UTC'],
    ['Europe/Berlin', 'Europe/Berlin'],
    ['europe/BERLIN', 'Europe/Berlin'],
    ['america/port-au-prince', 'America/Port-au-Prince'],
    ['America/Argentina/Buenos_Aires', 'America/Argentina/Buenos_Aires'],
    ['US/Pacific', 'America/Los_Angeles'],
    ['Etc/GMT+5', 'Etc/GMT+5'],
    ['Japan', 'Asia/Tokyo'],
    ['PRC', 'Asia/Shanghai'],
    // Intl's own answer would be a name that IANA has replaced.
    ['Asia/Kolkata', 'Asia/Kolkata'],
    ['Asia/Calcutta', 'Asia/Kolkata'],
    ['Europe/Kyiv', 'Europe/Kyiv'],
  ])('reads %s as %s', (name, zone) => {
    expect(parseZone(name)).toBe(zone);
  });

  it.each([
    '+02:00',
    '-0300',
    '+05',
    'UTC+2',
    'GMT+5',
    'Z',
    '',
    ' UTC',
    'UTC\0',
    'IST',
    'PST',
    'SystemV/EST5',
    'Europe',
    'Europe/',
    'Europe/İstanbul',
    '../etc/localtime',
    '__proto__',
    `Europe/${'x'.repeat(10_000)}`,
  ])('refuses "%s"', (name) => {
    expect(parseZone(name)).toEqual({ fault: expect.stringMatching(/^time zone ".*" is unknown; expected/) });
  });

  it.each([
    ['Berlin', 'Europe/Berlin'],
    ['Europe/Berln', 'Europe/Berlin'],
    ['new york', 'America/New_York'],
    ['Mumbai', 'Europe/Berlin'],
  ])('proposes for "%s" %s', (name, meant) => {
    expect(parseZone(name)).toEqual({
      fault: `time zone "${name}" is unknown; expected an IANA name such as ${meant}, or UTC`,
    });
  });

  it('gives every zone of the machine a name that it knows, and that is its own', () => {
    for (const name of Intl.supportedValuesOf('timeZone')) {
      const zone = parseZone(name) as Zone;
      expect([name, isZone(zone)]).toEqual([name, true]);
      expect(clockAt(instant(1_777_593_600), zone)).toBeTypeOf('number');
    }
  });

  it('throws at nothing', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary', maxLength: 80 })), (name) => {
        const zone = parseZone(name);
        expect(typeof zone === 'string' ? isZone(zone) : zone.fault !== '').toBe(true);
      }),
    );
  });
});

describe('isZone', () => {
  it('takes only the name that parseZone gives', () => {
    expect(['Europe/Berlin', 'UTC', 'Asia/Kolkata'].map(isZone)).toEqual([true, true, true]);
    expect(['europe/berlin', 'GMT', 'Asia/Calcutta', '+02:00'].map(isZone)).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });
});
