import { type Instant, instant } from './time.ts';
import { utc, type Zone } from './zone.ts';

/** How many zones are kept at hand; a formatter takes longer to make than a thousand times to read. */
const mostFormatters = 64;
const formatters = new Map<Zone, Intl.DateTimeFormat>();

const formatterOf = (zone: Zone): Intl.DateTimeFormat => {
  const known = formatters.get(zone);
  if (known !== undefined) return known;
  if (formatters.size >= mostFormatters) formatters.clear();
  const two = '2-digit';
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: two,
    day: two,
    hour: two,
    minute: two,
    second: two,
  });
  formatters.set(zone, made);
  return made;
};

/** `05/01/2026, 13:05:00` */
const shown = /^(\d+)\/(\d+)\/(\d+), (\d+):(\d+):(\d+)$/;

/**
 * What the clocks of a zone show: the seconds from 1970-01-01T00:00:00 to the shown date and time, as if all days had
 * 24 hours. It stands still for nobody: it jumps ahead in spring and shows an hour twice in autumn.
 */
export const clockAt = (time: Instant, zone: Zone): number => {
  if (zone === utc) return time;
  const [, month, day, year, hour, minute, second] = shown.exec(formatterOf(zone).format(time * 1000)) ?? [];
  return (
    Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second)) /
    1000
  );
};

/** Farther from UTC than any zone is. */
const farthest = 86_400;

/** The first instant after `from`, and not after `to`, at which a zone's offset is not what it is at `from`. */
const findShift = (from: Instant, to: Instant, zone: Zone): Instant => {
  const offset = clockAt(from, zone) - from;
  let [before, shifted] = [from, to];
  while (shifted - before > 1) {
    const middle = instant(Math.floor((before + shifted) / 2));
    if (clockAt(middle, zone) - middle === offset) before = middle;
    else shifted = middle;
  }
  return shifted;
};

/**
 * The first instant at which a zone's clocks show `clock` or later: the first of the two where they show it twice, the
 * end of the gap where they skip it. Of two shifts within two days only one is seen, but no zone has had such since 1970.
 */
export const firstAt = (clock: number, zone: Zone): Instant => {
  if (zone === utc) return instant(clock);
  const [from, to] = [instant(clock - farthest), instant(clock + farthest)];
  const [before, afterwards] = [clockAt(from, zone) - from, clockAt(to, zone) - to];
  if (before === afterwards) return instant(clock - before);
  const shift = findShift(from, to, zone);
  return clock - before < shift ? instant(clock - before) : instant(Math.max(shift, clock - afterwards));
};
