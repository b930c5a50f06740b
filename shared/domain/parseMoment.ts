import { type Refusal, refuse } from './refusal.ts';
import { after, type Instant, instant, parseInstant } from './time.ts';
import type { Zone } from './zone.ts';
import { type CalendarUnit, startOfNumber } from './zoneCalendar.ts';

/** A point in time, or a day, month or year and where it ends. */
export type Moment = { from: Instant; to: Instant | undefined };

/** Years that anything is asked of. */
export const firstYear = 2015;
export const lastYear = 2100;

export const outsideYears = refuse(`reaches outside the years ${firstYear} to ${lastYear}`);

const inMilliseconds = refuse('has a unix time in milliseconds; expected seconds, such as 1777593600');

const noDate = refuse('names a date or time that no calendar has');

const dateForm = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;
// A plus that was not encoded arrives as a space.
const timeForm = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.0{1,9})?)?)(?:Z|([+ -])(\d{2}):(\d{2}))$/;
const unixForm = /^\d{5,11}$/;
const milliForm = /^\d{12,15}$/;

const daySeconds = 86_400;

/** No zone has ever been farther from UTC. */
const farthestHours = 15;

const parseTime = ([, local = '', sign, hours, minutes]: RegExpExecArray): Instant | Refusal => {
  const time = parseInstant(`${local}Z`);
  if (time === undefined || Number(hours ?? 0) > farthestHours || Number(minutes ?? 0) > 59) return noDate;
  const offset = Number(hours ?? 0) * 3_600 + Number(minutes ?? 0) * 60;
  return after(time, sign === '-' ? offset : -offset);
};

/** All of a day, month or year in a zone. */
const parseDate = ([text, year, month, day]: RegExpExecArray, zone: Zone): Moment | Refusal => {
  const first = parseInstant(`${year}-${month ?? '01'}-${day ?? '01'}T00:00:00Z`);
  if (first === undefined) return noDate;
  if (Number(year) < firstYear || Number(year) > lastYear) return outsideYears;
  const years = Number(year) - 1970;
  const all = (unit: CalendarUnit, number: number): Moment => ({
    from: startOfNumber(unit, number, zone),
    to: startOfNumber(unit, number + 1, zone),
  });
  if (month === undefined) return all('year', years);
  return text.length === 7 ? all('month', years * 12 + Number(month) - 1) : all('day', first / daySeconds);
};

/**
 * Reads an ISO 8601 time with its offset from UTC (`2026-05-01T00:00:00+02:00`), unix seconds (`1777593600`), or a day,
 * month or year of a zone (`2026-05-01`, `2026-05`, `2026`). Undefined for what has none of these forms.
 *
 * @returns a fault that goes on from what the text is called.
 */
export const parseMoment = (text: string, zone: Zone): Moment | Refusal | undefined => {
  const date = dateForm.exec(text);
  if (date !== null) return parseDate(date, zone);
  if (unixForm.test(text)) return { from: instant(Number(text)), to: undefined };
  if (milliForm.test(text)) return inMilliseconds;
  const time = timeForm.exec(text);
  if (time === null) return undefined;
  const from = parseTime(time);
  return typeof from === 'number' ? { from, to: undefined } : from;
};
