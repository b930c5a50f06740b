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

const lengthOf = (shown: readonly string[]): number =>
  shown.every((text) => text.endsWith(':00')) ? 16 : 19;

/** Times as cells, in a zone, to seconds only where they tell something. */
export const timeCells = (times: readonly string[], zone: string): string[] => {
  const shown = times.map((time) => showClock(time, zone));
  const length = lengthOf(shown);
  return shown.map((text) => text.slice(0, length).replace('T', ' '));
};

/** Starts of steps as cells: days where all are. */
export const stepCells = (froms: readonly string[], zone: string): string[] => {
  const cells = timeCells(froms, zone);
  const isDays = cells.every((cell) => /^[^ ]* 00:00$/.test(cell));
  return isDays ? cells.map((cell) => cell.slice(0, 10)) : cells;
};
