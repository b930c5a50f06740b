import { methodsFor } from '#shared/domain/forecast/chooseMethod.ts';
import type { Confidence } from '#shared/domain/forecast/forecast.ts';
import { countKnown } from '#shared/domain/forecast/hourSeries.ts';
import { medianOf } from '#shared/domain/forecast/medianOf.ts';
import { seasonOf } from '#shared/domain/forecast/seasonalProfile.ts';

/** What an hour costs as a rule, in ledger units, and how far such hours lie from it: median and median deviation. */
export type Usual = { median: number; deviation: number; confidence: Confidence };

const mostHours = 35 * 24;
const leastKnown = 24;

/** Indices, before `at`, of the hours that are like it: the day before; or the same hour of earlier days or weeks and its neighbours. */
const alikeBefore = (at: number, season: number, first: number): number[] => {
  if (season === 1) return Array.from({ length: 24 }, (_, index) => at - 1 - index);
  const seasons = Math.floor((at - first) / season);
  return Array.from({ length: seasons }, (_, index) => at - (index + 1) * season).flatMap((same) => [
    same - 1,
    same,
    same + 1,
  ]);
};

const judge = (hours: number): Confidence => {
  if (hours < 7 * 24) return 'low';
  return hours < 14 * 24 ? 'medium' : 'high';
};

/**
 * What the hour at an index should cost by the hours before it alone, in the season of the forecast's methods: of the last
 * day while there are less than two, by hour of the day, and from two weeks on by hour of the week. Undefined while less than a day is known.
 */
export const usualSpend = (hours: readonly (number | undefined)[], at: number): Usual | undefined => {
  const earliest = Math.max(0, at - mostHours);
  const first = hours.slice(earliest, at).findIndex((value) => value !== undefined) + earliest;
  const before = hours.slice(first, at);
  if (countKnown(before) < leastKnown) return undefined;
  const method = methodsFor(before.length).at(-1) ?? 'flat';
  const alike = alikeBefore(at, seasonOf(method), first).flatMap((index) => hours[index] ?? []);
  const median = medianOf(alike);
  if (median === undefined) return undefined;
  const deviation = medianOf(alike.map((value) => Math.abs(value - median))) ?? 0;
  return { median, deviation, confidence: judge(before.length) };
};
