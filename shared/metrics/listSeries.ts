import {
  type CloudWatchClient,
  paginateListMetrics,
  type Metric as SdkMetric,
} from '@aws-sdk/client-cloudwatch';
import { isRefusal } from '#shared/aws/isRefusal.ts';
import type { Instant } from '#shared/domain/time.ts';
import { acceleratorMetric, copyMetric, instanceMetric, type Metric } from './metric.ts';
import { resolutionAt } from './resolution.ts';
import {
  type EndpointSeries,
  type HeldKind,
  toCopySeries,
  toHoldingSeries,
  toInstanceSeries,
} from './series.ts';

const toMetric = (metric: SdkMetric): Metric => ({
  namespace: metric.Namespace ?? '',
  name: metric.MetricName ?? '',
  dimensions: Object.fromEntries(
    (metric.Dimensions ?? []).map(({ Name, Value }) => [Name ?? '', Value ?? '']),
  ),
});

/** The metric that tells what components hold, and how its series are told from sums. */
const heldSeries = {
  accelerator: { metric: acceleratorMetric, toSeries: toHoldingSeries },
  copy: { metric: copyMetric, toSeries: toCopySeries },
};

const isDefined = <Value>(value: Value | undefined): value is Value => value !== undefined;

/**
 * Enumerates an endpoint's series that had a sample since a time, as far as CloudWatch remembers them (two weeks), with
 * `ListMetrics`: it pages without a bound and keeps dimensions apart, which SEARCH does not. One set of dimensions is
 * taken for each fact; the sums that CloudWatch keeps beside it are left alone.
 * @returns undefined when CloudWatch does not list them for now; `onOutage` is told why.
 * @throws when CloudWatch refuses the request as such.
 */
export const createListSeries = (client: CloudWatchClient, onOutage: (error: unknown) => void) => {
  const listAll = async (endpoint: string, held: HeldKind, isRecent: boolean): Promise<EndpointSeries> => {
    const list = async ({ namespace, name }: { namespace: string; name: string }): Promise<Metric[]> => {
      const metrics: Metric[] = [];
      const filter = {
        Namespace: namespace,
        MetricName: name,
        Dimensions: [{ Name: 'EndpointName', Value: endpoint }],
        ...(isRecent ? { RecentlyActive: 'PT3H' as const } : {}),
      };
      for await (const page of paginateListMetrics({ client }, filter)) {
        metrics.push(...(page.Metrics ?? []).map(toMetric));
      }
      return metrics;
    };
    const { metric, toSeries } = heldSeries[held];
    const [instances, holdings] = await Promise.all([list(instanceMetric), list(metric)]);
    return {
      instances: instances.map(toInstanceSeries).filter(isDefined),
      holdings: holdings.map(toSeries).filter(isDefined),
    };
  };
  return (
    endpoint: string,
    since: Instant,
    now: Instant,
    held: HeldKind = 'accelerator',
  ): Promise<EndpointSeries | undefined> =>
    listAll(endpoint, held, resolutionAt(since, now) === 1).catch((error: unknown) => {
      if (isRefusal(error)) throw error;
      onOutage(error);
      return undefined;
    });
};

export type ListSeries = ReturnType<typeof createListSeries>;
