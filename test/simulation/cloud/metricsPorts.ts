import type { CollectDeps } from '#functions/collect/collectEndpoint.ts';
import type { Metric } from '#local/aws/cloudwatch/metricSource.ts';
import type { EndpointSeries } from '#shared/metrics/series.ts';
import type { Step } from '#test/fakes/step.ts';
import type { Asking, WorldMetrics } from '#test/fakes/worldMetrics.ts';
import type { FaultPlan } from '../faults/faultPlan.ts';
import { hashText, type Random } from '../random.ts';
import type { Timeline } from '../timeline.ts';

const minute = 60;

export type MetricsTools = { metrics: WorldMetrics; timeline: Timeline; faults: FaultPlan; random: Random };

/**
 * When CloudWatch may give less than there is without saying so: not to two runs of an endpoint in a row, because what two
 * reads of a bucket agree on counts as settled.
 */
export type Thinning = { isAllowed(): boolean; onThinned(): void };

const nameOf = ({ name, dimensions }: Metric): string => `${name} ${Object.values(dimensions).join(' ')}`;

/** A share of `most` that stays the same for a series: some are always late, some never. */
const shareOf = (metric: Metric, most: number, salt: string): number =>
  most === 0 ? 0 : hashText(`${salt} ${nameOf(metric)}`) % (most + 1);

const dropSome = <Value>(values: readonly Value[], random: Random): Value[] =>
  values.filter(() => random.chance(0.7));

/** CloudWatch as one invocation of `collect` sees it: late, throttled, truncated, stale. */
export const createMetricsPorts = (
  tools: MetricsTools,
  step: Step,
  thinning: Thinning,
): Pick<CollectDeps, 'listSeries' | 'readCounts'> => {
  const { metrics, timeline, faults, random } = tools;
  const strikes = (kind: Parameters<FaultPlan['strikes']>[0]) => faults.strikes(kind, timeline.now());
  const strikesThin = (kind: Parameters<FaultPlan['strikes']>[0]): boolean => {
    if (!thinning.isAllowed() || !strikes(kind)) return false;
    thinning.onThinned();
    return true;
  };
  const asking = (): Asking => ({
    now: timeline.now(),
    listingLag: (metric) => shareOf(metric, faults.listingLag, 'list'),
    dataLag: (metric) => (random.chance(faults.lagChance) ? shareOf(metric, faults.dataLag, 'data') : 0),
  });
  const truncate = ({ instances, holdings }: EndpointSeries): EndpointSeries => ({
    instances: dropSome(instances, random),
    holdings: dropSome(holdings, random),
  });
  const thin = (counts: number[]): number[] =>
    counts.map((count) => (random.chance(0.2) ? random.whole(0, count) : count));
  return {
    listSeries: (endpoint, since, now, held) =>
      step('listSeries', () => {
        if (strikes('unlisted')) return undefined;
        const listed = metrics.listSeries(endpoint, since, now, asking(), held);
        return strikesThin('truncatedListing') ? truncate(listed) : listed;
      }),
    readCounts: (wanted, range) =>
      step('readCounts', () => {
        if (strikes('noData')) return wanted.map(() => undefined);
        const stale = strikes('staleRead') ? random.whole(1, 10 * minute) : 0;
        const base = asking();
        const dataLag = (metric: Metric) => Math.max(stale, base.dataLag?.(metric) ?? 0);
        const counts = metrics.readCounts(wanted, range, { ...base, dataLag });
        if (strikes('partialData')) return counts.map((each) => (random.chance(0.5) ? undefined : each));
        return strikesThin('thinRead') ? counts.map(thin) : counts;
      }),
  };
};
