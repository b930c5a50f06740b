import type { Fault } from '#shared/api/fault.ts';
import { parseWindow } from '#shared/domain/parseWindow.ts';
import { after, type Instant } from '#shared/domain/time.ts';
import type { Window } from '#shared/domain/window.ts';
import { type AskedTime, longestDays } from './resolveTime.ts';

/** The period to compare a window with: as long a time just before, unless another is asked for. */
export const resolveAgainst = (
  text: string | undefined,
  { window, zone }: AskedTime,
  now: Instant,
  faults: Fault[],
): Window | undefined => {
  if (text === undefined) return { from: after(window.from, window.from - window.to), to: window.from };
  const against = parseWindow(text, { now, zone, longestDays });
  if (!('fault' in against)) return against;
  faults.push({ parameter: 'against', detail: against.fault });
  return undefined;
};
