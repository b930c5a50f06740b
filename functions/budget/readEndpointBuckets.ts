import type { CostDeps } from '#shared/costs/costQuestion.ts';
import type { Pool, Split } from '#shared/domain/bucket.ts';
import { after, bucketSeconds, bucketsOf, earliest, type Instant, latest } from '#shared/domain/time.ts';
import { endpointBucketOf } from '#shared/domain/watches/endpointBucketOf.ts';
import type { EndpointBucket, EndpointFacts, Series } from '#shared/domain/watches/watchFacts.ts';
import { deployingSpans } from '#shared/fleet/deployingSpans.ts';
import type { EndpointLife } from '#shared/fleet/openRecord.ts';
import type { PoolStanding } from './readProgress.ts';

/** What an endpoint's pools had in one bucket. */
type BucketSplits = { pool: Pool; split: Split }[];

/** What is read of an endpoint: its settled buckets of late. */
export type EndpointRead = {
  endpoint: string;
  starts: readonly Instant[];
  splits: ReadonlyMap<Instant, BucketSplits>;
  isDeployingAt(bucket: Instant): boolean;
  standings: readonly PoolStanding[];
};

/** From a bucket edge up to where anything is read. */
export type Stretch = { from: Instant; seenThrough: Instant };

/** Reads the settled buckets of an endpoint's pools. */
export const readEndpoint = async (
  endpoint: string,
  standings: readonly PoolStanding[],
  { from, seenThrough }: Stretch,
  { ledger, records }: Pick<CostDeps, 'ledger' | 'records'>,
): Promise<EndpointRead> => {
  const settled = standings.flatMap(({ settledThrough }) => settledThrough ?? []);
  const starts = bucketsOf(from, latest(from, earliest(seenThrough, ...settled)));
  const splits = new Map<Instant, BucketSplits>();
  const deploying: { from: Instant; to: Instant | undefined }[] = [];
  await Promise.all(
    standings.map(async ({ pool }) => {
      const { endpointArn: arn, endpointCreatedAt: createdAt, variant } = pool;
      const record = await records.read({ arn, createdAt });
      if (record !== undefined) deploying.push(...deployingSpans(record, variant));
      const last = starts.at(-1);
      if (last === undefined) return;
      for (const bucket of await ledger.readSplits(pool, from, after(last, bucketSeconds)))
        splits.set(bucket.start, [...(splits.get(bucket.start) ?? []), { pool, split: bucket }]);
    }),
  );
  const isDeployingAt = (bucket: Instant): boolean =>
    deploying.some((span) => span.from < bucket + bucketSeconds && bucket < (span.to ?? bucket + 1));
  return { endpoint, starts, splits, isDeployingAt, standings };
};

const endpointSeries = (
  from: Instant,
  { starts, splits, isDeployingAt }: EndpointRead,
): Series<EndpointBucket> => ({
  from,
  values: starts.map((start) =>
    endpointBucketOf(
      (splits.get(start) ?? []).map(({ split }) => split),
      isDeployingAt(start),
    ),
  ),
});

/** Up to when collection has read an endpoint: of what runs no more all is read. */
const collectedThrough = (standings: readonly PoolStanding[], seenThrough: Instant): Instant =>
  earliest(seenThrough, ...standings.flatMap(({ readThrough }) => readThrough ?? []));

export const toEndpointFacts = (read: EndpointRead, { from, seenThrough }: Stretch): EndpointFacts => {
  const created = read.standings.map(({ pool }) => pool.endpointCreatedAt);
  const [first = seenThrough, ...others] = created;
  return {
    endpoint: read.endpoint,
    buckets: endpointSeries(from, read),
    collectedThrough: collectedThrough(read.standings, seenThrough),
    knownSince: earliest(first, ...others),
  };
};

/** An endpoint that was never collected. */
export const uncollected = (life: EndpointLife, from: Instant): EndpointFacts => ({
  endpoint: life.name,
  buckets: { from, values: [] },
  collectedThrough: undefined,
  knownSince: life.createdAt,
});
