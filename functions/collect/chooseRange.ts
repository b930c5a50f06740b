import { after, bucketSeconds, earliest, floorTo, type Instant, latest } from '#shared/domain/time.ts';

/** CloudWatch forgets sub-minute samples after three hours; a quarter of an hour is left for the run itself. */
const reachSeconds = 165 * 60;

export type Range = { from: Instant; to: Instant };

/**
 * The buckets that a run reads: all that ended by the event's time, back over the look-back, or to where the pool is
 * settled when earlier runs were missed; never before the endpoint was created, nor beyond what CloudWatch still has.
 */
export const chooseRange = (input: {
  eventTime: Instant;
  now: Instant;
  lookBackSeconds: number;
  createdAt: Instant;
  settledThrough: Instant | undefined;
}): Range => {
  const to = floorTo(input.eventTime, bucketSeconds);
  const lookBack = floorTo(after(to, -input.lookBackSeconds), bucketSeconds);
  const wanted = earliest(lookBack, input.settledThrough ?? lookBack);
  const kept = floorTo(after(input.now, bucketSeconds - 1 - reachSeconds), bucketSeconds);
  return { from: latest(wanted, kept, floorTo(input.createdAt, bucketSeconds)), to };
};
