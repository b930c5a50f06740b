/** A run of periods: `length` of them, `period` seconds each, the first from `start` (epoch seconds) on. */
export type PeriodWindow = { start: number; period: number; length: number };

/** A time range (epoch seconds) asked for at a period (seconds), at the time `now`. */
export type WindowRequest = { startTime: number; endTime: number; period: number; now: number };

const HOUR = 3600;
const DAY = 86_400;
const LONGEST_KEPT = 455 * DAY;

/** Seconds that a StartTime of this age is rounded down to. */
const roundingOf = (age: number, period: number): number => {
  if (period < 60) return period;
  if (age < 15 * DAY) return 60;
  return age <= 63 * DAY ? 300 : HOUR;
};

/** The resolution that data of this age still have; a period must be a multiple of it. */
const keptResolution = (age: number): number => {
  if (age <= 3 * HOUR) return 1;
  if (age <= 15 * DAY) return 60;
  return age <= 63 * DAY ? 300 : HOUR;
};

/** Whether a period is one that CloudWatch takes: 1, 5, 10, 20, 30 or a multiple of 60 seconds. */
export const isPeriod = (period: number): boolean =>
  [1, 5, 10, 20, 30].includes(period) || (Number.isInteger(period) && period >= 60 && period % 60 === 0);

/**
 * The periods that a request for [startTime, endTime) is answered with, by the rules of the API reference of
 * GetMetricData and MetricStat:
 * - StartTime is rounded down to the whole minute, for 15 to 63 days back to five minutes, beyond that to the
 *   hour; for periods below a minute to a multiple of the period (AWS leaves period 1 open: the whole second).
 * - Periods are counted from the rounded StartTime, so that 12:32 at 300 s gives 12:32, 12:37 …; only periods that
 *   end by EndTime are given (the reference shows this by example), and none that has not begun by `now`.
 * - A StartTime more than three hours ago needs multiples of 60 s, 15 days 300 s, 63 days 3600 s. Otherwise the
 *   whole window is empty: the reference ties this to StartTime, whatever part of the window is younger.
 * - Nothing is kept beyond 455 days.
 */
export const alignWindow = (request: WindowRequest): PeriodWindow => {
  const { startTime, endTime, period, now } = request;
  const age = now - startTime;
  const rounding = roundingOf(age, period);
  const rounded = Math.floor(startTime / rounding) * rounding;
  if (period % keptResolution(age) !== 0) return { start: rounded, period, length: 0 };
  const forgotten = Math.max(0, Math.ceil((now - LONGEST_KEPT - rounded) / period));
  const start = rounded + forgotten * period;
  const ended = Math.floor((endTime - start) / period);
  const begun = Math.ceil((now - start) / period);
  return { start, period, length: Math.max(0, Math.min(ended, begun)) };
};
