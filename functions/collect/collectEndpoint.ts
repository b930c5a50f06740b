import type { Pool } from '#shared/domain/bucket.ts';
import { NotFoundError } from '#shared/domain/errors.ts';
import type { OwnersInForce } from '#shared/domain/owners.ts';
import type { RatesInForce } from '#shared/domain/rates.ts';
import { earliest, type Instant } from '#shared/domain/time.ts';
import type { EndpointRecord, RecordedPool } from '#shared/fleet/endpointRecord.ts';
import type { EndpointRef } from '#shared/fleet/endpointSnapshot.ts';
import { goneBy } from '#shared/fleet/goneError.ts';
import { markGone } from '#shared/fleet/markGone.ts';
import { mergeSnapshot } from '#shared/fleet/mergeSnapshot.ts';
import { poolsOf } from '#shared/fleet/poolsOf.ts';
import type { DescribeRemembered } from '#shared/fleet/rememberEndpoints.ts';
import type { EndpointRecords } from '#shared/ledger/createEndpointRecords.ts';
import { reachOf } from '#shared/metrics/resolution.ts';
import type { EndpointSeries, HeldKind } from '#shared/metrics/series.ts';
import { type CollectPoolDeps, collectPool, type PoolCounts } from './collectPool.ts';
import type { DescribedCopies } from './findSamplesPer.ts';

export type CollectDeps = CollectPoolDeps & {
  describeEndpoint: DescribeRemembered;
  records: EndpointRecords;
  /** Who owns what, as it stands now. */
  readOwners(): Promise<OwnersInForce>;
  /** What is paid and charged, as it stands now. */
  readRates(): Promise<RatesInForce>;
  /** When the ledger's first run was; `at` when this is the first. */
  readFirstRun(endpointArn: string, at: Instant): Promise<Instant>;
  /** The endpoint's series that had a sample since then. Undefined when CloudWatch would not list them. */
  listSeries(
    endpoint: string,
    since: Instant,
    now: Instant,
    held: HeldKind,
  ): Promise<EndpointSeries | undefined>;
  /** Asks for budgets to be evaluated by what is collected by a time; when that fails the next one asks again. */
  askEvaluation(eventTime: Instant): Promise<void>;
};

export type CollectInput = {
  endpoint: EndpointRef;
  eventTime: Instant;
  now: Instant;
  hasTime(): boolean;
  backfillFrom?: Instant | undefined;
};

export type CollectCounts = PoolCounts & { pools: number; series: number };

/** What is known of an endpoint, and its components as they were described last. */
type Known = { record: EndpointRecord | undefined; described: DescribedCopies | undefined };

/** What is known of the endpoint, with what SageMaker says of it now; no record for one that went before anyone saw it. */
const knowEndpoint = async (
  { endpoint, now }: CollectInput,
  components: ReadonlySet<string>,
  { describeEndpoint, records }: CollectDeps,
): Promise<Known> => {
  try {
    const { snapshot, describedAt } = await describeEndpoint(endpoint, components, now);
    const record = await records.change(endpoint, (known) => mergeSnapshot(known, snapshot, describedAt));
    return { record, described: { at: describedAt, components: snapshot.components } };
  } catch (error) {
    if (!(error instanceof NotFoundError)) throw error;
    const known = await records.read(endpoint);
    const record =
      known && (await records.change(endpoint, (stored = known) => markGone(stored, goneBy(error, now))));
    return { record, described: undefined };
  }
};

/** Two hours after a configuration was seen to be superseded its fleet is gone. */
const goneSeconds = 7_200;

/** Whether instances of a pool may still run, or its last buckets are still to be read. */
const isOpen = async (
  { pool, deployments }: RecordedPool,
  firstRunAt: Instant,
  { ledger }: CollectDeps,
): Promise<boolean> => {
  const ends = deployments.map(({ endedBy }) => endedBy);
  const endedBy = ends.includes(undefined) ? undefined : ends.toSorted((a, b) => (b ?? 0) - (a ?? 0))[0];
  if (endedBy === undefined) return true;
  const stored = await ledger.readPool(pool);
  if (stored === undefined) return endedBy >= firstRunAt;
  return stored.state.settledThrough < endedBy + goneSeconds || stored.state.backfill !== undefined;
};

/** The pools that took turns with one in its variant; types that a deployment has side by side are told apart by sums. */
const siblingsOf = ({ pool, deployments }: RecordedPool, pools: readonly RecordedPool[]): Pool[] =>
  pools
    .filter((other) => other.pool.variant === pool.variant && other.pool.instanceType !== pool.instanceType)
    .filter((other) => !other.deployments.some((deployment) => deployments.includes(deployment)))
    .map((other) => other.pool);

/** Lists the endpoint's series once, or once more for a range further back. */
const createListing = (endpoint: string, now: Instant, { listSeries }: CollectDeps) => {
  const recent = reachOf(1, now, 1);
  const kept = new Map<HeldKind, { since: Instant; series: Promise<EndpointSeries | undefined> }>();
  return (since: Instant, held: HeldKind): Promise<EndpointSeries | undefined> => {
    // CloudWatch lists what is recent, or all that it remembers.
    const known = kept.get(held);
    if (known !== undefined && since >= known.since) return known.series;
    const series = listSeries(endpoint, since, now, held);
    kept.set(held, { since: earliest(since, recent), series });
    return series;
  };
};

/**
 * Collects one endpoint: brings what is known of it up to date, enumerates its series, and brings each pool's buckets up to
 * the event's time. An endpoint that is gone is collected to its end, from what was recorded of it.
 *
 * @param input.eventTime says which slots; `now` (wall clock) says what CloudWatch still keeps.
 */
export const collectEndpoint = async (input: CollectInput, deps: CollectDeps): Promise<CollectCounts> => {
  const { endpoint, eventTime, now } = input;
  const listSince = createListing(endpoint.name, now, deps);
  const listed = await listSince(eventTime, 'accelerator');
  const components = new Set(listed?.holdings.map(({ component }) => component));
  const series = (listed?.instances.length ?? 0) + (listed?.holdings.length ?? 0);
  const sum: CollectCounts = { pools: 0, series, written: 0, unchanged: 0, unread: 0, unpriced: 0 };
  const { record, described } = await knowEndpoint(input, components, deps);
  if (record === undefined) return sum;
  const documents = { owners: await deps.readOwners(), rates: await deps.readRates() };
  const firstRunAt = await deps.readFirstRun(endpoint.arn, eventTime);
  const pools = poolsOf(record);
  for (const recorded of pools) {
    if (!(await isOpen(recorded, firstRunAt, deps))) continue;
    const { hasTime, backfillFrom } = input;
    const siblings = siblingsOf(recorded, pools);
    const counts = await collectPool(
      {
        recorded,
        record,
        described,
        ...documents,
        siblings,
        firstRunAt,
        listSince,
        eventTime,
        now,
        hasTime,
        backfillFrom,
      },
      deps,
    );
    sum.pools += 1;
    sum.written += counts.written;
    sum.unchanged += counts.unchanged;
    sum.unread += counts.unread;
    sum.unpriced += counts.unpriced;
  }
  if (sum.written > 0) await deps.askEvaluation(eventTime);
  return sum;
};
