import { createRevise } from '#shared/attribution/createRevise.ts';
import type { SamplesPer } from '#shared/domain/poolState.ts';
import { earliest, latest } from '#shared/domain/time.ts';
import type { DescribeFleet } from '#shared/fleet/describeEndpoint.ts';
import type { RecordedPool } from '#shared/fleet/endpointRecord.ts';
import { createOwnerFacts } from '#shared/fleet/ownerFacts.ts';
import type { MarkVersion } from '#shared/ledger/createMarkVersion.ts';
import { rollUpPool } from '#shared/ledger/rollUpPool.ts';
import type { RateCard } from '#shared/rates/rateCard.ts';
import { type AnnounceDeps, createAnnounceChanges } from './announceChanges.ts';
import type { Range } from './chooseRange.ts';
import type { ChunkResult, CollectChunkDeps } from './chunkInput.ts';
import { collectChunk } from './collectChunk.ts';
import { collectHours } from './collectHours.ts';
import { createChunkInput, dimensionIn } from './createChunkInput.ts';
import { createKeep, type Reached } from './createKeep.ts';
import { findSamplesPer } from './findSamplesPer.ts';
import { openPool } from './openPool.ts';
import { planChunks } from './planChunks.ts';
import type { PoolInput } from './poolInput.ts';
import { rateOfPool } from './rateOfPool.ts';
import { reopenBeforePut } from './reopenBeforePut.ts';
import { matureBy, settleChunk } from './settleChunk.ts';

export type CollectPoolDeps = CollectChunkDeps &
  AnnounceDeps & {
    rateOf: RateCard;
    markRates: MarkVersion;
    countInstances: DescribeFleet['countInstances'];
    /** Seconds. */
    lookBackSeconds: number;
  };

/** What a run did: buckets (or hours) written and found unchanged, series that CloudWatch would not give. */
export type PoolCounts = { written: number; unchanged: number; unread: number; unpriced: number };

/** The frequencies that instances of a range can have. */
const frequenciesIn = ({ deployments }: RecordedPool, range: Range): number[] => [
  ...new Set(
    deployments
      .filter(({ endedBy }) => endedBy === undefined || endedBy >= range.from)
      .map(({ publishFrequency }) => publishFrequency),
  ),
];

const addCounts = (counts: PoolCounts, { changed, buckets, unread, unpriced }: ChunkResult): void => {
  counts.written += changed.size;
  counts.unchanged += buckets - changed.size;
  counts.unread += unread;
  counts.unpriced += unpriced;
};

/** Whether a pool's instances are launched into a capacity reservation: what that costs the Price List does not tell. */
const isReserved = ({ pool, deployments }: RecordedPool): boolean =>
  deployments.at(-1)?.variants.some(({ variant, isReserved: is }) => variant === pool.variant && is) === true;

/** Undefined with enhanced metrics, which tell accelerators apart. */
const learnSamplesPer = async (
  { recorded: { pool, deployments }, described, now }: PoolInput,
  { readCounts }: CollectPoolDeps,
): Promise<SamplesPer | undefined> => {
  const newest = deployments.at(-1);
  if (newest === undefined || newest.isEnhanced || described === undefined) return undefined;
  const types = newest.variants.find(({ variant }) => variant === pool.variant)?.instanceTypes;
  const hasSeveralTypes = (types?.length ?? 1) > 1;
  return findSamplesPer({ pool, hasSeveralTypes }, described, newest.publishFrequency, now, readCounts);
};

/**
 * Brings one pool up to the event's time, oldest stretch first, and rolls up what has settled; then goes on with a backfill
 * that is under way. What a run does not reach in its time the next one goes on with.
 */
export const collectPool = async (input: PoolInput, deps: CollectPoolDeps): Promise<PoolCounts> => {
  const { recorded, owners, rates, eventTime, now } = input;
  const { pool } = recorded;
  const { ledger } = deps;
  const typeRate = await rateOfPool(recorded, now, deps);
  const found = await openPool(
    input,
    isReserved(recorded) ? { ...typeRate, rate: undefined } : typeRate,
    deps,
  );
  // Before anything is written by it: so a pool's state knows of every rates document that its splits have their rates by.
  const state = await deps.markRates(pool, found.state, rates.version);
  const opened = { ...found, state };
  const { range, fresh } = opened;
  const held = typeRate.unit?.kind === 'vcpu' ? 'copy' : 'accelerator';
  const listed = await input.listSince(state.backfill?.next ?? range.from, held);
  const samplesPer = state.samplesPer ?? (await learnSamplesPer(input, deps));
  const toChunkInput = createChunkInput(input, opened, listed, typeRate.unit, samplesPer, () =>
    deps.countInstances(pool),
  );
  const known = { rates: state.rates, ownersVersion: owners.version, ratesVersion: rates.version };
  const counts: PoolCounts = { written: 0, unchanged: 0, unread: 0, unpriced: 0 };

  // What this run is the first to read at that age, a later one reads again before it is settled: one listing may be cut short.
  const mature = matureBy(earliest(eventTime, now));
  const matureBefore = latest(state.matureThrough ?? range.from, range.from);
  const late = reopenBeforePut(ledger, pool, state);
  const work = async (part: Range, isBackfill: boolean, keep: (reached: Reached) => Promise<unknown>) => {
    let settledThrough = part.from;
    let readThrough = part.from;
    let matureThrough = part.from;
    for (const chunk of planChunks(part, now, frequenciesIn(recorded, part))) {
      if (readThrough > part.from && !input.hasTime()) return;
      const collect = chunk.grain === 'hour' ? collectHours : collectChunk;
      const chunkDeps = isBackfill ? deps : { ...deps, ledger: late.ledger };
      const result = await collect(toChunkInput(chunk, isBackfill), chunkDeps);
      addCounts(counts, result);
      // Settled is what lies before the first that is not.
      if (settledThrough >= readThrough)
        settledThrough = settleChunk(chunk, result, earliest(eventTime, now));
      if (!isBackfill) settledThrough = earliest(settledThrough, matureBefore);
      if (matureThrough >= readThrough && result.isWhole) matureThrough = earliest(chunk.to, mature);
      readThrough = chunk.to;
      await rollUpPool(ledger, pool, { from: chunk.from, to: settledThrough, now });
      const { silent, hasSamples, sampled } = result;
      const hasWritten = result.changed.size > 0;
      await keep({ settledThrough, readThrough, matureThrough, silent, sampled, hasWritten, hasSamples });
    }
  };

  const announceChanges = createAnnounceChanges(input, state, held, deps);
  const learned = { dimensionOf: (before: string | undefined) => dimensionIn(listed, before), samplesPer };
  const { keepProgress, keepBackfill } = createKeep(
    ledger,
    pool,
    { range, fresh, known },
    learned,
    late,
    announceChanges,
  );

  await work(range, false, keepProgress);
  if (state.backfill !== undefined && input.hasTime())
    await work({ from: state.backfill.next, to: state.collectedFrom }, true, keepBackfill);
  // What becomes known of the past is the sweep's to revise, but to a life that is over a sweep may come no more.
  if (input.record.deletedBy !== undefined && state.reviseFrom !== undefined) {
    const describe = createOwnerFacts(input.record, pool.variant);
    await createRevise(ledger)(pool, { owners, rates, describe }, { now, hasTime: input.hasTime });
  }
  return counts;
};
