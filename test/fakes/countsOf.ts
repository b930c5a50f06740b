import type { Instant } from '#shared/domain/time.ts';
import type { Metric } from '#shared/metrics/metric.ts';
import type { CountRange, ReadCounts } from '#shared/metrics/readCounts.ts';

/** A metric with the times of its samples, each of the same value. */
export type SampledMetric = { metric: Metric; times: readonly Instant[]; value?: number };

export type CountCall = CountRange & { metrics: readonly Metric[] };
export type FakeReadCounts = ReadCounts & {
  /** What it was asked for, in order. */
  readonly calls: CountCall[];
};

const nameOf = ({ namespace, name, dimensions }: Metric): string =>
  JSON.stringify([namespace, name, Object.entries(dimensions).toSorted(([a], [b]) => (a < b ? -1 : 1))]);

/**
 * Counts, or sums, what CloudWatch would of some samples, in periods of any length; a metric that it was not given has
 * none.
 * @param isUnread the metrics that CloudWatch would not give, for a range.
 * @throws when a range does not lie on multiples of its period: CloudWatch would answer with other periods.
 */
export const countsOf = (
  sampled: readonly SampledMetric[],
  isUnread: (metric: Metric, range: CountRange) => boolean = () => false,
): FakeReadCounts => {
  const byName = Map.groupBy(sampled, ({ metric }) => nameOf(metric));
  const calls: CountCall[] = [];
  const count = (metric: Metric, { from, to, period, statistic }: CountRange): number[] => {
    const counts = new Array<number>((to - from) / period).fill(0);
    for (const { times, value = 1 } of byName.get(nameOf(metric)) ?? []) {
      for (const time of times) {
        const index = Math.floor((time - from) / period);
        if (time >= from && time < to)
          counts[index] = (counts[index] ?? 0) + (statistic === 'Sum' ? value : 1);
      }
    }
    return counts;
  };
  const readCounts = async (metrics: readonly Metric[], range: CountRange) => {
    if (range.from % range.period !== 0 || range.to % range.period !== 0)
      throw new Error(`${range.from} to ${range.to} does not lie on periods of ${range.period} s`);
    calls.push({ metrics, ...range });
    return metrics.map((metric) => (isUnread(metric, range) ? undefined : count(metric, range)));
  };
  return Object.assign(readCounts, { calls });
};
