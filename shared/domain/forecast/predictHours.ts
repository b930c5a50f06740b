import type { ForecastMethod } from './forecast.ts';
import { type HourSeries, hourNumber } from './hourSeries.ts';
import { levelOf } from './levelOf.ts';
import { medianOf } from './medianOf.ts';
import { seasonalProfile } from './seasonalProfile.ts';

/** Hours whose median says where spend stands just now. */
const recentHours = 6;

/** By how much it stands elsewhere than expected is half as much so many hours later. */
const fadeHours = 24;

export type Prediction = {
  /** What an hour costs of late. */
  level: number;
  /** What each of the next hours will cost; none is negative. */
  hours: readonly number[];
};

/**
 * Hour by hour after a series: level × profile, and what the last hours differ from that, fading; they add no more than the level
 * again. Undefined where no day of the series is known.
 */
export const predictHours = (
  series: HourSeries,
  method: ForecastMethod,
  count: number,
): Prediction | undefined => {
  const profile = seasonalProfile(series, method);
  const level = levelOf(series, profile);
  if (level === undefined) return undefined;
  const end = series.values.length;
  const usualAt = (index: number): number =>
    level * (profile[hourNumber(series, index) % profile.length] ?? 1);
  const differences = series.values.slice(-recentHours).flatMap((value, index, recent) => {
    return value === undefined ? [] : [value - usualAt(end - recent.length + index)];
  });
  const difference = Math.min(level, medianOf(differences) ?? 0);
  const hours = Array.from({ length: count }, (_, index) =>
    Math.max(0, usualAt(end + index) + difference * 0.5 ** ((index + 1) / fadeHours)),
  );
  return { level, hours };
};
