import type { Described, Pool } from '#shared/domain/bucket.ts';
import { type Sampled, sampledAt } from '#shared/domain/sampledAt.ts';
import { after, bucketSeconds, floorTo, type Instant } from '#shared/domain/time.ts';
import type { RecordedPool } from '#shared/fleet/endpointRecord.ts';
import type { Sighting } from '#shared/fleet/sighting.ts';
import type { Ledger } from '#shared/ledger/createLedger.ts';
import { type Comparison, findDeficit } from './findDeficit.ts';

export type ComparePoolDeps = { readBuckets: Ledger['readBuckets'] };

/** A bucket and the sightings that it lies between. */
export type SeenBucket = { start: Instant; around: readonly Sighting[] };

/** Publish intervals without a sample that tell an absence from a sample that is late. */
const silentIntervals = 2;

const describedIn = ({ pools }: Sighting, { variant, instanceType }: Pool): Described => {
  const seen = pools.find((each) => each.variant === variant && each.instanceType === instanceType);
  return { instances: seen?.instances ?? 0, units: seen?.units ?? new Map() };
};

/** The most that had a sample at any of some moments. */
const mostOf = (sampled: readonly Sampled[]): Sampled => {
  const units = new Map<string, number>();
  for (const [name, count] of sampled.flatMap((each) => [...each.units]))
    units.set(name, Math.max(count, units.get(name) ?? 0));
  return { instances: Math.max(0, ...sampled.map(({ instances }) => instances)), units };
};

/**
 * What the last publish intervals before a sighting were at, its own and the next: what has only just started has its first
 * sample then.
 */
const momentsAround = ({ at }: Sighting, frequency: number): Instant[] =>
  Array.from({ length: silentIntervals + 2 }, (_, index) => after(at, (index - silentIntervals) * frequency));

/**
 * Sets what was described of a pool at the sightings around each bucket beside what had samples about then.
 * @returns the buckets in which something lacks throughout, with what was described of it.
 */
export const comparePool = async (
  { pool, deployments }: RecordedPool,
  buckets: readonly SeenBucket[],
  { readBuckets }: ComparePoolDeps,
): Promise<{ start: Instant; described: Described }[]> => {
  const frequency = Math.max(...deployments.map(({ publishFrequency }) => publishFrequency));
  const sightings = new Set(buckets.flatMap(({ around }) => around));
  const moments = [...sightings].flatMap((sighting) => momentsAround(sighting, frequency));
  const starts = moments.map((time) => floorTo(time, bucketSeconds)).toSorted((a, b) => a - b);
  const [first] = starts;
  const last = starts.at(-1);
  if (first === undefined || last === undefined) return [];
  const stored = await readBuckets(pool, first, after(last, bucketSeconds));
  const samples = new Map(stored.map(({ bucket }) => [bucket.start, bucket.samples]));
  const compare = (sighting: Sighting): Comparison => {
    const sampled = momentsAround(sighting, frequency).map((time) => {
      const start = floorTo(time, bucketSeconds);
      return sampledAt(samples.get(start) ?? [], start, time);
    });
    return { described: describedIn(sighting, pool), sampled: mostOf(sampled) };
  };
  const comparisons = new Map([...sightings].map((sighting) => [sighting, compare(sighting)]));
  return buckets.flatMap(({ start, around }) => {
    const described = findDeficit(around.flatMap((sighting) => comparisons.get(sighting) ?? []));
    return described === undefined ? [] : { start, described };
  });
};
