import type { ForecastMethod } from './forecast.ts';
import { countKnown, type HourSeries, hourNumber } from './hourSeries.ts';
import { medianOf } from './medianOf.ts';

/** How many hours come before a method's season begins anew. */
export const seasonOf = (method: ForecastMethod): number => {
  switch (method) {
    case 'flat':
      return 1;
    case 'hour of day':
      return 24;
    case 'hour of week':
      return 168;
  }
};

/** Indices of whole stretches of so many hours, counted back from the end of a series, the newest first. */
export const stretchesBack = ({ values }: HourSeries, hours: number): { from: number; to: number }[] =>
  Array.from({ length: Math.floor(values.length / hours) }, (_, age) => ({
    from: values.length - (age + 1) * hours,
    to: values.length - age * hours,
  }));

/** What the hours of each place in the season were, as parts of the mean of their day or week. */
const gatherParts = (series: HourSeries, season: number): number[][] => {
  const parts: number[][] = Array.from({ length: season }, () => []);
  for (const { from, to } of stretchesBack(series, season)) {
    const whole = series.values.slice(from, to);
    const known = countKnown(whole);
    const mean = whole.reduce<number>((sum, value) => sum + (value ?? 0), 0) / known;
    if (known * 2 < season || mean === 0) continue;
    whole.forEach((value, index) => {
      if (value !== undefined) parts[hourNumber(series, from + index) % season]?.push(value / mean);
    });
  }
  return parts;
};

/**
 * By what the hours of a day or week differ from its mean: for each the median of what it and its two neighbours were, over
 * all days or weeks, as parts of their mean. So one day's spike, or an outage, is in nobody's profile.
 *
 * Law: its mean is 1.
 */
export const seasonalProfile = (series: HourSeries, method: ForecastMethod): readonly number[] => {
  const season = seasonOf(method);
  if (season === 1) return [1];
  const parts = gatherParts(series, season);
  const medians = parts.map((own, place) => {
    const before = parts[(place + season - 1) % season] ?? [];
    const next = parts[(place + 1) % season] ?? [];
    return medianOf([...before, ...own, ...next]) ?? 1;
  });
  const sum = medians.reduce((a, b) => a + b, 0);
  return sum === 0 ? medians.map(() => 1) : medians.map((value) => (value * season) / sum);
};
