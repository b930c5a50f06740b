import { bucketSeconds, floorTo, type Instant, instant } from './time.ts';

/**
 * The slots of one bucket: the publish intervals, aligned to the epoch, that overlap it. A sample at t covers
 * [t, t + frequency); where that crosses the bucket's edge only the part inside counts here, and the rest in the
 * neighbour, so that frequencies which do not divide a bucket lose and double nothing.
 */
export type Slots = {
  /** Start of the first slot: before the bucket's start when a slot crosses it. */
  first: Instant;
  /** Seconds from one slot's start to the next. */
  frequency: number;
  /** Seconds of each slot that lie in the bucket; they add up to the bucket's 300. */
  seconds: readonly number[];
};

export const slotsOf = (bucket: Instant, frequency: number): Slots => {
  const first = floorTo(bucket, frequency);
  const end = bucket + bucketSeconds;
  const seconds: number[] = [];
  for (let start: number = first; start < end; start += frequency) {
    seconds.push(Math.min(start + frequency, end) - Math.max(start, bucket));
  }
  return { first, frequency, seconds };
};

/** Start of the slot at `index`. */
export const slotStart = (slots: Slots, index: number): Instant =>
  instant(slots.first + index * slots.frequency);
