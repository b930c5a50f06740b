import { after, bucketSeconds, floorTo, type Instant } from '#shared/domain/time.ts';
import type { ChunkResult } from './chunkInput.ts';
import type { Chunk } from './planChunks.ts';

/** CloudWatch lists a new metric within a quarter of an hour; what is read earlier may lack whole instances. */
const settlingSeconds = 15 * 60;

/** Up to where buckets are old enough to settle. */
export const matureBy = (eventTime: Instant): Instant =>
  floorTo(after(eventTime, -settlingSeconds), bucketSeconds);

/**
 * A silence that lasts so long is one: a new instance's samples are there long before. The instance that SageMaker says is
 * there may all the same be one that is only just starting, so for a quarter of an hour after it first said so it may yet speak.
 */
const silenceSeconds = 2 * 3_600;

/**
 * Up to where a stretch is settled: what ended a quarter of an hour ago, and this run, which read all of it, changed
 * nothing and, for some time, presumes nothing of.
 */
export const settleChunk = (
  { from, to, grain }: Chunk,
  { changed, isWhole, kept }: Pick<ChunkResult, 'changed' | 'isWhole' | 'kept'>,
  eventTime: Instant,
): Instant => {
  if (!isWhole) return from;
  const isNew = kept !== undefined && kept.saidAt + settlingSeconds > eventTime;
  const cell = grain === 'hour' ? 3_600 : bucketSeconds;
  for (let start = from; start < to; start = after(start, cell)) {
    const isKept = kept !== undefined && start >= kept.at && (isNew || start + silenceSeconds > eventTime);
    if (changed.has(start) || isKept || start + cell + settlingSeconds > eventTime) return start;
  }
  return to;
};
