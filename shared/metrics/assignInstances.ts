import type { Instant } from '#shared/domain/time.ts';

/** A configuration of a variant and from when on its fleet can have started. */
export type FleetStart = { startedAt: Instant; publishFrequency: number; isOfPool: boolean };

/** What the five-minute sums say of an instance: the first bucket that has samples, and how many. */
export type FirstSeen = { bucketEnd: Instant; samples: number };

/**
 * The publish frequency of an instance if it is one of the pool's; undefined if it is another pool's.
 *
 * CloudWatch names no instance type and no frequency beside an instance. But while an endpoint is updated no other instance
 * is started, so that an instance's first sample tells its fleet: the last one that had started by then.
 * @param fleets the variant's, in order of `startedAt`.
 */
export const assignInstance = (fleets: readonly FleetStart[], seen: FirstSeen): number | undefined => {
  const started = fleets.filter(({ startedAt, publishFrequency }, index) => {
    return index === 0 || seen.bucketEnd - seen.samples * publishFrequency >= startedAt;
  });
  const fleet = started.at(-1);
  return fleet?.isOfPool === true ? fleet.publishFrequency : undefined;
};
