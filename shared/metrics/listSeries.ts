import {
  type CloudWatchClient,
  paginateListMetrics,
  type Metric as SdkMetric,
} from '@aws-sdk/client-cloudwatch';
import { isRefusal } from '#shared/aws/isRefusal.ts';
import type { Instant } from '#shared/domain/time.ts';
import { acceleratorMetric, instanceMetric, type Metric } from './metric.ts';
import { resolutionAt } from './resolution.ts';
import { type EndpointSeries, toHoldingSeries, toInstanceSeries } from './series.ts';

const toMetric = (metric: SdkMetric): Metric => ({
  namespace: metric.Namespace ?? '',
  name: metric.MetricName ?? '',
  dimensions: Object.fromEntries(
    (metric.Dimensions ?? []).map(({ Name, Value }) => [Name ?? '', Value ?? '']),
  ),
});

const isDefined = <Value>(value: Value | undefined): value is Value => value !== undefined;

/**
 * Enumerates an endpoint's series that had a sample since a time, as far as CloudWatch remembers them (two weeks), with
 * `ListMetrics`: it pages without a bound and keeps dimensions apart, which SEARCH does not. One set of dimensions is
 * taken for each fact; the sums that CloudWatch keeps beside it are left alone.
 * @returns undefined when CloudWatch does not list them for now; `onOutage` is told why.
 * @throws when CloudWatch refuses the request as such.
 */
export const createListSeries = (client: CloudWatchClient, onOutage: (error: unknown) => void) => {
  const listAll = async (endpoint: string, isRecent: boolean): Promise<EndpointSeries> => {
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
    const [instances, accelerators] = await Promise.all([list(instanceMetric), list(acceleratorMetric)]);
    return {
      instances: instances.map(toInstanceSeries).filter(isDefined),
      holdings: accelerators.map(toHoldingSeries).filter(isDefined),
    };
  };
  return (endpoint: string, since: Instant, now: Instant): Promise<EndpointSeries | undefined> =>
    listAll(endpoint, resolutionAt(since, now) === 1).catch((error: unknown) => {
      if (isRefusal(error)) throw error;
      onOutage(error);
      return undefined;
    });
};
