import { after, bucketSeconds, bucketsOf, floorTo, type Instant } from '#shared/domain/time.ts';
import { type Finding, readBuckets } from './readBuckets.ts';
import { nearShare, type Reading } from './reading.ts';
import type { CollectionWatch } from './watch.ts';
import type { EndpointBucket, EndpointFacts } from './watchFacts.ts';

/** Less seen than is to be. */
const findGaps = (
  { completenessBelow }: CollectionWatch,
  { completeness }: EndpointBucket,
  collectedThrough: Instant | undefined,
): Finding => {
  if (completeness < completenessBelow) {
    const figure = { kind: 'collection', collectedThrough, completeness } as const;
    return { level: 'over', figure, size: 1 - completeness };
  }
  const isNear = completeness < completenessBelow + (1 - completenessBelow) * nearShare;
  return { level: isNear ? 'near' : 'under' };
};

/** Once nothing has been read for too long nothing tells anything: each bucket until now is over. */
const readLag = (
  { lag }: CollectionWatch,
  { collectedThrough, knownSince }: EndpointFacts,
  now: Instant,
): Reading[] => {
  const late = floorTo(after(collectedThrough ?? knownSince, lag + bucketSeconds - 1), bucketSeconds);
  const figure = { kind: 'collection', collectedThrough, completeness: undefined } as const;
  return bucketsOf(late, floorTo(now, bucketSeconds)).map((from): Reading => {
    const to = after(from, bucketSeconds);
    // Worse than any gap, and the worse the longer.
    return { level: 'over', from, to, figure, size: 1 + to - late };
  });
};

/** Settled buckets with gaps, and the time for which collection lags. */
export const observeCollection = (watch: CollectionWatch, facts: EndpointFacts, now: Instant): Reading[] => [
  ...readBuckets(facts.buckets, (bucket) => findGaps(watch, bucket, facts.collectedThrough)),
  ...readLag(watch, facts, now),
];
