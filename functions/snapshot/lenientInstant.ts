import * as z from 'zod';
import { instant } from '#shared/domain/time.ts';

/** Below it a number of seconds since 1970, from it on milliseconds: both are of this century. */
const millisecondsFrom = 100_000_000_000;

const toSeconds = (time: number | string): number => {
  const asNumber = typeof time === 'number' ? time : /^\d+(\.\d+)?$/.test(time) ? Number(time) : undefined;
  if (asNumber === undefined) return Date.parse(String(time)) / 1000;
  return asNumber < millisecondsFrom ? asNumber : asNumber / 1000;
};

/**
 * A time as AWS's events write it here and there: epoch milliseconds or seconds, as number or text, or ISO 8601; to the
 * whole second, rounded down as SageMaker's own times are.
 */
export const lenientInstant = z.union([z.number(), z.string()]).transform((time, context) => {
  const seconds = Math.floor(toSeconds(time));
  if (Number.isSafeInteger(seconds)) return instant(seconds);
  context.addIssue(`${time} is no time`);
  return z.NEVER;
});
