import type { Bucket, Pool } from '#shared/domain/bucket.ts';
import { nextStart, startOf } from '#shared/domain/calendar.ts';
import { after, bucketSeconds, type Instant } from '#shared/domain/time.ts';
import type { Ledger } from '#shared/ledger/createLedger.ts';
import type { Range } from './costQuestion.ts';

/** How far around a bucket a hole may begin and end for it to be told from an end. */
export const aroundSeconds = 1_800;

/** The buckets of a stretch of whole hours, but for the range's edges, each with those around it, itself among them. */
export type Stretch = Range & { buckets: readonly { bucket: Bucket; around: readonly Bucket[] }[] };

/** At most two hours from `start` on, to the end of an hour. */
const endOf = (start: Instant, to: Instant): Instant => {
  const end = nextStart('hour', nextStart('hour', startOf('hour', start)));
  return end < to ? end : to;
};

/**
 * Reads a pool's buckets of [from, to) in order of time, each once, and no more than three hours of them at a time, however
 * long the range is.
 */
export async function* walkBuckets(
  { readBuckets }: Pick<Ledger, 'readBuckets'>,
  pool: Pool,
  { from, to }: Range,
): AsyncGenerator<Stretch> {
  let known: Bucket[] = [];
  let read = after(from, -aroundSeconds);
  for (let start = from, end = endOf(from, to); start < to; start = end, end = endOf(end, to)) {
    const upTo = after(end, aroundSeconds);
    const stored = await readBuckets(pool, read, upTo);
    read = upTo;
    known = [
      ...known.filter((each) => each.start >= start - aroundSeconds),
      ...stored.map(({ bucket }) => bucket),
    ];
    const isAround = (at: Instant) => (each: Bucket) =>
      each.start >= at - aroundSeconds && each.start < at + bucketSeconds + aroundSeconds;
    const own = known.filter((each) => each.start >= start && each.start < end);
    const buckets = own.map((bucket) => ({ bucket, around: known.filter(isAround(bucket.start)) }));
    yield { from: start, to: end, buckets };
  }
}
