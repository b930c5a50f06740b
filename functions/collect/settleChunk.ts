import { after, bucketSeconds, type Instant } from '#shared/domain/time.ts';
import type { ChunkResult } from './chunkInput.ts';
import type { Chunk } from './planChunks.ts';

const settlingSeconds = 15 * 60;

/**
 * Up to where a stretch is settled: what ended a quarter of an hour ago, and this run, which read all of it, changed
 * nothing.
 */
export const settleChunk = (
  { from, to, grain }: Chunk,
  { changed, isWhole }: Pick<ChunkResult, 'changed' | 'isWhole'>,
  eventTime: Instant,
): Instant => {
  if (!isWhole) return from;
  const cell = grain === 'hour' ? 3_600 : bucketSeconds;
  for (let start = from; start < to; start = after(start, cell))
    if (changed.has(start) || start + cell + settlingSeconds > eventTime) return start;
  return to;
};
