import { mergeStatistic } from './mergeStatistic.ts';
import { metricKey } from './metricKey.ts';
import {
  isPercentile,
  type Metric,
  type MetricFilter,
  type MetricSource,
  type ReadRequest,
} from './metricSource.ts';

type Listed = { metric: Metric; firstSampleAt: number };

const mergeListings = (listings: readonly Listed[][]): Iterable<Listed> => {
  const merged = new Map<string, Listed>();
  for (const entry of listings.flat()) {
    const key = metricKey(entry.metric);
    const known = merged.get(key);
    if (known === undefined || entry.firstSampleAt < known.firstSampleAt) merged.set(key, entry);
  }
  return merged.values();
};

const divide = (sums: ArrayLike<number>, counts: ArrayLike<number>): Float64Array =>
  Float64Array.from(sums, (sum, i) => sum / (counts[i] ?? Number.NaN));

/**
 * Several sources as one. A metric that two of them know has the samples of both: counts and sums add up,
 * the average is that of all samples; a percentile is left open where both have some.
 */
export const combineSources = (sources: readonly MetricSource[]): MetricSource => {
  const read = (request: ReadRequest): Float64Array | number[] => {
    const parts = sources.map((source) => source.read(request)).filter((part) => part.length > 0);
    const [first, ...rest] = parts;
    if (first === undefined) return [];
    if (rest.length === 0) return first;
    const { statistic } = request;
    // Where two have samples their percentile cannot be told from those of each.
    if (isPercentile(statistic))
      return Float64Array.from(first, (_, i) => {
        const known = parts.map((part) => part[i] ?? Number.NaN).filter((value) => !Number.isNaN(value));
        return known.length === 1 ? (known[0] ?? Number.NaN) : Number.NaN;
      });
    if (statistic === 'Average')
      return divide(read({ ...request, statistic: 'Sum' }), read({ ...request, statistic: 'SampleCount' }));
    return rest.reduce<Float64Array>(
      (merged, part) => merged.map((value, i) => mergeStatistic(statistic, value, part[i] ?? Number.NaN)),
      Float64Array.from(first),
    );
  };

  return {
    list: (filter: MetricFilter, from: number, to: number) => {
      const listings = sources
        .map((source) => [...source.list(filter, from, to)])
        .filter((l) => l.length > 0);
      // Keys cost; with one source that knows anything there is nothing to merge.
      return listings.length > 1 ? mergeListings(listings) : (listings[0] ?? []);
    },
    read,
    resolution: (metric) => {
      const known = sources.map((source) => source.resolution(metric)).filter((r) => r !== undefined);
      return known.length === 0 ? undefined : Math.min(...known);
    },
  };
};
