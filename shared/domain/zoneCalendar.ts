import type { Instant } from './time.ts';
import type { Zone } from './zone.ts';
import { clockAt, firstAt } from './zoneClock.ts';

/** A calendar's stretches of time in a zone, numbered one by one; 1970 began in all of number 0. Weeks begin on Mondays. */
export const calendarUnits = ['day', 'week', 'month', 'year'] as const;
export type CalendarUnit = (typeof calendarUnits)[number];

const daySeconds = 86_400;

/** 1970 began on a Thursday. */
const daysToMonday = 3;

const dateOf = (day: number): Date => new Date(day * daySeconds * 1000);

const monthOf = (day: number): number => {
  const date = dateOf(day);
  return (date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth();
};

const numberOf = (unit: CalendarUnit, day: number): number => {
  switch (unit) {
    case 'day':
      return day;
    case 'week':
      return Math.floor((day + daysToMonday) / 7);
    case 'month':
      return monthOf(day);
    case 'year':
      return dateOf(day).getUTCFullYear() - 1970;
  }
};

const firstDayOfMonth = (month: number): number => Date.UTC(1970, month) / (daySeconds * 1000);

const firstDay = (unit: CalendarUnit, number: number): number => {
  switch (unit) {
    case 'day':
      return number;
    case 'week':
      return number * 7 - daysToMonday;
    case 'month':
      return firstDayOfMonth(number);
    case 'year':
      return firstDayOfMonth(number * 12);
  }
};

/** The day whose first instant is the last not after `time`: that shown, but where clocks go back over midnight. */
const dayAt = (time: Instant, zone: Zone): number => {
  const shown = Math.floor(clockAt(time, zone) / daySeconds);
  return firstAt((shown + 1) * daySeconds, zone) <= time ? shown + 1 : shown;
};

/** The number of the day, week, month or year that `time` lies in. */
export const numberAt = (unit: CalendarUnit, time: Instant, zone: Zone): number =>
  numberOf(unit, dayAt(time, zone));

/**
 * The first instant of the day, week, month or year of a number, which ends where the next one starts. A day whose
 * midnight is skipped starts after it; one that is skipped whole, as Samoa's 2011-12-30, is empty.
 */
export const startOfNumber = (unit: CalendarUnit, number: number, zone: Zone): Instant =>
  firstAt(firstDay(unit, number) * daySeconds, zone);

const startIn = (unit: CalendarUnit, time: Instant, zone: Zone): Instant =>
  startOfNumber(unit, numberAt(unit, time, zone), zone);

/** Start of the day, week, month or year that `time` lies in. */
export const startOfDay = (time: Instant, zone: Zone): Instant => startIn('day', time, zone);
export const startOfWeek = (time: Instant, zone: Zone): Instant => startIn('week', time, zone);
export const startOfMonth = (time: Instant, zone: Zone): Instant => startIn('month', time, zone);
export const startOfYear = (time: Instant, zone: Zone): Instant => startIn('year', time, zone);

/** Moves to another day, at the same time of day; what starts its day comes to start that one. */
const moveTo = (time: Instant, zone: Zone, moved: (day: number) => number): Instant => {
  const begun = dayAt(time, zone);
  if (startOfNumber('day', begun, zone) === time) return startOfNumber('day', moved(begun), zone);
  const clock = clockAt(time, zone);
  const day = Math.floor(clock / daySeconds);
  return moved(day) === day ? time : firstAt(clock + (moved(day) - day) * daySeconds, zone);
};

/**
 * So many days later, or earlier, by the zone's calendar, at the same time of day: at the first of two such, or after
 * the gap where there is none. The start of a day comes to the start of a day.
 */
export const addDays = (time: Instant, days: number, zone: Zone): Instant =>
  moveTo(time, zone, (day) => day + days);

/** As `addDays`, by months: to the same day of the month, or its last one where it has no such. */
export const addMonths = (time: Instant, months: number, zone: Zone): Instant =>
  moveTo(time, zone, (day) => {
    const month = monthOf(day);
    const [first, end] = [firstDayOfMonth(month + months), firstDayOfMonth(month + months + 1)];
    return Math.min(first + day - firstDayOfMonth(month), end - 1);
  });
