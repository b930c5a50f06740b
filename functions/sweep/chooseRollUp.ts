import { nextStart, startOf } from '#shared/domain/calendar.ts';
import { after, bucketSeconds, floorTo, type Instant } from '#shared/domain/time.ts';

/** A day and two hours: every hour and day that late samples can have changed, with room for a sweep that was missed. */
export const rollUpSeconds = 26 * 3_600;

/** A sweep looks at no more than that, but for the first of an hour: what a collection left undone is soon done. */
const recentSeconds = 2 * 3_600;

/**
 * Which roll-ups of a pool are looked at: those of the last two hours as far as it is settled, once an hour of the last 26. Once a pool that has ended is
 * settled nothing more comes: for as long its last hours and day are looked at, later its month when that has ended.
 * Undefined when there is nothing to look at.
 *
 * @param pool.end of its last bucket; undefined while it may still run.
 */
export const chooseRollUp = (
  { end, settledThrough }: { end: Instant | undefined; settledThrough: Instant },
  eventTime: Instant,
  sweepSeconds: number,
): { from: Instant; to: Instant } | undefined => {
  const isFirstOfHour = eventTime % 3_600 < sweepSeconds;
  const from = after(eventTime, isFirstOfHour ? -rollUpSeconds : -recentSeconds);
  if (end === undefined || settledThrough < end)
    return from < settledThrough ? { from, to: settledThrough } : undefined;
  const to = floorTo(eventTime, bucketSeconds);
  if (from < end) return { from, to };
  const monthEnd = nextStart('month', after(end, -1));
  return monthEnd <= to && from < monthEnd ? { from: startOf('day', after(monthEnd, -1)), to } : undefined;
};
