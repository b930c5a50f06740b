import { bucketSeconds, floorTo, type Instant, instant } from './time.ts';

/** Some whole buckets in a row: one bucket, or an hour that has no finer data. */
export type Period = { start: Instant; seconds: number };

export const bucketAt = (start: Instant): Period => ({ start, seconds: bucketSeconds });

/**
 * How a series' counts lie in a period. Usually one slot, the publish interval, a count: a sample at t covers
 * [t, t + frequency), and where that crosses the period's edge only the part inside counts here and the rest in the
 * neighbour, so that frequencies which do not divide a period lose and double nothing. Older counts come from CloudWatch's
 * coarser tiers, several samples in each.
 */
export type Slots = {
  /** Start of the first: before the period's start when a slot crosses it. */
  first: Instant;
  /** Seconds from the start of one to the next. */
  step: number;
  /** Samples that one holds of a single thing: 1, or more in a coarser tier. */
  samples: number;
  /** Seconds between samples. */
  frequency: number;
  /** Seconds of each that lie in the period; they add up to the period's. */
  seconds: readonly number[];
};

/** The publish intervals, aligned to the epoch, that overlap a period. */
export const slotsOf = ({ start, seconds }: Period, frequency: number): Slots => {
  const first = floorTo(start, frequency);
  const end = start + seconds;
  const inside: number[] = [];
  for (let time: number = first; time < end; time += frequency) {
    inside.push(Math.min(time + frequency, end) - Math.max(time, start));
  }
  return { first, step: frequency, samples: 1, frequency, seconds: inside };
};

/**
 * How `length` counts lie in a period: the publish intervals, or as many equal parts of it.
 * @throws RangeError when a period cannot have so many counts at this frequency.
 */
export const slotsOfCounts = (period: Period, frequency: number, length: number): Slots => {
  const slots = slotsOf(period, frequency);
  if (slots.seconds.length === length) return slots;
  const step = period.seconds / length;
  if (!Number.isInteger(step) || step % frequency !== 0) {
    throw new RangeError(`${period.seconds} s have no ${length} counts of samples every ${frequency} s`);
  }
  const seconds = new Array<number>(length).fill(step);
  return { first: period.start, step, samples: step / frequency, frequency, seconds };
};

/** Start of the slot at `index`. */
export const slotStart = (slots: Slots, index: number): Instant => instant(slots.first + index * slots.step);
