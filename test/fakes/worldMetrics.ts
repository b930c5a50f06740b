import type { Metric, MetricSource } from '#local/aws/cloudwatch/metricSource.ts';
import { alignWindow } from '#local/aws/cloudwatch/periodWindow.ts';
import type { Instant } from '#shared/domain/time.ts';
import { acceleratorMetric, copyMetric, instanceMetric } from '#shared/metrics/metric.ts';
import type { AskedMetric, CountRange } from '#shared/metrics/readCounts.ts';
import type { AskedValues } from '#shared/metrics/readValues.ts';
import { resolutionAt } from '#shared/metrics/resolution.ts';
import {
  type EndpointSeries,
  type HeldKind,
  toCopySeries,
  toHoldingSeries,
  toInstanceSeries,
} from '#shared/metrics/series.ts';

/** CloudWatch's word for "recently" and how long it remembers a metric (seconds). */
const recent = 3 * 3_600;
const remembered = 14 * 86_400;

/** How CloudWatch is asked: at `now`, with what there is of samples and listings by then. */
export type Asking = {
  now: number;
  /** How long after its first sample a metric is listed (seconds). */
  listingLag?: (metric: Metric) => number;
  /** How long after its time a sample can be read (seconds). */
  dataLag?: (metric: Metric) => number;
};

/**
 * CloudWatch in memory over a fleet player: series and counts by its rules of retention, alignment and listing.
 * @param toHolding how the adapter tells a held accelerator's series from sums; another one only to show that it matters.
 */
export const createWorldMetrics = (source: MetricSource, toHolding = toHoldingSeries) => ({
  listSeries: (
    endpoint: string,
    since: Instant,
    asked: Instant,
    { now, listingLag = () => 0 }: Asking,
    held: HeldKind = 'accelerator',
  ): EndpointSeries => {
    const from = now - (resolutionAt(since, asked) === 1 ? recent : remembered);
    const list = ({ namespace, name }: { namespace: string; name: string }): Metric[] => {
      const filter = { namespace, name, dimensions: [{ name: 'EndpointName', value: endpoint }] };
      return [...source.list(filter, from, now)].flatMap(({ metric, firstSampleAt }) =>
        firstSampleAt + listingLag(metric) <= now ? metric : [],
      );
    };
    return {
      instances: list(instanceMetric).flatMap((metric) => toInstanceSeries(metric) ?? []),
      holdings:
        held === 'copy'
          ? list(copyMetric).flatMap((metric) => toCopySeries(metric) ?? [])
          : list(acceleratorMetric).flatMap((metric) => toHolding(metric) ?? []),
    };
  },

  readCounts: (
    metrics: readonly AskedMetric[],
    { from, to, period }: CountRange,
    { now, dataLag = () => 0 }: Asking,
  ): number[][] => {
    const window = alignWindow({ startTime: from, endTime: to, period, now });
    const first = (window.start - from) / period;
    const length = Math.max(0, (to - from) / period);
    return metrics.map(({ statistic: asked, ...metric }) => {
      const statistic = asked ?? 'SampleCount';
      const counts = new Array<number>(length).fill(0);
      const end = window.start + window.length * period;
      const before = now - dataLag(metric);
      const read = source.read({ metric, statistic, start: window.start, end, period, before });
      for (let index = 0; index < read.length; index += 1) {
        const value = read[index] ?? Number.NaN;
        const position = first + index;
        if (!Number.isNaN(value) && Number.isInteger(position) && position >= 0 && position < length)
          counts[position] = value;
      }
      return counts;
    });
  },

  readValues: (
    metrics: readonly AskedValues[],
    { from, to, period }: CountRange,
    { now, dataLag = () => 0 }: Asking,
  ): (number | undefined)[][] => {
    const window = alignWindow({ startTime: from, endTime: to, period, now });
    return metrics.map(({ statistic, ...metric }) => {
      const values = new Array<number | undefined>(Math.max(0, (to - from) / period)).fill(undefined);
      const end = window.start + window.length * period;
      const before = now - dataLag(metric);
      const read = source.read({ metric, statistic, start: window.start, end, period, before });
      for (const [index, value] of [...read].entries())
        if (!Number.isNaN(value)) values[index + (window.start - from) / period] = value;
      return values;
    });
  },
});

export type WorldMetrics = ReturnType<typeof createWorldMetrics>;
