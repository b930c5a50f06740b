import { firstYear, lastYear, outsideYears } from './parseMoment.ts';
import { type Refusal, refuse } from './refusal.ts';
import { after, bucketSeconds, earliest, floorTo, formatInstant, type Instant, latest } from './time.ts';
import type { Zone } from './zone.ts';
import { addDays, startOfNumber } from './zoneCalendar.ts';

/** The time that is asked about: [from, to). */
export type Window = { from: Instant; to: Instant };

export type WindowRules = {
  now: Instant;
  /** Whose days, weeks, months and years are meant. */
  zone: Zone;
  /** How many days of the zone, or of 24 hours, a window may have. */
  longestDays: number;
  /** What both its ends must be multiples of: by default a bucket. */
  edgeSeconds?: number;
  /** What goes up to now ends at the last multiple of: by default a bucket. */
  nowSeconds?: number;
};

const formatCount = (seconds: number): string =>
  seconds > 60 && seconds % 60 === 0 ? `${seconds / 60} minutes` : `${seconds} seconds`;

const findEdgeFault = (time: Instant, verb: string, edge: number): string[] => {
  const before = floorTo(time, edge);
  if (before === time) return [];
  const right = `${formatInstant(before)} or ${formatInstant(after(before, edge))}`;
  return [`${verb} at ${formatInstant(time)}, off the edges of ${formatCount(edge)}; expected ${right}`];
};

const notAfter = refuse(
  'does not end after it starts; expected the earlier time first, and an end that is itself not in the window',
);

/** @returns the window, or a fault that goes on from what it is called. */
export const checkWindow = (window: Window, rules: WindowRules): Window | Refusal => {
  const { from, to } = window;
  const { zone, longestDays, edgeSeconds = bucketSeconds } = rules;
  const startOf = (year: number): Instant => startOfNumber('year', year - 1970, zone);
  if (earliest(from, to) < startOf(firstYear) || latest(from, to) > startOf(lastYear + 1))
    return outsideYears;
  if (from >= to) return notAfter;
  const off = [...findEdgeFault(from, 'starts', edgeSeconds), ...findEdgeFault(to, 'ends', edgeSeconds)];
  if (off.length > 0) return refuse(off.join(', and '));
  if (to <= latest(addDays(from, longestDays, zone), after(from, longestDays * 86_400))) return window;
  return refuse(`is too long; expected at most ${longestDays} day${longestDays === 1 ? '' : 's'}`);
};
