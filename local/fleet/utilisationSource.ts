import type { Metric, MetricFilter, MetricSource, ReadRequest } from '#local/aws/cloudwatch/metricSource.ts';
import { copyPopulations } from './copyPopulations.ts';
import type { EndpointFleet } from './endpointFleet.ts';
import { instancePopulations } from './instancePopulations.ts';
import {
  askedFor,
  hasExactly,
  hasFilterDimensions,
  matchesDimensions,
  matchingNames,
} from './metricMatch.ts';
import type { Publisher } from './publisher.ts';
import { createSampleStatistics } from './sampleStatistics.ts';
import { createSeriesShelf, type Series, type SeriesShelf } from './seriesShelf.ts';

const countPeriods = ({ counter }: Series, request: ReadRequest): Float64Array => {
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

/** The publisher's sample times in [from, to). */
function* sampleTimes({ from: start, to: end, frequency, lost }: Publisher, from: number, to: number) {
  const first = Math.ceil(Math.max(start, from) / frequency) * frequency;
  for (let time = first; time < Math.min(end, to); time += frequency)
    if (!lost.some((gap) => gap.from <= time && time < gap.to)) yield time;
}

const readValues = (series: Series, request: ReadRequest): Float64Array => {
  const statistics = createSampleStatistics(request);
  const until = Math.min(request.end, request.before);
  for (const publisher of series.publishers(request.start, until))
    for (const time of sampleTimes(publisher, request.start, until))
      statistics.add(time, publisher.measure(request.metric.name, time));
  return statistics.result();
};

const createShelves = (fleet: EndpointFleet): SeriesShelf[] => {
  const { acceleratorDimensions } = fleet;
  const populations = [
    ...copyPopulations(acceleratorDimensions),
    ...instancePopulations(acceleratorDimensions),
  ];
  return populations.flatMap((population) =>
    population.sets.map((set) => createSeriesShelf(population, set, fleet)),
  );
};

/**
 * The utilisation metrics of endpoints: the step functions are the store, a read computes.
 * @param fleets none with a component that another has (`layerFleets`).
 */
export const createUtilisationSource = (fleets: readonly EndpointFleet[]): MetricSource => {
  const shelves = new Map(fleets.map((fleet) => [fleet.endpoint, createShelves(fleet)]));
  const homes = new Map(
    fleets.flatMap(({ endpoint, components }) => components.map((component) => [component, endpoint])),
  );

  const shelvesFor = (endpoint: string | undefined, component: string | undefined): Iterable<SeriesShelf> => {
    const owner = endpoint ?? (component === undefined ? undefined : homes.get(component));
    if (owner !== undefined) return shelves.get(owner) ?? [];
    return component === undefined ? [...shelves.values()].flat() : [];
  };
  const find = ({ namespace, name, dimensions }: Metric): Series | undefined => {
    for (const shelf of shelvesFor(dimensions.EndpointName, dimensions.InferenceComponentName))
      if (
        shelf.population.namespace === namespace &&
        shelf.population.names.includes(name) &&
        hasExactly(dimensions, shelf.set)
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
      if (names.length === 0 || !hasFilterDimensions(filter, shelf.set)) continue;
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
        ? countPeriods(series, request)
        : readValues(series, request);
    },
    resolution: (metric) => find(metric)?.frequency,
  };
};
