import type { Described, Pool } from '#shared/domain/bucket.ts';
import { after, bucketSeconds, floorTo, type Instant } from '#shared/domain/time.ts';
import type { EndpointRecord } from '#shared/fleet/endpointRecord.ts';
import type { EndpointSnapshot } from '#shared/fleet/endpointSnapshot.ts';
import { poolsOf } from '#shared/fleet/poolsOf.ts';
import type { Sighting, Sightings } from '#shared/fleet/sighting.ts';
import { sightingOf } from '#shared/fleet/sightingOf.ts';
import type { EndpointRecords } from '#shared/ledger/createEndpointRecords.ts';
import { bracketBucket } from './bracketBucket.ts';
import { type ComparePoolDeps, comparePool, type SeenBucket } from './comparePool.ts';

export type CheckSightingsDeps = ComparePoolDeps & {
  records: Pick<EndpointRecords, 'readSightings' | 'putSightings'>;
  /**
   * Counts in the buckets that start in [from, to) what was described throughout and has no sample as unknown.
   * @returns how many of them changed.
   */
  markDescribed(pool: Pool, from: Instant, to: Instant, described: Described): Promise<number>;
  /** Seconds from one sweep to the next. */
  sweepSeconds: number;
};

/** Until a series is listed and its samples are read, at the latest. */
const settlingSeconds = 15 * 60;

/** Where the buckets end that lie before a sighting whose samples have all come by now. */
const chooseEnd = ({ checkedThrough, sightings }: Sightings, now: Instant): Instant => {
  const last = sightings.findLast(({ at }) => at <= now - settlingSeconds)?.at;
  return last === undefined || last <= checkedThrough ? checkedThrough : floorTo(last, bucketSeconds);
};

const chooseBuckets = (kept: Sightings, end: Instant, maxGapSeconds: number): SeenBucket[] => {
  const buckets: SeenBucket[] = [];
  for (let start = kept.checkedThrough; start < end; start = after(start, bucketSeconds)) {
    const around = bracketBucket(kept.sightings, start, maxGapSeconds);
    if (around.length > 0) buckets.push({ start, around });
  }
  return buckets;
};

/** The sightings from the last one on that lies before what is still to be compared. */
const keepFrom = (sightings: readonly Sighting[], checkedThrough: Instant): readonly Sighting[] =>
  sightings.slice(
    Math.max(
      0,
      sightings.findLastIndex(({ at }) => at <= checkedThrough),
    ),
  );

/**
 * Keeps what SageMaker describes now, and compares what it described before with the samples of that time: what was
 * described at every sighting around a bucket, and at none of them had had a sample for two publish intervals, is unknown
 * in that bucket. Buckets are compared once the samples of the later sighting have all come.
 *
 * @param input.record with the description merged in.
 * @returns how many buckets changed.
 */
export const checkSightings = async (
  { record, snapshot, now }: { record: EndpointRecord; snapshot: EndpointSnapshot; now: Instant },
  deps: CheckSightingsDeps,
): Promise<number> => {
  const known = await deps.records.readSightings(record);
  const kept: Sightings = {
    checkedThrough: known?.checkedThrough ?? floorTo(after(now, bucketSeconds - 1), bucketSeconds),
    sightings: [...(known?.sightings ?? []), sightingOf(snapshot, now)],
  };
  const checkedThrough = chooseEnd(kept, now);
  const buckets = chooseBuckets(kept, checkedThrough, 2 * deps.sweepSeconds);
  let changed = 0;
  for (const recorded of buckets.length === 0 ? [] : poolsOf(record)) {
    for (const { start, described } of await comparePool(recorded, buckets, deps))
      changed += await deps.markDescribed(recorded.pool, start, after(start, bucketSeconds), described);
  }
  await deps.records.putSightings(record, {
    checkedThrough,
    sightings: keepFrom(kept.sightings, checkedThrough),
  });
  return changed;
};
