import { findLookAlike } from './lookAlike.ts';
import { parseMoment } from './parseMoment.ts';
import { quoteInput } from './quoteInput.ts';
import { type Refusal, refuse } from './refusal.ts';
import { after, bucketSeconds, floorTo, latest } from './time.ts';
import { checkWindow, type Window, type WindowRules } from './window.ts';
import type { Zone } from './zone.ts';
import { type CalendarUnit, numberAt, startOfNumber } from './zoneCalendar.ts';

const names = new Map<string, { unit: CalendarUnit; back: 0 | 1 }>([
  ['today', { unit: 'day', back: 0 }],
  ['yesterday', { unit: 'day', back: 1 }],
  ['week', { unit: 'week', back: 0 }],
  ['lastweek', { unit: 'week', back: 1 }],
  ['month', { unit: 'month', back: 0 }],
  ['lastmonth', { unit: 'month', back: 1 }],
  ['year', { unit: 'year', back: 0 }],
  ['lastyear', { unit: 'year', back: 1 }],
]);

const parseName = (
  text: string,
  { now, zone, nowSeconds = bucketSeconds }: WindowRules,
): Window | undefined => {
  const name = names.get(text);
  if (name === undefined) return undefined;
  const number = numberAt(name.unit, now, zone) - name.back;
  const from = startOfNumber(name.unit, number, zone);
  if (name.back === 1) return { from, to: startOfNumber(name.unit, number + 1, zone) };
  return { from, to: latest(floorTo(now, nowSeconds), after(from, nowSeconds)) };
};

const durationForm = /^(\d{1,6})([mhdw])$/;
const secondsOf = new Map([
  ['m', 60],
  ['h', 3_600],
  ['d', 86_400],
  ['w', 604_800],
]);

const parseDuration = (
  text: string,
  { now, nowSeconds = bucketSeconds }: WindowRules,
): Window | undefined => {
  const [, count, unit = ''] = durationForm.exec(text) ?? [];
  if (count === undefined) return undefined;
  const to = floorTo(now, nowSeconds);
  return { from: after(to, -Number(count) * (secondsOf.get(unit) ?? 0)), to };
};

const parsePair = (text: string, zone: Zone): Window | Refusal | undefined => {
  const [first, second, ...more] = text.split(',', 3);
  if (first === undefined || second === undefined || more.length > 0) return undefined;
  const [from, to] = [parseMoment(first, zone), parseMoment(second, zone)];
  if (from === undefined || to === undefined) return undefined;
  if ('fault' in from) return from;
  return 'fault' in to ? to : { from: from.from, to: to.from };
};

const parseWhole = (text: string, zone: Zone): Window | Refusal | undefined => {
  const moment = parseMoment(text, zone);
  if (moment === undefined || 'fault' in moment) return moment;
  return moment.to === undefined ? undefined : { from: moment.from, to: moment.to };
};

/** No longer text is compared with the names. */
const longestName = 20;

const explainForms = (text: string): Refusal => {
  const near = text.length > longestName ? undefined : findLookAlike(text, [...names.keys()]);
  const meant = near === undefined ? '' : ` (is "${near}" meant?)`;
  return refuse(
    `is no window${meant}; expected one of ${[...names.keys()].join(', ')}; a duration up to now (30m, 12h, 7d, ` +
      '2w); a day (2026-05-03), month (2026-05) or year (2026); or a start and an end with a comma between, as times ' +
      '(2026-05-01T00:00:00Z,2026-05-01T12:00:00+02:00), days or months (2026-04,2026-05-03) or unix seconds ' +
      '(1777593600,1777680000)',
  );
};

/**
 * Reads a window:
 * - a name: `today`, `week` (from Monday), `month`, `year` up to the last whole five minutes, or its first five where
 *   none are over yet; `yesterday`, `lastweek`, `lastmonth`, `lastyear` whole;
 * - a duration up to the last whole five minutes: `30m`, `12h`, `7d` (a day of 24 hours), `2w`;
 * - all of a day `2026-05-03`, month `2026-05` or year `2026` of the zone, even where it is yet to come;
 * - a start and an end, each a time, unix seconds, or a day, month or year, which stands for its start also as the end:
 *   `2026-05-01,2026-05-03` are two days.
 *
 * @returns a fault for what is none of these, is empty or too long, starts or ends off the edges, or is of other years
 *   than 2015 to 2100.
 */
export const parseWindow = (text: string, rules: WindowRules): Window | Refusal => {
  const read =
    parseName(text, rules) ??
    parseDuration(text, rules) ??
    parseWhole(text, rules.zone) ??
    parsePair(text, rules.zone) ??
    explainForms(text);
  const window = 'fault' in read ? read : checkWindow(read, rules);
  return 'fault' in window ? refuse(`window ${quoteInput(text)} ${window.fault}`) : window;
};
