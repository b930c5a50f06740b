import type { Level } from './rollup.ts';
import { bucketSeconds, floorTo, type Instant, instant } from './time.ts';

/** The ledger's stretches of time, each made of the one before it, all UTC. */
export const grains = ['bucket', 'hour', 'day', 'month'] as const;
export type Grain = (typeof grains)[number];

/** How long those are that are always as long. */
export const secondsOf = { bucket: bucketSeconds, hour: 3_600, day: 86_400 } as const;

/** The month that `time` lies in, moved by whole months. */
const monthStart = (time: Instant, months: number): Instant => {
  const date = new Date(time * 1000);
  return instant(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months) / 1000);
};

/** Start of the bucket, hour, day or month that `time` lies in. */
export const startOf = (grain: Grain, time: Instant): Instant =>
  grain === 'month' ? monthStart(time, 0) : floorTo(time, secondsOf[grain]);

/** Start of the next one after that which `time` lies in: its end. */
export const nextStart = (grain: Grain, time: Instant): Instant =>
  grain === 'month' ? monthStart(time, 1) : instant(startOf(grain, time) + secondsOf[grain]);

/** The first start that is not before `time`. */
export const firstStart = (grain: Grain, time: Instant): Instant =>
  startOf(grain, time) === time ? time : nextStart(grain, time);

/** Starts of those that lie whole in [from, to), in order of time. */
export const startsOf = (grain: Grain, from: Instant, to: Instant): Instant[] => {
  const starts: Instant[] = [];
  let start = firstStart(grain, from);
  for (let end = nextStart(grain, start); end <= to; end = nextStart(grain, start)) {
    starts.push(start);
    start = end;
  }
  return starts;
};

/** What a roll-up is made of: an hour of buckets, a day of hours, a month of days. */
export const childOf = (level: Level): Exclude<Grain, 'month'> => {
  switch (level) {
    case 'hour':
      return 'bucket';
    case 'day':
      return 'hour';
    case 'month':
      return 'day';
  }
};
