declare const instantBrand: unique symbol;

/** A point in time: whole seconds since 1970-01-01T00:00:00Z. */
export type Instant = number & { readonly [instantBrand]: true };

/** Before every time that anything is known of. */
export const theBeginning = 0 as Instant;

/** Seconds in a bucket, the ledger's unit of time: five minutes, aligned to UTC. */
export const bucketSeconds = 300;

/** @throws RangeError when `seconds` is not a whole number. */
export const instant = (seconds: number): Instant => {
  if (!Number.isSafeInteger(seconds)) throw new RangeError(`${seconds} is not a whole number of seconds`);
  return seconds as Instant;
};

const isoForm = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.0+)?)?Z$/;

/**
 * Reads an ISO 8601 time in UTC with whole seconds, such as `2026-05-01T00:05:00Z`; undefined for anything else,
 * including a day that no calendar has.
 */
export const parseInstant = (text: string): Instant | undefined => {
  const milliseconds = isoForm.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(milliseconds)) return undefined;
  const time = instant(milliseconds / 1000);
  return formatInstant(time).slice(0, 16) === text.slice(0, 16) ? time : undefined;
};

/** `2026-05-01T00:05:00Z`: no fraction, so that such strings sort by time. */
export const formatInstant = (time: Instant): string =>
  `${new Date(time * 1000).toISOString().slice(0, 19)}Z`;

/** The last multiple of `step` seconds (from the epoch) that is not after `time`. */
export const floorTo = (time: Instant, step: number): Instant => instant(Math.floor(time / step) * step);

/** `time` moved by whole seconds. */
export const after = (time: Instant, seconds: number): Instant => instant(time + seconds);

/** The earliest and the latest of some instants. */
export const earliest = (...times: [Instant, ...Instant[]]): Instant => instant(Math.min(...times));
export const latest = (...times: [Instant, ...Instant[]]): Instant => instant(Math.max(...times));

/** Starts of the buckets of [from, to); both must lie on bucket edges. */
export const bucketsOf = (from: Instant, to: Instant): Instant[] => {
  const buckets: Instant[] = [];
  for (let start = from; start < to; start = after(start, bucketSeconds)) buckets.push(start);
  return buckets;
};
