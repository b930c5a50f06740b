import { formatInstant, instant, parseInstant } from '#shared/domain/time.ts';
import { isZone, utc } from '#shared/domain/zone.ts';
import { clockAt } from '#shared/domain/zoneClock.ts';

/** What the clocks of the zone show: `2026-05-01T13:05:00`. */
const showClock = (text: string, zoneName: string): string => {
  const time = parseInstant(text);
  if (time === undefined) return text;
  const clock = clockAt(time, isZone(zoneName) ? zoneName : utc);
  return formatInstant(instant(clock)).slice(0, -1);
};

/** Starts of steps as cells, in a zone: days where all are, else with the time of day, to seconds only where they tell something. */
export const stepCells = (froms: readonly string[], zone: string): string[] => {
  const shown = froms.map((from) => showClock(from, zone));
  const length = shown.every((text) => text.endsWith('T00:00:00'))
    ? 10
    : shown.every((text) => text.endsWith(':00'))
      ? 16
      : 19;
  return shown.map((text) => text.slice(0, length).replace('T', ' '));
};
