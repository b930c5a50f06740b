import { firstYear, lastYear } from './parseMoment.ts';
import { type Instant, parseInstant } from './time.ts';
import type { Zone } from './zone.ts';
import { startOfNumber } from './zoneCalendar.ts';

declare const dayBrand: unique symbol;

/** A day of the calendar, `2026-05-03`, in whatever zone it is looked at; such texts sort by time. */
export type Day = string & { readonly [dayBrand]: true };

const form = /^\d{4}-\d{2}-\d{2}$/;
const daySeconds = 86_400;

const isDay = (text: string): text is Day => {
  const year = Number(text.slice(0, 4));
  const isAsked = year >= firstYear && year <= lastYear;
  return form.test(text) && isAsked && parseInstant(`${text}T00:00:00Z`) !== undefined;
};

/** Undefined for what is no day of a calendar, or is of other years than anything is asked of. */
export const parseDay = (text: string): Day | undefined => (isDay(text) ? text : undefined);

/** The first instant of a day in a zone. */
export const startOfDayIn = (day: Day, zone: Zone): Instant =>
  startOfNumber('day', Date.parse(day) / 1000 / daySeconds, zone);
