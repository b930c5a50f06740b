import { describe, expect, it } from 'vitest';
import { parseDay, startOfDayIn } from '#shared/domain/day.ts';
import { dayOf } from '#test/builders/budget.ts';
import { at } from '#test/builders/samples.ts';
import { zoneOf } from '#test/builders/zones.ts';

describe('parseDay', () => {
  it('knows leap days', () => {
    expect(parseDay('2028-02-29')).toBe('2028-02-29');
    expect(parseDay('2100-02-28')).toBe('2100-02-28');
    for (const none of ['2027-02-29', '2100-02-29', '2026-02-30', '2026-13-01'])
      expect(parseDay(none)).toBeUndefined();
  });

  it('takes nothing else', () => {
    for (const none of [
      '',
      '2026-5-1',
      '2026-05',
      '2026-05-01T00:00:00Z',
      ' 2026-05-01',
      '2014-12-31',
      '2101-01-01',
    ])
      expect(parseDay(none)).toBeUndefined();
  });
});

describe('startOfDayIn', () => {
  it('is the zone’s midnight, or what comes in its place', () => {
    expect(startOfDayIn(dayOf('2026-05-01'), zoneOf('Europe/Berlin'))).toBe(at('2026-04-30T22:00:00Z'));
    expect(startOfDayIn(dayOf('2018-11-04'), zoneOf('America/Sao_Paulo'))).toBe(at('2018-11-04T03:00:00Z'));
  });
});
