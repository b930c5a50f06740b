import { isDeepStrictEqual } from 'node:util';
import type { Bucket, Pool } from '#shared/domain/bucket.ts';
import { ConflictError } from '#shared/domain/errors.ts';
import { type Lives, observeLives, type SampledBucket } from '#shared/domain/lives.ts';
import { lastSampleOf, presumeSilent, presumeUnread } from '#shared/domain/presumeLives.ts';
import { emptySamples, mergeSamples, type Samples } from '#shared/domain/samples.ts';
import { after, bucketSeconds, bucketsOf, type Instant, latest } from '#shared/domain/time.ts';
import type { DescribeFleet } from '#shared/fleet/describeEndpoint.ts';
import type { DescribedPool, EndpointSnapshot } from '#shared/fleet/endpointSnapshot.ts';
import type { StoredBucket } from '#shared/ledger/bucketItem.ts';
import type { Ledger } from '#shared/ledger/createLedger.ts';
import { choosePoolSeries, seriesKindOf } from '#shared/metrics/poolSeries.ts';
import type { ReadCounts } from '#shared/metrics/readCounts.ts';
import { readSamples, type SamplesRead } from '#shared/metrics/readSamples.ts';
import type { EndpointSeries } from '#shared/metrics/series.ts';
import type { RateCard } from '#shared/rates/rateCard.ts';
import { type BucketContext, buildBucket, type ComponentLabels } from './buildBucket.ts';
import { chooseRange, type Range } from './chooseRange.ts';

export type CollectPoolDeps = {
  ledger: Ledger;
  readCounts: ReadCounts;
  rateOf: RateCard;
  countInstances: DescribeFleet['countInstances'];
  lookBackSeconds: number;
};

export type CollectPoolInput = {
  described: DescribedPool;
  snapshot: EndpointSnapshot;
  /** The endpoint's series; undefined when CloudWatch would not list them. */
  listed: EndpointSeries | undefined;
  eventTime: Instant;
  now: Instant;
};

/** What a run did: buckets written and found unchanged, series that CloudWatch would not give. */
export type PoolCounts = { written: number; unchanged: number; unread: number; unpriced: number };

const settlingSeconds = 15 * 60;
const maxConflicts = 5;

/** A bucket is settled when it ended a quarter of an hour ago and this run, which read all of it, changed nothing. */
const settleThrough = (
  range: Range,
  eventTime: Instant,
  changed: ReadonlySet<Instant>,
  isWhole: boolean,
): Instant => {
  if (!isWhole) return range.from;
  const open = bucketsOf(range.from, range.to).find(
    (bucket) => changed.has(bucket) || bucket + bucketSeconds + settlingSeconds > eventTime,
  );
  return open ?? range.to;
};

/**
 * What the lives of the pool's series were, with all that must be presumed to have gone on unseen: series that could
 * not be read, and the instances of a pool that fell silent although SageMaker says that it has some.
 */
const knowLives = async (
  history: readonly SampledBucket[],
  stored: readonly StoredBucket[],
  read: SamplesRead | undefined,
  range: Range,
  pool: Pool,
  { countInstances }: CollectPoolDeps,
): Promise<Lives> => {
  const observed = observeLives(history);
  const lives = read === undefined ? observed : presumeUnread(observed, read.unread, range.to);
  const newest = after(range.to, -bucketSeconds);
  const last = lastSampleOf(lives);
  if (last !== undefined && last >= newest) return lives;
  const instances = await countInstances(pool);
  const presumedBefore = stored.find(({ bucket }) => bucket.instanceSeconds > 0)?.bucket.start;
  const from = latest(presumedBefore ?? newest, pool.endpointCreatedAt);
  return instances > 0 ? presumeSilent(lives, { instances, from }, range.to) : lives;
};

const isSame = (stored: Bucket | undefined, built: Bucket): boolean => {
  if (stored === undefined) return built.instanceSeconds === 0 && built.total.gpuSeconds === 0;
  const { samples: storedSamples, ...storedRest } = stored;
  const { samples, ...rest } = built;
  return storedSamples === samples && isDeepStrictEqual(storedRest, rest);
};

/** Puts one bucket unless it is unchanged; when another run wrote first, merges with what that run saw. */
const putMerged = async (
  start: Instant,
  read: Samples,
  known: StoredBucket | undefined,
  context: BucketContext,
  input: CollectPoolInput,
  { ledger }: CollectPoolDeps,
): Promise<{ built: Bucket; isWritten: boolean }> => {
  const { pool } = input.described;
  let stored = known;
  for (let conflicts = 0; ; conflicts += 1) {
    const built = buildBucket(start, mergeSamples(stored?.bucket.samples, read), stored?.bucket, context);
    if (isSame(stored?.bucket, built)) return { built, isWritten: false };
    try {
      await ledger.putBucket(pool, built, stored?.version ?? 0);
      return { built, isWritten: true };
    } catch (error) {
      if (!(error instanceof ConflictError) || conflicts >= maxConflicts) throw error;
      [stored] = await ledger.readBuckets(pool, start, after(start, bucketSeconds));
    }
  }
};

/**
 * Brings one pool's buckets up to the event's time: reads what is stored *before* CloudWatch, merges by slot, and puts
 * each changed bucket whole on its version. Running it twice, late or twice at once gives the same buckets.
 */
export const collectPool = async (input: CollectPoolInput, deps: CollectPoolDeps): Promise<PoolCounts> => {
  const { described, snapshot, listed, eventTime, now } = input;
  const { pool } = described;
  const progress = await deps.ledger.readProgress(pool);
  const range = chooseRange({
    eventTime,
    now,
    lookBackSeconds: deps.lookBackSeconds,
    createdAt: pool.endpointCreatedAt,
    settledThrough: progress?.settledThrough,
  });
  const counts: PoolCounts = { written: 0, unchanged: 0, unread: 0, unpriced: 0 };
  if (range.from >= range.to) return counts;

  // One bucket more than is read, so that a hole which begins at the range's edge is seen as one.
  const stored = await deps.ledger.readBuckets(pool, after(range.from, -bucketSeconds), range.to);
  const byStart = new Map(stored.map((each) => [each.bucket.start, each]));
  const current = await deps.rateOf(pool.instanceType, pool.endpointArn.split(':')[3] ?? '', now);
  const inVariant = snapshot.components.filter(({ variant }) => variant === pool.variant);
  const names = inVariant.map(({ name }) => name);
  const kind = seriesKindOf(described);
  const series = listed && choosePoolSeries(pool, kind, listed, names);
  const known = new Map(stored.map(({ bucket }) => [bucket.start, bucket.samples]));
  const { publishFrequency } = snapshot;
  const read = series && (await readSamples(series, { ...range, publishFrequency }, known, deps.readCounts));
  const buckets = bucketsOf(range.from, range.to).map((start) => ({
    start,
    read: read?.samples.get(start) ?? emptySamples(kind, publishFrequency),
  }));
  const merged = buckets.map(({ start, read: seen }) => ({
    start,
    samples: mergeSamples(known.get(start), seen),
  }));
  const before = stored.map(({ bucket }) => bucket).filter(({ start }) => start < range.from);
  const context: BucketContext = {
    lives: await knowLives([...before, ...merged], stored, read, range, pool, deps),
    current,
    describe: createLabelLookup(snapshot, stored),
  };

  const changed = new Set<Instant>();
  for (const { start, read: seen } of buckets) {
    const { built, isWritten } = await putMerged(start, seen, byStart.get(start), context, input, deps);
    if (isWritten) changed.add(start);
    if (built.total.cost === undefined) counts.unpriced += 1;
  }
  counts.written = changed.size;
  counts.unchanged = buckets.length - changed.size;
  counts.unread = (read?.unread.instances.length ?? 0) + (read?.unread.holdings.length ?? 0);
  await deps.ledger.putProgress(pool, {
    readThrough: range.to,
    settledThrough: settleThrough(range, eventTime, changed, read !== undefined && counts.unread === 0),
  });
  return counts;
};

/** A component's model and team as described now, or for one that is gone, as the pool's last buckets had them. */
const createLabelLookup = (snapshot: EndpointSnapshot, stored: readonly StoredBucket[]) => {
  const labels = new Map<string, ComponentLabels>();
  for (const { bucket } of stored) for (const row of bucket.allocated) labels.set(row.component, row);
  for (const component of snapshot.components) labels.set(component.name, component);
  return (component: string): ComponentLabels =>
    labels.get(component) ?? { model: undefined, team: undefined };
};
