import { after, bucketSeconds, type Instant } from '#shared/domain/time.ts';
import type { Sighting } from '#shared/fleet/sighting.ts';

/**
 * The sightings that a bucket lies between: from the last one before it to the first one after it, with those in it.
 * None where one of the two is missing, or where two sightings are more than `maxGapSeconds` apart: between them
 * anything may have come and gone.
 */
export const bracketBucket = (
  sightings: readonly Sighting[],
  bucket: Instant,
  maxGapSeconds: number,
): readonly Sighting[] => {
  const before = sightings.findLastIndex(({ at }) => at <= bucket);
  const behind = sightings.findIndex(({ at }) => at >= after(bucket, bucketSeconds));
  if (before < 0 || behind < 0) return [];
  const between = sightings.slice(before, behind + 1);
  const isClose = between.every(({ at }, index) => at - (between[index - 1]?.at ?? at) <= maxGapSeconds);
  return isClose ? between : [];
};
