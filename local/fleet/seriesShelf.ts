import { countSamples, type SampleCounter } from './countSamples.ts';
import type { EndpointFleet } from './endpointFleet.ts';
import type { Population, Publisher } from './publisher.ts';

type DimensionSet = readonly string[];
type Dimensions = Readonly<Record<string, string>>;

/** The samples under one set of dimension values, whichever of the population's metric names is read. */
export type Series = {
  dimensions: Dimensions;
  counter: SampleCounter;
  /** Seconds between the samples of its most frequent publisher. */
  frequency: number;
  /** The publishers whose samples these are, as far as they are there in [from, to). */
  publishers(from: number, to: number): Publisher[];
};

/** All series of one endpoint's population under one dimension set. */
export type SeriesShelf = {
  population: Population;
  set: DimensionSet;
  /** Series that may have samples in [from, to). */
  list(from: number, to: number): Iterable<Series>;
  /** The series with exactly these values; the names must be the set's. */
  find(dimensions: Dimensions): Series | undefined;
};

const project = (set: DimensionSet, dimensions: Dimensions): Record<string, string> => {
  const projected: Record<string, string> = {};
  for (const name of set) projected[name] = dimensions[name] ?? '';
  return projected;
};

const matches = (set: DimensionSet, a: Dimensions, b: Dimensions): boolean =>
  set.every((name) => a[name] === b[name]);

const isIn = (set: DimensionSet, { dimensions }: Publisher): boolean =>
  set.every((name) => dimensions[name] !== undefined);

/** A shelf whose series each are one publisher: nothing to sum, nothing to keep. */
const createContainerShelf = (
  population: Population,
  set: DimensionSet,
  fleet: EndpointFleet,
): SeriesShelf => {
  const seriesOf = (publisher: Publisher): Series => ({
    dimensions: project(set, publisher.dimensions),
    counter: countSamples([publisher]),
    frequency: publisher.frequency,
    publishers: () => [publisher],
  });
  return {
    population,
    set,
    list: (from, to) =>
      population
        .publishersOf(fleet, from, to)
        .values()
        .filter((publisher) => isIn(set, publisher))
        .map(seriesOf),
    find: (dimensions) => {
      const inside = population.publishersIn?.(fleet, dimensions.ContainerId ?? '') ?? [];
      const publisher = inside.find((candidate) => matches(set, candidate.dimensions, dimensions));
      return publisher === undefined ? undefined : seriesOf(publisher);
    },
  };
};

/** A shelf whose series sum several publishers; counted on first use, then kept. */
const createSummedShelf = (population: Population, set: DimensionSet, fleet: EndpointFleet): SeriesShelf => {
  const keyOf = (dimensions: Dimensions): string => set.map((name) => dimensions[name]).join('\n');
  const sumUp = (publishers: readonly Publisher[], { dimensions }: Publisher): Series => ({
    dimensions: project(set, dimensions),
    counter: countSamples(publishers),
    frequency: publishers.reduce(
      (least, { frequency }) => Math.min(least, frequency),
      Number.POSITIVE_INFINITY,
    ),
    publishers: (from, to) =>
      population.publishersOf(fleet, from, to).filter((other) => matches(set, other.dimensions, dimensions)),
  });
  const sumAll = (): Map<string, Series> => {
    const all = population
      .publishersOf(fleet, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY)
      .filter((publisher) => isIn(set, publisher));
    const groups = Map.groupBy(all, ({ dimensions }) => keyOf(dimensions));
    return new Map(
      Array.from(groups, ([key, group]): [string, Series][] =>
        group[0] === undefined ? [] : [[key, sumUp(group, group[0])]],
      ).flat(),
    );
  };
  let sums: Map<string, Series> | undefined;
  const ensureSums = (): Map<string, Series> => {
    sums ??= sumAll();
    return sums;
  };
  return {
    population,
    set,
    list: () => ensureSums().values(),
    find: (dimensions) => ensureSums().get(keyOf(dimensions)),
  };
};

export const createSeriesShelf = (
  population: Population,
  set: DimensionSet,
  fleet: EndpointFleet,
): SeriesShelf =>
  set.includes('ContainerId')
    ? createContainerShelf(population, set, fleet)
    : createSummedShelf(population, set, fleet);
