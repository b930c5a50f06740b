import type { Metric, MetricFilter, MetricSource, ReadRequest } from '#local/aws/cloudwatch/metricSource.ts';
import {
  askedFor,
  hasExactly,
  hasFilterDimensions,
  matchesDimensions,
  matchingNames,
} from './metricMatch.ts';
import { batchesOf, findActive, findFirstSample, sampleOf } from './requestSeries.ts';
import { type RequestSet, requestSets } from './requestSets.ts';
import type { RequestStream } from './requestStream.ts';
import { createSampleStatistics } from './sampleStatistics.ts';

type Listed = { metric: Metric; firstSampleAt: number };

const namespace = 'AWS/SageMaker';

const setOf = (metric: Metric): RequestSet | undefined =>
  metric.namespace === namespace
    ? requestSets.find((set) => set.metrics.includes(metric.name) && hasExactly(metric.dimensions, set.names))
    : undefined;

const keyOf = (set: RequestSet, name: string, dimensions: Readonly<Record<string, string>>): string =>
  [name, ...set.names.map((dimension) => `${dimension}=${dimensions[dimension]}`)].join('\n');

/** The invocation metrics of a fleet's components, from their streams of requests; computed at each read. */
export const createInvocationSource = (streams: readonly RequestStream[]): MetricSource => {
  const firstSamples = new Map<string, number>();

  const streamsFor = (
    endpoint: string | undefined,
    component: string | undefined,
  ): readonly RequestStream[] =>
    streams.filter(
      ({ owner }) =>
        (endpoint === undefined || owner.endpoint === endpoint) &&
        (component === undefined || owner.component === component),
    );
  const ownStreams = ({ dimensions }: Metric) =>
    streamsFor(dimensions.EndpointName, dimensions.InferenceComponentName);
  const firstSampleOf = (set: RequestSet, metric: Metric): number => {
    // What a copy served, it has published under every name: one search does for all of them.
    const key = keyOf(set, set.byCopy ? '' : metric.name, metric.dimensions);
    const first =
      firstSamples.get(key) ?? findFirstSample(ownStreams(metric), set, metric.name, metric.dimensions);
    firstSamples.set(key, first);
    return first;
  };
  function* listSet(
    set: RequestSet,
    names: readonly string[],
    filter: MetricFilter,
    from: number,
    to: number,
  ) {
    const seen = new Set<string>();
    const own = streamsFor(askedFor(filter, 'EndpointName'), askedFor(filter, 'InferenceComponentName'));
    for (const stream of own)
      for (const { name, dimensions } of findActive(stream, set, names, from, to)) {
        const key = keyOf(set, name, dimensions);
        if (seen.has(key)) continue;
        seen.add(key);
        const projected = Object.fromEntries(set.names.map((each) => [each, dimensions[each] ?? '']));
        const metric = { namespace, name, dimensions: projected };
        if (matchesDimensions(filter, projected)) yield { metric, firstSampleAt: firstSampleOf(set, metric) };
      }
  }
  function* list(filter: MetricFilter, from: number, to: number): Generator<Listed> {
    for (const set of requestSets) {
      const names = matchingNames(filter, namespace, set.metrics);
      if (names.length > 0 && hasFilterDimensions(filter, set.names))
        yield* listSet(set, names, filter, from, to);
    }
  }
  const read = (request: ReadRequest): Float64Array | number[] => {
    const { metric, start, end, before } = request;
    const set = setOf(metric);
    if (set === undefined || firstSampleOf(set, metric) === Number.POSITIVE_INFINITY) return [];
    const statistics = createSampleStatistics(request);
    for (const batch of batchesOf(ownStreams(metric), set, metric.dimensions, start, Math.min(end, before))) {
      const value = sampleOf(metric.name, batch);
      if (value !== undefined) statistics.add(batch.time, value, batch.requests);
    }
    return statistics.result();
  };
  return {
    list,
    read,
    resolution: (metric) => {
      const set = setOf(metric);
      const exists = set !== undefined && firstSampleOf(set, metric) !== Number.POSITIVE_INFINITY;
      return exists
        ? Math.min(...ownStreams(metric).map(({ publishFrequency }) => publishFrequency))
        : undefined;
    },
  };
};
