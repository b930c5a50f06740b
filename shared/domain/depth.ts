import { nextStart } from './calendar.ts';
import { type Refusal, refuse } from './refusal.ts';
import { stepsOf } from './stepsOf.ts';
import { after, bucketSeconds, earliest } from './time.ts';
import type { Window } from './window.ts';
import type { Zone } from './zone.ts';
import { addDays, addMonths, numberAt } from './zoneCalendar.ts';

/** How deep a window is looked into: cut into a zone's months or days, the ledger's hours or buckets, or down to samples. */
export const depths = ['month', 'day', 'hour', 'bucket', 'slot'] as const;
export type Depth = (typeof depths)[number];

/** The longest window whose samples are told one by one: three buckets. */
export const longestSlotSeconds = 3 * bucketSeconds;

/** The level next below a window: months of more than two, days of more than two, hours of more than two, buckets, samples of one bucket. */
export const depthOf = ({ from, to }: Window, zone: Zone): Depth => {
  if (addMonths(from, 2, zone) < to) return 'month';
  if (addDays(from, 2, zone) < to) return 'day';
  if (after(from, 7_200) < to) return 'hour';
  return after(from, bucketSeconds) < to ? 'bucket' : 'slot';
};

const isCalendar = (depth: Depth): depth is 'month' | 'day' => depth === 'month' || depth === 'day';

/** How many parts there are, at most: a day that a zone has skipped is none. */
const countParts = ({ from, to }: Window, depth: Depth, zone: Zone): number => {
  const last = after(to, -1);
  if (isCalendar(depth)) return numberAt(depth, last, zone) - numberAt(depth, from, zone) + 1;
  const seconds = depth === 'hour' ? 3_600 : bucketSeconds;
  return Math.floor(last / seconds) - Math.floor(from / seconds) + 1;
};

/** Between the edges that lie within a window. */
const cutAt = (grain: 'hour' | 'bucket', { from, to }: Window): Window[] => {
  const parts: Window[] = [];
  for (let start = from; start < to; start = nextStart(grain, start))
    parts.push({ from: start, to: earliest(nextStart(grain, start), to) });
  return parts;
};

/**
 * The parts of a window at a depth, in order: together they are the window. Hours are the ledger's, which begin on whole hours of UTC; the
 * first and the last part may be shorter.
 * @param window on bucket edges.
 * @param most more parts than this are a fault.
 */
export const cutWindow = (window: Window, depth: Depth, zone: Zone, most: number): Window[] | Refusal => {
  if (depth === 'slot' && window.to - window.from > longestSlotSeconds)
    return refuse('slot is for windows of 15 minutes at most; expected bucket, or a shorter window');
  const count = countParts(window, depth, zone);
  if (count > most) {
    const coarser = depths
      .slice(0, depths.indexOf(depth))
      .findLast((each) => countParts(window, each, zone) <= most);
    const right = coarser === undefined ? '' : `${coarser}, or `;
    return refuse(
      `${depth} cuts the window into ${count} parts, more than ${most}; expected ${right}a shorter window`,
    );
  }
  if (isCalendar(depth)) return stepsOf(window, { kind: 'calendar', unit: depth, count: 1 }, zone, most);
  return cutAt(depth === 'hour' ? 'hour' : 'bucket', window);
};
