import { type HourSeries, hourNumber } from './hourSeries.ts';
import { medianOf } from './medianOf.ts';
import { stretchesBack } from './seasonalProfile.ts';

/** A day of which fewer hours are known says nothing of its level. */
const leastKnownHours = 12;

/** A day counts half of what the day three days later counts. */
const halfLifeDays = 3;

/** What a day says of the level: its spend by what its hours are expected to have of it. */
const levelOfDay = (
  series: HourSeries,
  profile: readonly number[],
  { from, to }: { from: number; to: number },
): number | undefined => {
  let [spend, expected, known] = [0, 0, 0];
  for (let index = from; index < to; index += 1) {
    const value = series.values[index];
    if (value === undefined) continue;
    spend += value;
    expected += profile[hourNumber(series, index) % profile.length] ?? 1;
    known += 1;
  }
  return known < leastKnownHours || expected === 0 ? undefined : spend / expected;
};

type Day = { age: number; level: number };

/** The median of a day and its neighbours; the newest is half itself, half the median of it and the two before it. */
const steady = (days: readonly Day[], index: number, { level }: Day): number => {
  const near = days.slice(Math.max(0, index - 1), index === 0 ? 3 : index + 2);
  const middle = near.length < 3 ? level : (medianOf(near.map((day) => day.level)) ?? level);
  return index === 0 ? (level + middle) / 2 : middle;
};

/**
 * What an hour costs of late, apart from the season: the mean of the days' levels, newer ones counting more, a day that stands out
 * from both of its neighbours as the nearer of them. Undefined where no day is known.
 */
export const levelOf = (series: HourSeries, profile: readonly number[]): number | undefined => {
  const days = stretchesBack(series, 24).flatMap((day, age): Day[] => {
    const level = levelOfDay(series, profile, day);
    return level === undefined ? [] : [{ age, level }];
  });
  let [sum, weights] = [0, 0];
  days.forEach((day, index) => {
    const weight = 0.5 ** (day.age / halfLifeDays);
    sum += weight * steady(days, index, day);
    weights += weight;
  });
  return weights === 0 ? undefined : sum / weights;
};
