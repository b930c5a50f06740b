import { type BackCasts, backCast } from './backCast.ts';
import { type ForecastMethod, forecastMethods } from './forecast.ts';
import type { HourSeries } from './hourSeries.ts';

/** Fewer back-casts tell nothing. */
export const leastBackCasts = 4;

/** A finer method must be better by this much. */
const gain = 0.95;

/** Days of history from which on a method can know its season. */
const leastDays = { flat: 0, 'hour of day': 2, 'hour of week': 14 } as const;

/** The methods for which a history of so many hours is long enough, coarsest first. */
export const methodsFor = (hours: number): ForecastMethod[] =>
  forecastMethods.filter((method) => hours >= leastDays[method] * 24);

export type Choice = { method: ForecastMethod; backCasts: BackCasts };

const meanError = ({ errors }: BackCasts): number => errors.reduce((a, b) => a + b, 0) / errors.length;

/**
 * The method that was least wrong on this very series, the coarser of two that are about as good; the finest for which it
 * is long enough where that cannot be told yet.
 */
export const chooseMethod = (series: HourSeries, horizon: number): Choice => {
  const choices = methodsFor(series.values.length).map((method) => ({
    method,
    backCasts: backCast(series, method, horizon),
  }));
  return choices.reduce((best, next) => {
    const isTelling = Math.min(best.backCasts.errors.length, next.backCasts.errors.length) >= leastBackCasts;
    return !isTelling || meanError(next.backCasts) < gain * meanError(best.backCasts) ? next : best;
  });
};
