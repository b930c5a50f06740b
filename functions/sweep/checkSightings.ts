import type { Terms } from '#shared/attribution/buildBucket.ts';
import type { Described, Pool } from '#shared/domain/bucket.ts';
import type { PoolState } from '#shared/domain/poolState.ts';
import { after, bucketSeconds, earliest, floorTo, type Instant, latest } from '#shared/domain/time.ts';
import { endOfPool } from '#shared/fleet/endOfPool.ts';
import type { EndpointRecord } from '#shared/fleet/endpointRecord.ts';
import type { EndpointSnapshot } from '#shared/fleet/endpointSnapshot.ts';
import { createOwnerFacts } from '#shared/fleet/ownerFacts.ts';
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
  markDescribed(
    pool: Pool,
    range: { from: Instant; to: Instant },
    described: Described,
    terms: Terms,
  ): Promise<number>;
  /** Undefined for a pool that was never collected. */
  readPool(pool: Pool): Promise<{ state: Pick<PoolState, 'settledThrough'> } | undefined>;
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

/** Up to where every pool is settled: what is still to be collected has no samples yet. */
const settledThrough = async (
  record: EndpointRecord,
  end: Instant,
  { readPool }: CheckSightingsDeps,
): Promise<Instant> => {
  let settled = end;
  for (const recorded of poolsOf(record)) {
    const poolEnd = endOfPool(recorded, record);
    const state = (await readPool(recorded.pool))?.state;
    const reached = state?.settledThrough ?? recorded.deployments[0]?.startedAt ?? record.createdAt;
    // The next sample after a sighting is looked at, too.
    if (poolEnd === undefined || reached < poolEnd)
      settled = earliest(settled, floorTo(after(reached, -2 * bucketSeconds), bucketSeconds));
  }
  return settled;
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
 * in that bucket. Buckets are compared once the samples of the later sighting have all come and are collected.
 *
 * @param input.record with the description merged in.
 * @returns how many buckets changed.
 */
export const checkSightings = async (
  input: { record: EndpointRecord; snapshot: EndpointSnapshot; now: Instant } & Omit<Terms, 'describe'>,
  deps: CheckSightingsDeps,
): Promise<number> => {
  const { record, snapshot, owners, rates, now } = input;
  const known = await deps.records.readSightings(record);
  const kept: Sightings = {
    checkedThrough: known?.checkedThrough ?? floorTo(after(now, bucketSeconds - 1), bucketSeconds),
    sightings: [...(known?.sightings ?? []), sightingOf(snapshot, now)],
  };
  const end = chooseEnd(kept, now);
  const settled = end > kept.checkedThrough ? await settledThrough(record, end, deps) : end;
  const checkedThrough = latest(kept.checkedThrough, settled);
  const buckets = chooseBuckets(kept, checkedThrough, 2 * deps.sweepSeconds);
  let changed = 0;
  for (const recorded of buckets.length === 0 ? [] : poolsOf(record)) {
    const { pool } = recorded;
    const terms = { owners, rates, describe: createOwnerFacts(record, pool.variant) };
    for (const { start, described } of await comparePool(recorded, buckets, deps)) {
      const bucket = { from: start, to: after(start, bucketSeconds) };
      changed += await deps.markDescribed(pool, bucket, described, terms);
    }
  }
  await deps.records.putSightings(record, {
    checkedThrough,
    sightings: keepFrom(kept.sightings, checkedThrough),
  });
  return changed;
};
