import { after, bucketSeconds, earliest, floorTo, type Instant, latest } from '#shared/domain/time.ts';

export type Range = { from: Instant; to: Instant };

/**
 * The buckets that a run reads: all that ended by the event's time, back over the look-back, or to where the pool is
 * settled when earlier runs were missed. Never before the pool's fleet can have started; and a pool whose endpoint is
 * gone ends with the bucket after the one in which that was, because a sample's slot may reach into it; where both leave
 * nothing, the range is empty.
 */
export const chooseRange = (input: {
  eventTime: Instant;
  lookBackSeconds: number;
  /** When the endpoint was created, or updated to this pool. */
  startedAt: Instant;
  /** When the endpoint was deleted, or first seen to be gone. */
  deletedBy: Instant | undefined;
  settledThrough: Instant | undefined;
}): Range => {
  const ended = floorTo(input.eventTime, bucketSeconds);
  const last = input.deletedBy && after(floorTo(input.deletedBy, bucketSeconds), 2 * bucketSeconds);
  const to = earliest(ended, last ?? ended);
  const lookBack = floorTo(after(ended, -input.lookBackSeconds), bucketSeconds);
  const from = earliest(lookBack, input.settledThrough ?? lookBack);
  return { from: earliest(latest(from, floorTo(input.startedAt, bucketSeconds)), to), to };
};
