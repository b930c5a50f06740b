import type { Metric, MetricFilter, MetricSource, ReadRequest } from '#local/aws/cloudwatch/metricSource.ts';
import type { EndpointFleet } from './endpointFleet.ts';
import {
  askedFor,
  hasExactly,
  hasFilterDimensions,
  matchesDimensions,
  matchingNames,
} from './metricMatch.ts';
import type { Population } from './publisher.ts';
import { createSampleStatistics } from './sampleStatistics.ts';
import { createSeriesShelf, type Series, type SeriesShelf } from './seriesShelf.ts';

export type UtilisationOptions = {
  fleets: ReadonlyMap<string, EndpointFleet>;
  /** The endpoint that a component is on. */
  endpointOf: (component: string) => string | undefined;
  populations: readonly Population[];
  publishFrequency: number;
};

const countSamples = ({ counter }: Series, request: ReadRequest): Float64Array => {
  const { start, end, period, before } = request;
  const counts = new Float64Array(Math.max(0, Math.ceil((end - start) / period)));
  let counted = counter.before(start);
  for (let index = 0; index < counts.length; index += 1) {
    const until = Math.max(start, Math.min(start + (index + 1) * period, end, before));
    const count = counter.before(until);
    counts[index] = count > counted ? count - counted : Number.NaN;
    counted = count;
  }
  return counts;
};

const readValues = (series: Series, request: ReadRequest, frequency: number): Float64Array => {
  const statistics = createSampleStatistics(request);
  const until = Math.min(request.end, request.before);
  for (const publisher of series.publishers(request.start, until)) {
    const first = Math.ceil(Math.max(request.start, publisher.from) / frequency) * frequency;
    for (let time = first; time < Math.min(until, publisher.to); time += frequency)
      statistics.add(time, publisher.measure(request.metric.name, time));
  }
  return statistics.result();
};

/** The utilisation metrics of a fleet: the step functions are the store, a read computes. */
export const createUtilisationSource = (options: UtilisationOptions): MetricSource => {
  const { populations, publishFrequency: frequency } = options;
  const shelves = new Map<string, SeriesShelf[]>();
  for (const fleet of options.fleets.values())
    shelves.set(
      fleet.endpoint,
      populations.flatMap((population) =>
        population.sets.map((set) => createSeriesShelf(population, set, fleet, frequency)),
      ),
    );

  const shelvesFor = (endpoint: string | undefined, component: string | undefined): Iterable<SeriesShelf> => {
    const owner = endpoint ?? (component === undefined ? undefined : options.endpointOf(component));
    if (owner !== undefined) return shelves.get(owner) ?? [];
    return component === undefined ? [...shelves.values()].flat() : [];
  };
  const find = ({ namespace, name, dimensions }: Metric): Series | undefined => {
    for (const shelf of shelvesFor(dimensions.EndpointName, dimensions.InferenceComponentName))
      if (
        shelf.population.namespace === namespace &&
        shelf.population.names.includes(name) &&
        hasExactly(dimensions, shelf.set.names)
      )
        return shelf.find(dimensions);
    return undefined;
  };
  function* list(filter: MetricFilter, from: number, to: number) {
    for (const shelf of shelvesFor(
      askedFor(filter, 'EndpointName'),
      askedFor(filter, 'InferenceComponentName'),
    )) {
      const names = matchingNames(filter, shelf.population.namespace, shelf.population.names);
      if (names.length === 0 || !hasFilterDimensions(filter, shelf.set.names)) continue;
      for (const { dimensions, counter } of shelf.list(from, to)) {
        if (counter.firstSampleAt === undefined || counter.before(to) <= counter.before(from)) continue;
        if (!matchesDimensions(filter, dimensions)) continue;
        for (const name of names)
          yield {
            metric: { namespace: shelf.population.namespace, name, dimensions },
            firstSampleAt: counter.firstSampleAt,
          };
      }
    }
  }
  return {
    list,
    read: (request) => {
      const series = find(request.metric);
      if (series === undefined) return [];
      return request.statistic === 'SampleCount'
        ? countSamples(series, request)
        : readValues(series, request, frequency);
    },
    resolution: (metric) => (find(metric) === undefined ? undefined : frequency),
  };
};
