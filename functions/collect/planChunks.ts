import { after, bucketSeconds, earliest, floorTo, type Instant, latest } from '#shared/domain/time.ts';
import { listedSince, reachOf, resolutionAt } from '#shared/metrics/resolution.ts';
import type { Range } from './chooseRange.ts';

/** A stretch of time that is read and written in one go. */
export type Chunk = Range & {
  /** Seconds of CloudWatch's finest sums for it; 1 for single samples. */
  resolution: number;
  /** `bucket`: stored as buckets; `hour`: nothing that CloudWatch has divides a bucket, so that hours are stored directly. */
  grain: 'bucket' | 'hour';
  /** Whether series are enumerated, or read as sums under the names that are known. */
  isListed: boolean;
};

const hour = 3_600;
const day = 86_400;

/**
 * What a bucket chunk repeats of the one before, as far as CloudWatch has it at its resolution, so that a hole across the
 * edge of both is seen as one.
 */
const overlapSeconds = 1_800;

const leastCommonMultiple = (a: number, b: number): number => {
  const divide = (x: number, y: number): number => (y === 0 ? x : divide(y, x % y));
  return (a * b) / divide(a, b);
};

/** Whether counts at a resolution lie in buckets: slot by slot, or in parts of a bucket that hold whole slots. */
const fitsBuckets = (frequency: number, resolution: number): boolean => {
  const period = leastCommonMultiple(frequency, resolution);
  return period === frequency || bucketSeconds % period === 0;
};

/** The first of the times at which a stretch that begins at `from` must end. */
const endOf = (from: Instant, range: Range, now: Instant): Instant => {
  const edges = [
    reachOf(1, now, bucketSeconds),
    reachOf(60, now, hour),
    reachOf(300, now, hour),
    floorTo(after(listedSince(now), hour - 1), hour),
    after(floorTo(from, day), day),
  ];
  return earliest(range.to, ...edges.filter((edge) => edge > from));
};

/**
 * Cuts a range, oldest first, into stretches that CloudWatch has at one resolution and that one run can take: a day at
 * most, and what is repeated. An hour of which some minutes are stored as buckets already, and the rest is to be had by the hour only, is left
 * as it is.
 *
 * @param frequencies the publish frequencies that series of the range may have.
 */
export const planChunks = (range: Range, now: Instant, frequencies: readonly number[]): Chunk[] => {
  const chunks: Chunk[] = [];
  let from = latest(range.from, reachOf(3_600, now, hour));
  while (from < range.to) {
    const resolution = resolutionAt(from, now) ?? 3_600;
    const fits = resolution < 3_600 && frequencies.every((frequency) => fitsBuckets(frequency, resolution));
    const to = endOf(from, range, now);
    const isListed = from >= listedSince(now);
    if (fits) {
      const reach = reachOf(resolution, now, bucketSeconds);
      const overlap = latest(range.from, after(from, -overlapSeconds), reach);
      const start = chunks.at(-1)?.grain === 'bucket' ? overlap : from;
      chunks.push({ from: start, to, resolution, grain: 'bucket', isListed });
    } else {
      const whole = { from: floorTo(after(from, hour - 1), hour), to: floorTo(to, hour) };
      if (whole.from < whole.to) chunks.push({ ...whole, resolution, grain: 'hour', isListed });
    }
    from = to;
  }
  return chunks;
};
