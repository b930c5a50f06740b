import { rateAt } from '#shared/domain/rateHistory.ts';
import { after, type Instant, latest } from '#shared/domain/time.ts';
import type { Unit } from '#shared/domain/unit.ts';
import { createIdleFacts } from '#shared/fleet/createIdleFacts.ts';
import type { Deployment, EndpointRecord, RecordedPool } from '#shared/fleet/endpointRecord.ts';
import { createOwnerFacts } from '#shared/fleet/ownerFacts.ts';
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

/** From when on the samples are known that a stretch is built from: its own, and what is stored before it. */
const observedFrom = ({ from, grain }: Chunk, firstKnown: Instant): Instant =>
  grain === 'hour' ? from : latest(after(from, -historySeconds), firstKnown);

/** Prepares what the stretches of one pool's run have in common. */
export const createChunkInput = (
  input: PoolInput,
  { state, range }: OpenedPool,
  listed: EndpointSeries | undefined,
  unit: Unit | undefined,
  countInstances: () => Promise<number>,
): ((chunk: Chunk, isBackfill: boolean) => ChunkInput) => {
  const { recorded, record, owners, siblings, now } = input;
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
    life: { createdAt: record.createdAt, deletedBy: record.deletedBy },
  };
  const context = {
    unit,
    rateAt: (start: Parameters<typeof rateAt>[1]) => rateAt(state.rates, start),
    owners,
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
    context: { ...context, idleFactsOf: createIdleFacts(record, pool, knownFrom(chunk, isBackfill)) },
    describe,
    countInstances: isAboutNow && chunk.to === range.to ? countInstances : undefined,
    silent: state.silent,
    settledThrough: isBackfill ? chunk.from : state.settledThrough,
    isBackfill,
    now,
  });
};
