import type { Instant } from '#shared/domain/time.ts';

/** A configuration of a variant and from when on its fleet can have started. */
export type FleetStart = { startedAt: Instant; publishFrequency: number; isOfPool: boolean };

/** What the sums say of an instance: the first cell that has samples, how many, and how many the next one has. */
export type FirstSeen = {
  bucketEnd: Instant;
  samples: number;
  /** 0 where there is none, or it is not known yet. */
  following: number;
  /** Seconds of a cell. */
  cell: number;
};

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
  // Of two fleets that can both have started, the next cell may tell by its frequency.
  const telling = started.filter(
    ({ publishFrequency }) => seen.following > 0 && seen.following * publishFrequency === seen.cell,
  );
  const fleet = telling.length === 1 ? telling[0] : started.at(-1);
  return fleet?.isOfPool === true ? fleet.publishFrequency : undefined;
};
