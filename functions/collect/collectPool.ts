import type { ComponentLabels } from '#shared/attribution/buildBucket.ts';
import type { Pool } from '#shared/domain/bucket.ts';
import type { PoolState } from '#shared/domain/poolState.ts';
import { addRate, rateAt } from '#shared/domain/rateHistory.ts';
import { earliest, type Instant, latest } from '#shared/domain/time.ts';
import type { DescribeFleet } from '#shared/fleet/describeEndpoint.ts';
import type { Deployment, EndpointRecord, RecordedPool } from '#shared/fleet/endpointRecord.ts';
import { rollUpPool } from '#shared/ledger/rollUpPool.ts';
import type { FleetStart } from '#shared/metrics/assignInstances.ts';
import { acceleratorDimensionOf, type EndpointSeries } from '#shared/metrics/series.ts';
import type { RateCard } from '#shared/rates/rateCard.ts';
import { chooseRange, type Range } from './chooseRange.ts';
import { type ChunkInput, type ChunkResult, type CollectChunkDeps, collectChunk } from './collectChunk.ts';
import { collectHours } from './collectHours.ts';
import { type Chunk, planChunks } from './planChunks.ts';
import { settleChunk } from './settleChunk.ts';

export type CollectPoolDeps = CollectChunkDeps & {
  rateOf: RateCard;
  countInstances: DescribeFleet['countInstances'];
  /** Seconds. */
  lookBackSeconds: number;
};

export type CollectPoolInput = {
  recorded: RecordedPool;
  record: EndpointRecord;
  /** The pools that its variant has had besides. */
  siblings: readonly Pool[];
  /** When the ledger's first run was: what began later is collected from its beginning. */
  firstRunAt: Instant;
  /** The endpoint's series that had a sample since then; undefined when CloudWatch would not list them. */
  listSince(from: Instant): Promise<EndpointSeries | undefined>;
  eventTime: Instant;
  now: Instant;
  /** Whether there is time for another stretch. */
  hasTime(): boolean;
  /** History from here on is to be built. */
  backfillFrom: Instant | undefined;
};

/** What a run did: buckets written and found unchanged, series that CloudWatch would not give. */
export type PoolCounts = { written: number; unchanged: number; unread: number; unpriced: number };

/** SageMaker is asked what a silent pool has only by a run that is about now. */
const freshSeconds = 900;

const variantOf = ({ variants }: Deployment, variant: string) =>
  variants.find((each) => each.variant === variant);

const toFleets = ({ pool }: RecordedPool, { deployments }: EndpointRecord): FleetStart[] =>
  deployments.flatMap((deployment) => {
    const types = variantOf(deployment, pool.variant)?.instanceTypes;
    if (types === undefined) return [];
    const { startedAt, publishFrequency } = deployment;
    return { startedAt, publishFrequency, isOfPool: types.includes(pool.instanceType) };
  });

const chooseBackfill = (state: PoolState | undefined, from: Instant | undefined, collectedFrom: Instant) => {
  if (from === undefined || from >= collectedFrom) return state?.backfill;
  return { from: earliest(from, state?.backfill?.from ?? from), next: from };
};

/** The frequencies that instances of a range can have. */
const frequenciesIn = ({ deployments }: RecordedPool, range: Range): number[] => [
  ...new Set(
    deployments
      .filter(({ endedBy }) => endedBy === undefined || endedBy >= range.from)
      .map(({ publishFrequency }) => publishFrequency),
  ),
];

const describeComponents = ({ components }: EndpointRecord, variant: string) => {
  const known = new Map<string, ComponentLabels>();
  for (const component of components) if (component.variant === variant) known.set(component.name, component);
  return (name: string): ComponentLabels => known.get(name) ?? { model: undefined, team: undefined };
};

/**
 * Brings one pool up to the event's time, oldest stretch first, and rolls up what has settled. What a run does not reach in
 * its time the next one goes on with. A pool whose price is new keeps it, even if nothing is to be collected yet.
 */
export const collectPool = async (input: CollectPoolInput, deps: CollectPoolDeps): Promise<PoolCounts> => {
  const { recorded, record, eventTime, now } = input;
  const { pool } = recorded;
  const { ledger } = deps;
  const counts: PoolCounts = { written: 0, unchanged: 0, unread: 0, unpriced: 0 };
  const known = (await ledger.readPool(pool))?.state;
  const region = pool.endpointArn.split(':')[3] ?? '';
  const { rate, accelerators } = await deps.rateOf(pool.instanceType, region, now);
  const startedAt = recorded.deployments[0]?.startedAt ?? pool.endpointCreatedAt;
  const begins = startedAt >= input.firstRunAt ? startedAt : undefined;
  const range = chooseRange({
    eventTime,
    lookBackSeconds: deps.lookBackSeconds,
    startedAt: latest(startedAt, pool.endpointCreatedAt),
    deletedBy: record.deletedBy,
    settledThrough: known?.settledThrough ?? begins,
  });
  const fresh: PoolState = {
    collectedFrom: range.from,
    readThrough: range.from,
    settledThrough: range.from,
    rates: [],
    rerateFrom: undefined,
    acceleratorDimension: undefined,
    backfill: undefined,
  };
  const state = await ledger.changePool(pool, (before = fresh) => {
    const rates = addRate(before.rates, rate);
    const added = rates.length > before.rates.length ? rates.at(-1)?.from : undefined;
    const isOld = added !== undefined && before !== fresh && added < range.from;
    const rerateFrom = isOld ? earliest(added, before.rerateFrom ?? added) : before.rerateFrom;
    const backfill = chooseBackfill(before, input.backfillFrom, before.collectedFrom);
    return { ...before, rates, rerateFrom, backfill };
  });

  const listed = await input.listSince(state.backfill?.next ?? range.from);
  const [first] = listed?.holdings ?? [];
  const acceleratorDimension = (first && acceleratorDimensionOf(first.metric)) ?? state.acceleratorDimension;
  const fleets = toFleets(recorded, record);
  const newest = recorded.deployments.at(-1);
  const components = record.components.filter(({ variant }) => variant === pool.variant);
  const toInput = (chunk: Chunk, isBackfill: boolean): ChunkInput => ({
    chunk,
    now,
    isBackfill,
    source: {
      pool,
      hasSeveralTypes: ((newest && variantOf(newest, pool.variant))?.instanceTypes.length ?? 1) > 1,
      fleets,
      siblings: input.siblings,
      listed,
      components: components.map(({ name }) => name),
      acceleratorDimension,
      accelerators,
      life: { createdAt: record.createdAt, deletedBy: record.deletedBy },
    },
    context: {
      accelerators,
      rateAt: (start) => rateAt(state.rates, start),
      publishFrequency: newest?.publishFrequency ?? 60,
    },
    describe: describeComponents(record, pool.variant),
    countInstances:
      chunk.to === range.to && record.deletedBy === undefined && now - eventTime < freshSeconds
        ? () => deps.countInstances(pool)
        : undefined,
  });

  /** Works through a range and gives up to where it is settled. */
  const work = async (
    part: Range,
    isBackfill: boolean,
    keep: (settledThrough: Instant, readThrough: Instant) => Promise<unknown>,
  ): Promise<void> => {
    let settled = part.from;
    let end = part.from;
    for (const chunk of planChunks(part, now, frequenciesIn(recorded, part))) {
      if (end > part.from && !input.hasTime()) return;
      const result: ChunkResult = await (chunk.grain === 'hour' ? collectHours : collectChunk)(
        toInput(chunk, isBackfill),
        deps,
      );
      if (settled >= end) settled = settleChunk(chunk, result, eventTime);
      end = chunk.to;
      counts.written += result.changed.size;
      counts.unchanged += result.buckets - result.changed.size;
      counts.unread += result.unread;
      counts.unpriced += result.unpriced;
      await rollUpPool(ledger, pool, { from: chunk.from, to: settled, now });
      await keep(settled, end);
    }
  };

  await work(range, false, (settledThrough, readThrough) =>
    ledger.changePool(pool, (before = fresh) =>
      before.readThrough > readThrough && before.readThrough >= range.to
        ? before
        : {
            ...before,
            acceleratorDimension,
            settledThrough,
            readThrough: latest(before.readThrough, readThrough),
          },
    ),
  );
  const { backfill, collectedFrom } = state;
  if (backfill === undefined || !input.hasTime()) return counts;
  await work({ from: backfill.next, to: collectedFrom }, true, (next) =>
    ledger.changePool(pool, (before = fresh) => {
      if (before.backfill === undefined || next < before.backfill.next) return before;
      return next >= before.collectedFrom
        ? { ...before, collectedFrom: before.backfill.from, backfill: undefined }
        : { ...before, backfill: { ...before.backfill, next } };
    }),
  );
  return counts;
};
