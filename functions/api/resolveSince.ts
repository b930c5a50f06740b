import type { Fault } from '#shared/api/fault.ts';
import { parseMoment } from '#shared/domain/parseMoment.ts';
import { quoteInput } from '#shared/domain/quoteInput.ts';
import { type Instant, theBeginning } from '#shared/domain/time.ts';
import type { Window } from '#shared/domain/window.ts';
import type { Zone } from '#shared/domain/zone.ts';
import { numberAt, startOfNumber } from '#shared/domain/zoneCalendar.ts';

/** Where totals begin, and where they begin again within the window. */
export type Since = { from: Instant; resets: readonly Instant[] };

const sinceUnit = (unit: 'month' | 'year', { from, to }: Window, zone: Zone): Since => {
  const first = numberAt(unit, from, zone);
  const resets: Instant[] = [];
  for (let number = first; startOfNumber(unit, number, zone) < to; number += 1)
    resets.push(startOfNumber(unit, number, zone));
  return { from: startOfNumber(unit, first, zone), resets };
};

/** @returns undefined for what is no beginning, with the fault added. */
export const resolveSince = (
  text: string,
  window: Window,
  zone: Zone,
  faults: Fault[],
): Since | undefined => {
  if (text === 'beginning') return { from: theBeginning, resets: [] };
  if (text === 'month' || text === 'year') return sinceUnit(text, window, zone);
  const tell = (detail: string): undefined => {
    faults.push({ parameter: 'since', detail });
    return undefined;
  };
  const moment = parseMoment(text, zone);
  if (moment === undefined || 'fault' in moment)
    return tell(
      `since ${quoteInput(text)} is no beginning; expected beginning, month, year, or a day or time`,
    );
  if (moment.from % 300 !== 0) return tell(`since ${quoteInput(text)} is on no edge of five minutes`);
  if (moment.from > window.from)
    return tell(`since ${quoteInput(text)} is after the window starts; expected an earlier time`);
  return { from: moment.from, resets: [] };
};
