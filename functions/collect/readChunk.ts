import type { Pool } from '#shared/domain/bucket.ts';
import type { Invocations } from '#shared/domain/invocations.ts';
import type { SampledPeriod } from '#shared/domain/lives.ts';
import { keepOwnLife, type Lifetime } from '#shared/domain/ownLife.ts';
import type { SamplesPer } from '#shared/domain/poolState.ts';
import type { Unread } from '#shared/domain/presumeLives.ts';
import type { Samples } from '#shared/domain/samples.ts';
import type { Period } from '#shared/domain/slots.ts';
import type { Instant } from '#shared/domain/time.ts';
import type { RecordedComponent } from '#shared/fleet/endpointRecord.ts';
import { livesIn } from '#shared/fleet/trafficFacts.ts';
import type { FleetStart } from '#shared/metrics/assignInstances.ts';
import { type PoolSeries, seriesOfSamples, singleSeries, sumSeries } from '#shared/metrics/poolSeries.ts';
import { cellsOf, type ReadRange } from '#shared/metrics/readCells.ts';
import type { ReadCounts } from '#shared/metrics/readCounts.ts';
import { type CalledComponent, withInvocations } from '#shared/metrics/readInvocations.ts';
import { readReserved } from '#shared/metrics/readReserved.ts';
import { readSamples, type SamplesRead } from '#shared/metrics/readSamples.ts';
import type { StoredSamples } from '#shared/metrics/readSingles.ts';
import type { EndpointSeries, HeldKind } from '#shared/metrics/series.ts';
import { verifySums } from '#shared/metrics/verifySums.ts';
import type { Chunk } from './planChunks.ts';
import { type Reserved, withUnits } from './withUnits.ts';

/** Where a pool's samples come from. */
export type PoolSource = {
  pool: Pool;
  /** Whether its variant has other instance types: CloudWatch names none beside an instance. */
  hasSeveralTypes: boolean;
  /** The variant's configurations, in order of start. */
  fleets: readonly FleetStart[];
  /** The other pools that its variant has had one after the other: an instance that is one of theirs is not this one's. */
  siblings: readonly Pool[];
  /** Undefined when CloudWatch would not list them. */
  listed: EndpointSeries | undefined;
  /** Every component that the variant is known to have had. */
  components: readonly RecordedComponent[];
  acceleratorDimension: string | undefined;
  accelerators: number | undefined;
  /** What of components is counted. */
  held: HeldKind;
  /** Whether what had started last by a time publishes its instances, copies and accelerators one by one. */
  isEnhancedBy(time: Instant): boolean;
  /** What a copy of a component reserves; undefined for one that nobody knows. */
  reservedBy(component: string): Reserved | undefined;
  /** What publishes a sample each where enhanced metrics are off; undefined while nothing has told. */
  samplesPer: SamplesPer | undefined;
  life: Lifetime;
};

export type ChunkRead = {
  cells: readonly SampledPeriod[];
  /** By start of the cell. */
  invocations: ReadonlyMap<Instant, Invocations>;
  unread: Unread;
  /** Whether CloudWatch listed and gave all that was asked for. */
  isWhole: boolean;
};

const nothingListed: EndpointSeries = { instances: [], holdings: [] };

const variantOf = (listed: EndpointSeries, variant: string): EndpointSeries => ({
  instances: listed.instances.filter((series) => series.variant === variant),
  holdings: listed.holdings.filter((series) => series.variant === variant),
});

/** Every instance that has samples in some buckets. */
export const instancesIn = (stored: Iterable<readonly Samples[]>): Set<string> => {
  const known = new Set<string>();
  for (const samples of stored) {
    for (const { instances, holdings } of samples) {
      for (const instance of instances.keys()) known.add(instance);
      for (const { instance } of holdings.values()) known.add(instance);
    }
  }
  return known;
};

const withoutInstances = (series: PoolSeries, foreign: ReadonlySet<string>): PoolSeries => ({
  ...series,
  instances: series.instances.filter(({ instance }) => !foreign.has(instance)),
  holdings: series.holdings.filter(({ instance }) => !foreign.has(instance)),
});

/** The components of the variant that are known or listed. */
const namesIn = ({ components, listed = nothingListed, pool }: PoolSource): Set<string> => {
  const { holdings } = variantOf(listed, pool.variant);
  return new Set([...components.map(({ name }) => name), ...holdings.map(({ component }) => component)]);
};

/** The components that were there in a stretch; of one that is listed and not recorded nothing says when it was. */
const calledIn = (source: PoolSource, stretch: Period): CalledComponent[] =>
  [...namesIn(source)].flatMap((name) => {
    const lives = source.components.filter((each) => each.name === name);
    const isThere = (period: Period) => lives.length === 0 || lives.some((life) => livesIn(life, period));
    return isThere(stretch) ? [{ name, livesIn: isThere }] : [];
  });

const chooseSeries = (chunk: Chunk, source: PoolSource, stored: StoredSamples): PoolSeries => {
  const { pool, hasSeveralTypes, acceleratorDimension, held } = source;
  const isEnhanced = source.isEnhancedBy(chunk.to);
  const listed = variantOf(source.listed ?? nothingListed, pool.variant);
  if (chunk.isListed && !hasSeveralTypes && isEnhanced) {
    const known = seriesOfSamples(pool, [...stored.values()].flat(), acceleratorDimension);
    return withUnits(singleSeries(pool.variant, listed, known), source, isEnhanced);
  }
  return withUnits(sumSeries(pool, hasSeveralTypes, namesIn(source), held), source, isEnhanced);
};

const isGiven = ({ unread, isMeasured }: SamplesRead): boolean =>
  isMeasured && unread.instances.length + unread.holdings.length === 0;

/** What is known of sums that stand in for series no longer listed: none, unless they are proven to be those series' sums. */
const proveSums = async (
  source: PoolSource,
  series: PoolSeries,
  now: Instant,
  readCounts: ReadCounts,
): Promise<boolean> => {
  if (source.hasSeveralTypes) return true;
  const listed = source.listed && variantOf(source.listed, source.pool.variant);
  return listed !== undefined && (await verifySums(listed, series, now, readCounts));
};

/**
 * Reads one stretch of a pool's samples and its components' invocations: series by series while CloudWatch lists them, or by the sums that it keeps under
 * names that are known.
 * @param stored the samples of the buckets before and in the stretch, as earlier runs saw them.
 * @param foreign the instances of the pool's siblings.
 */
export const readChunk = async (
  chunk: Chunk,
  source: PoolSource,
  stored: StoredSamples,
  foreign: ReadonlySet<string>,
  now: Instant,
  readCounts: ReadCounts,
): Promise<ChunkRead> => {
  const cell = chunk.grain === 'hour' ? 3_600 : 300;
  const range: ReadRange = { from: chunk.from, to: chunk.to, cell, resolution: chunk.resolution };
  const known = instancesIn(stored.values());
  const series = withoutInstances(chooseSeries(chunk, source, stored), foreign.difference(known));
  const { read, invocations } = await withInvocations(
    calledIn(source, { start: chunk.from, seconds: chunk.to - chunk.from }),
    source.hasSeveralTypes ? source.pool.instanceType : undefined,
    range,
    readCounts,
    (readBoth) => readSamples(series, range, source, stored, readBoth),
  );
  let cells = cellsOf(range).map((start): SampledPeriod => {
    return { start, seconds: cell, samples: read.samples.get(start) ?? [] };
  });
  if (!chunk.isListed && source.isEnhancedBy(chunk.to)) {
    const isProven = await proveSums(source, series, now, readCounts);
    cells = await readReserved(cells, range, { ...source, isProven }, readCounts);
  }
  return {
    cells: keepOwnLife(cells, source.life, known),
    invocations,
    unread: read.unread,
    isWhole: source.listed !== undefined && isGiven(read),
  };
};
