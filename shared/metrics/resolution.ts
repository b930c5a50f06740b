import { after, floorTo, type Instant } from '#shared/domain/time.ts';

const day = 86_400;
const hour = 3_600;

/**
 * What CloudWatch still has of samples: single ones for three hours, then sums of a minute for 15 days, of five minutes
 * for 63 and of an hour for 455 (API reference, GetMetricData, "retention"). Each tier is left a little early, for the
 * time that a run takes.
 */
const tiers = [
  { resolution: 1, reach: 165 * 60 },
  { resolution: 60, reach: 15 * day - hour },
  { resolution: 300, reach: 63 * day - hour },
  { resolution: 3_600, reach: 455 * day - hour },
] as const;

/** The finest resolution (seconds; 1 for single samples) at which CloudWatch has what is of `time`, if any. */
export const resolutionAt = (time: Instant, now: Instant): number | undefined =>
  tiers.find(({ reach }) => time >= now - reach)?.resolution;

/** The first multiple of `step` from which on everything is to be had at the resolution or finer. */
export const reachOf = (resolution: number, now: Instant, step: number): Instant => {
  const reach = tiers.find((tier) => tier.resolution >= resolution)?.reach ?? 0;
  return floorTo(after(now, step - 1 - reach), step);
};

/** From when on `ListMetrics` names every series that had a sample: it remembers two weeks, a day is left. */
export const listedSince = (now: Instant): Instant => after(now, -13 * day);
