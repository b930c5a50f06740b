import { after, bucketSeconds, earliest, floorTo, type Instant, latest } from '#shared/domain/time.ts';
import type { EndpointRecord, RecordedPool } from './endpointRecord.ts';

/**
 * The end of the last bucket that a pool can have anything in: with its endpoint, or with the last of its deployments, and
 * one bucket more, because the slot of a last sample may reach into it.
 * Undefined while it may still run.
 */
export const endOfPool = (
  { deployments }: RecordedPool,
  { createdAt, deletedBy }: Pick<EndpointRecord, 'createdAt' | 'deletedBy'>,
): Instant | undefined => {
  const ends = deployments.map(({ endedBy }) => endedBy ?? deletedBy).filter((end) => end !== undefined);
  if (ends.length < deployments.length) return undefined;
  const last = latest(createdAt, ...ends);
  return floorTo(after(earliest(last, deletedBy ?? last), 2 * bucketSeconds - 1), bucketSeconds);
};
