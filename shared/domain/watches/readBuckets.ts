import { after, bucketSeconds } from '#shared/domain/time.ts';
import type { Reading } from './reading.ts';
import type { Series } from './watchFacts.ts';

/** What a watch finds in a bucket; undefined where it cannot tell. */
export type Finding =
  | Pick<Extract<Reading, { level: 'over' }>, 'level' | 'figure' | 'size'>
  | { level: 'near' | 'under' };

/** A reading for each bucket. */
export const readBuckets = <Bucket>(
  { from, values }: Series<Bucket>,
  find: (bucket: Bucket, index: number) => Finding | undefined,
): Reading[] =>
  values.map((bucket, index) => {
    const start = after(from, index * bucketSeconds);
    const finding = bucket === undefined ? undefined : find(bucket, index);
    return { ...(finding ?? { level: 'blank' }), from: start, to: after(start, bucketSeconds) };
  });
