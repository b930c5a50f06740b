import type { ForecastMethod } from './forecast.ts';
import { countKnown, firstHours, type HourSeries } from './hourSeries.ts';
import { predictHours } from './predictHours.ts';

/** No more days back: what was longer ago is of another fleet. */
const mostBackCasts = 28;

/** How much of the history a back-cast may look ahead, so that enough of them have something to rest on. */
const shareAhead = 1 / 3;

/** How wrong a method was, per hour, each time that it was asked `hours` before what has come since. */
export type BackCasts = { hours: number; errors: readonly number[] };

/** By how much an hour was mispredicted, on average over those that are known; undefined where fewer than half are. */
const errorAt = (
  series: HourSeries,
  method: ForecastMethod,
  origin: number,
  hours: number,
): number | undefined => {
  const actual = series.values.slice(origin, origin + hours);
  const known = countKnown(actual);
  const predicted = predictHours(firstHours(series, origin), method, hours)?.hours;
  if (predicted === undefined || known * 2 < hours) return undefined;
  const sum = actual.reduce<number>(
    (total, value, index) => total + (value === undefined ? 0 : value - (predicted[index] ?? 0)),
    0,
  );
  return Math.abs(sum) / known;
};

/**
 * Asks a method, at this hour of each day before, what it is asked now: for as many hours, but for no more than a third of
 * the history.
 */
export const backCast = (series: HourSeries, method: ForecastMethod, horizon: number): BackCasts => {
  const end = series.values.length;
  const hours = Math.max(1, Math.min(horizon, Math.max(24, Math.floor(end * shareAhead))));
  const nearest = Math.ceil(hours / 24);
  const furthest = Math.min(Math.floor(end / 24) - 1, nearest + mostBackCasts - 1);
  const errors: number[] = [];
  for (let days = nearest; days <= furthest; days += 1) {
    const error = errorAt(series, method, end - days * 24, hours);
    if (error !== undefined) errors.push(error);
  }
  return { hours, errors };
};
