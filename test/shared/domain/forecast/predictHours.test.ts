import { describe, expect, it } from 'vitest';
import type { HourSeries } from '#shared/domain/forecast/hourSeries.ts';
import { levelOf } from '#shared/domain/forecast/levelOf.ts';
import { predictHours } from '#shared/domain/forecast/predictHours.ts';
import { seasonalProfile } from '#shared/domain/forecast/seasonalProfile.ts';
import { at } from '#test/builders/samples.ts';

const hours = (days: number, value: (day: number, hour: number) => number | undefined): HourSeries => ({
  from: at('2026-03-02T00:00:00Z'),
  values: Array.from({ length: days * 24 }, (_, index) => value(Math.floor(index / 24), index % 24)),
});

describe('predictHours', () => {
  it('goes on from where spend stands, and back to its level within days', () => {
    const risen = hours(10, (day, hour) => (day === 9 && hour >= 18 ? 14 : 10));
    // The newest day's mean is 11, half of it believed: its weight is 0.23 of all.
    const prediction = predictHours(risen, 'flat', 73);
    expect(prediction?.level).toBeCloseTo(10.1145, 4);
    expect(prediction?.hours[0]).toBeCloseTo(10.1145 + 3.8855 * 0.9715, 3);
    expect(prediction?.hours[23]).toBeCloseTo(10.1145 + 3.8855 / 2, 3);
    expect(prediction?.hours[71]).toBeCloseTo(10.1145 + 3.8855 / 8, 3);
  });

  it('never goes below nothing', () => {
    const stopped = hours(4, (day, hour) => (hour < 12 || (day === 3 && hour >= 18) ? 0 : 24));
    const predicted = predictHours(stopped, 'hour of day', 24)?.hours ?? [];
    expect(Math.min(...predicted)).toBe(0);
  });

  it('says nothing without a day of which half is known', () => {
    expect(
      predictHours(
        hours(3, (_, hour) => (hour < 11 ? 5 : undefined)),
        'flat',
        1,
      ),
    ).toBeUndefined();
    expect(
      predictHours(
        hours(3, (_, hour) => (hour < 12 ? 5 : undefined)),
        'flat',
        1,
      )?.level,
    ).toBe(5);
  });
});

describe('levelOf', () => {
  it('goes by days of which half is known', () => {
    const holed = hours(4, (day, hour) => (day === 3 ? (hour < 11 ? 100 : undefined) : 10));
    expect(levelOf(holed, [1])).toBeCloseTo(10, 9);
  });

  it('takes a day that stands out as the nearer of its neighbours', () => {
    expect(
      levelOf(
        hours(3, (day) => [10, 500, 10][day]),
        [1],
      ),
    ).toBe(10);
    // The oldest day has one neighbour, and is taken as it is: it weighs 0.26 of all.
    expect(
      levelOf(
        hours(3, (day) => [16, 10, 10][day]),
        [1],
      ),
    ).toBeCloseTo(11.5595, 4);
  });
});

describe('seasonalProfile', () => {
  it('leaves out days of which less than half is known', () => {
    const holed = hours(2, (day, hour) => (day === 1 ? (hour < 11 ? hour * hour : undefined) : 10));
    expect(seasonalProfile(holed, 'hour of day')).toEqual(Array.from({ length: 24 }, () => 1));
  });

  it('has a mean of 1', () => {
    const profile = seasonalProfile(
      hours(3, (day, hour) => day + hour),
      'hour of day',
    );
    expect(profile.reduce((a, b) => a + b, 0)).toBeCloseTo(24, 9);
    expect(
      seasonalProfile(
        hours(3, () => 0),
        'hour of day',
      ),
    ).toEqual(Array.from({ length: 24 }, () => 1));
  });
});
