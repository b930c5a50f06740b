import {
  isPercentile,
  type Metric,
  type MetricFilter,
  type MetricSource,
  type ReadRequest,
} from '#local/aws/cloudwatch/metricSource.ts';

export type SampledMetric = {
  metric: Metric;
  /** Time and value of each sample. */
  samples: readonly (readonly [time: number, value: number])[];
  resolution?: number;
};

export type SampleSource = MetricSource & { reads: ReadRequest[]; listings: MetricFilter[] };

const statisticOf = (values: readonly number[], statistic: ReadRequest['statistic']): number => {
  if (values.length === 0) return Number.NaN;
  if (isPercentile(statistic)) throw new Error('no percentiles are written down here');
  const sum = values.reduce((total, value) => total + value, 0);
  const statistics = {
    SampleCount: values.length,
    Sum: sum,
    Average: sum / values.length,
    Minimum: Math.min(...values),
    Maximum: Math.max(...values),
  };
  return statistics[statistic];
};

const isSame = (a: Metric, b: Metric): boolean =>
  a.namespace === b.namespace &&
  a.name === b.name &&
  Object.keys(a.dimensions).length === Object.keys(b.dimensions).length &&
  Object.entries(a.dimensions).every(([name, value]) => b.dimensions[name] === value);

/** A source of a few samples written down in a test. Keeps what it was asked. */
export const createSampleSource = (metrics: readonly SampledMetric[]): SampleSource => {
  const reads: ReadRequest[] = [];
  const listings: MetricFilter[] = [];
  return {
    reads,
    listings,
    *list(filter, from, to) {
      listings.push(filter);
      for (const { metric, samples } of metrics) {
        if (filter.namespace !== undefined && filter.namespace !== metric.namespace) continue;
        if (filter.name !== undefined && filter.name !== metric.name) continue;
        const dimensions = filter.dimensions ?? [];
        const fits = dimensions.every(
          ({ name, value }) =>
            name in metric.dimensions && (value ?? metric.dimensions[name]) === metric.dimensions[name],
        );
        if (fits && samples.some(([time]) => time >= from && time < to))
          yield { metric, firstSampleAt: Math.min(...samples.map(([time]) => time)) };
      }
    },
    read(request) {
      reads.push(request);
      const { start, end, period, before, statistic } = request;
      if (start % period !== 0) throw new Error(`start ${start} is no multiple of ${period}`);
      const known = metrics.find(({ metric }) => isSame(metric, request.metric));
      if (known === undefined) return [];
      return Array.from({ length: (end - start) / period }, (_, i) => {
        const from = start + i * period;
        const inside = known.samples.filter(([t]) => t >= from && t < from + period && t < before);
        return statisticOf(
          inside.map(([, value]) => value),
          statistic,
        );
      });
    },
    resolution: (metric) => metrics.find((own) => isSame(own.metric, metric))?.resolution ?? 10,
  };
};
