import { type Evidence, wholeInstances } from '#shared/domain/bucket.ts';
import type { SamplesPer } from '#shared/domain/poolState.ts';
import { ratesOf } from '#shared/domain/ratesOf.ts';
import { after, bucketSeconds, type Instant, latest } from '#shared/domain/time.ts';
import type { Unit } from '#shared/domain/unit.ts';
import { createIdleFacts } from '#shared/fleet/createIdleFacts.ts';
import type { Deployment, EndpointRecord, RecordedPool } from '#shared/fleet/endpointRecord.ts';
import { createOwnerFacts, modelAt } from '#shared/fleet/ownerFacts.ts';
import { createTrafficFacts } from '#shared/fleet/trafficFacts.ts';
import type { FleetStart } from '#shared/metrics/assignInstances.ts';
import { acceleratorDimensionOf, type EndpointSeries } from '#shared/metrics/series.ts';
import type { ChunkInput } from './chunkInput.ts';
import { historySeconds } from './collectChunk.ts';
import type { OpenedPool } from './openPool.ts';
import type { Chunk } from './planChunks.ts';
import type { PoolInput } from './poolInput.ts';

/** SageMaker is asked what a silent pool has only by a run that is about now. */
const freshSeconds = 600;

const variantOf = ({ variants }: Deployment, variant: string) =>
  variants.find((each) => each.variant === variant);

const toFleets = ({ pool }: RecordedPool, { deployments }: EndpointRecord): FleetStart[] =>
  deployments.flatMap((deployment) => {
    const types = variantOf(deployment, pool.variant)?.instanceTypes;
    if (types === undefined) return [];
    const { startedAt, publishFrequency } = deployment;
    return { startedAt, publishFrequency, isOfPool: types.includes(pool.instanceType) };
  });

/** What CloudWatch calls the accelerator's dimension, as last listed. */
export const dimensionIn = (listed: EndpointSeries | undefined, before: string | undefined) => {
  const [series] = listed?.holdings ?? [];
  return (series && acceleratorDimensionOf(series.metric)) ?? before;
};

/** The last deployment of a pool that had started by a time. */
const deploymentAt = ({ deployments }: RecordedPool, time: Instant): Deployment | undefined =>
  deployments.findLast(({ startedAt }, index) => index === 0 || startedAt < time);

/** What a copy of a component reserves, as it was last described. */
const findReserved = ({ components }: EndpointRecord, variant: string, name: string) =>
  components.findLast((each) => each.variant === variant && each.name === name);

/** From when on the samples are known that a stretch is built from: its own, and what is stored before it. */
const observedFrom = ({ from, grain }: Chunk, firstKnown: Instant): Instant =>
  grain === 'hour' ? from : latest(after(from, -historySeconds), firstKnown);

/** Prepares what the stretches of one pool's run have in common. */
export const createChunkInput = (
  input: PoolInput,
  { state, range }: OpenedPool,
  listed: EndpointSeries | undefined,
  unit: Unit | undefined,
  samplesPer: SamplesPer | undefined,
  countInstances: () => Promise<number>,
): ((chunk: Chunk, isBackfill: boolean) => ChunkInput) => {
  const { recorded, record, owners, rates, siblings, now } = input;
  const { pool } = recorded;
  const newest = recorded.deployments.at(-1);
  const types = newest && variantOf(newest, pool.variant)?.instanceTypes;
  const source = {
    pool,
    hasSeveralTypes: (types?.length ?? 1) > 1,
    fleets: toFleets(recorded, record),
    siblings,
    listed,
    components: record.components.filter(({ variant }) => variant === pool.variant),
    acceleratorDimension: dimensionIn(listed, state.acceleratorDimension),
    accelerators: unit?.kind === 'accelerator' ? unit.perInstance : undefined,
    held: unit?.kind === 'vcpu' ? ('copy' as const) : ('accelerator' as const),
    isEnhancedBy: (time: Instant) => deploymentAt(recorded, time)?.isEnhanced ?? true,
    reservedBy: (component: string) => findReserved(record, pool.variant, component),
    samplesPer,
    life: { createdAt: record.createdAt, deletedBy: record.deletedBy },
  };
  const context = {
    unit,
    ratesAt: (start: Instant) => ratesOf(rates, state.rates, pool, start),
    owners,
    holderAt: (start: Instant) =>
      modelAt(record, pool.variant, start) === undefined ? undefined : wholeInstances,
    evidenceAt: (start: Instant): Evidence =>
      deploymentAt(recorded, after(start, bucketSeconds))?.isEnhanced === false ? 'copies' : 'sampled',
    publishFrequency: newest?.publishFrequency ?? 60,
    traffic: createTrafficFacts(record, pool),
  };
  const describe = createOwnerFacts(record, pool.variant);
  const knownFrom = (chunk: Chunk, isBackfill: boolean): Instant =>
    observedFrom(chunk, (isBackfill ? state.backfill?.from : undefined) ?? state.collectedFrom);
  const isAboutNow = record.deletedBy === undefined && now - range.to < freshSeconds;
  return (chunk, isBackfill) => ({
    chunk,
    source,
    context: {
      ...context,
      idleFactsOf: createIdleFacts(record, pool, knownFrom(chunk, isBackfill), unit?.kind),
    },
    describe,
    countInstances: isAboutNow && chunk.to === range.to ? countInstances : undefined,
    silent: state.silent,
    settledThrough: isBackfill ? chunk.from : state.settledThrough,
    isBackfill,
    now,
  });
};
