import { NotFoundError } from '#shared/domain/errors.ts';
import type { Instant } from '#shared/domain/time.ts';
import type { EndpointRef } from '#shared/fleet/endpointSnapshot.ts';
import type { DescribeRemembered } from '#shared/fleet/rememberEndpoints.ts';
import type { EndpointSeries } from '#shared/metrics/series.ts';
import { type CollectPoolDeps, collectPool, type PoolCounts } from './collectPool.ts';

export type CollectDeps = CollectPoolDeps & {
  describeEndpoint: DescribeRemembered;
  /** Undefined when CloudWatch would not list the endpoint's series. */
  listSeries(endpoint: string): Promise<EndpointSeries | undefined>;
};

export type CollectCounts = PoolCounts & { pools: number; series: number };

/**
 * Collects one endpoint: describes it, enumerates its series, and brings each pool's buckets up to the event's time.
 * An endpoint that was deleted since it was planned has no pools.
 *
 * @param input.eventTime says which slots; `now` (wall clock) says what CloudWatch still keeps.
 */
export const collectEndpoint = async (
  input: { endpoint: EndpointRef; eventTime: Instant; now: Instant },
  deps: CollectDeps,
): Promise<CollectCounts> => {
  const { endpoint, eventTime, now } = input;
  const listed = await deps.listSeries(endpoint.name);
  const components = new Set(listed?.holdings.map(({ component }) => component));
  const snapshot = await deps.describeEndpoint(endpoint, components, now).catch((error: unknown) => {
    if (error instanceof NotFoundError) return undefined;
    throw error;
  });
  const series = (listed?.instances.length ?? 0) + (listed?.holdings.length ?? 0);
  const sum: CollectCounts = { pools: 0, series, written: 0, unchanged: 0, unread: 0, unpriced: 0 };
  if (snapshot === undefined) return sum;
  for (const described of snapshot.pools) {
    const counts = await collectPool({ described, snapshot, listed, eventTime, now }, deps);
    sum.pools += 1;
    sum.written += counts.written;
    sum.unchanged += counts.unchanged;
    sum.unread += counts.unread;
    sum.unpriced += counts.unpriced;
  }
  return sum;
};
