import { nextStart, startOf } from '#shared/domain/calendar.ts';
import { after, bucketSeconds, floorTo, type Instant } from '#shared/domain/time.ts';

/** A day and two hours: every hour and day that late samples can have changed, with room for a sweep that was missed. */
export const rollUpSeconds = 26 * 3_600;

/**
 * Which roll-ups of a pool are looked at: those of the last 26 hours as far as it is settled. Once a pool that has ended is
 * settled nothing more comes: for as long its last hours and day are looked at, later its month when that has ended.
 * Undefined when there is nothing to look at.
 *
 * @param pool.end of its last bucket; undefined while it may still run.
 */
export const chooseRollUp = (
  { end, settledThrough }: { end: Instant | undefined; settledThrough: Instant },
  eventTime: Instant,
): { from: Instant; to: Instant } | undefined => {
  const from = after(eventTime, -rollUpSeconds);
  if (end === undefined || settledThrough < end)
    return from < settledThrough ? { from, to: settledThrough } : undefined;
  const to = floorTo(eventTime, bucketSeconds);
  if (from < end) return { from, to };
  const monthEnd = nextStart('month', after(end, -1));
  return monthEnd <= to && from < monthEnd ? { from: startOf('day', after(monthEnd, -1)), to } : undefined;
};
