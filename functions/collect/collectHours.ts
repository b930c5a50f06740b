import { buildSplit } from '#shared/attribution/buildBucket.ts';
import type { Facts } from '#shared/domain/bucket.ts';
import { mergeInvocations, noInvocations } from '#shared/domain/invocations.ts';
import { observeLives } from '#shared/domain/lives.ts';
import { mergeSamples } from '#shared/domain/mergeSamples.ts';
import { presumeUnread } from '#shared/domain/presumeLives.ts';
import type { Rollup } from '#shared/domain/rollup.ts';
import { hasSamples } from '#shared/domain/samples.ts';
import type { Instant } from '#shared/domain/time.ts';
import type { ChunkInput, ChunkResult, CollectChunkDeps } from './chunkInput.ts';
import { readChunk } from './readChunk.ts';

const noFacts: Facts = { samples: [], invocations: noInvocations };

const factsOf = (rollup: Rollup | undefined): Facts =>
  rollup?.origin.kind === 'samples' ? rollup.origin : noFacts;

/** Joins what is stored with what was read. */
const mergeFacts = (stored: Facts, read: Facts): Facts => ({
  samples: mergeSamples(stored.samples, read.samples),
  invocations: mergeInvocations(stored.invocations, read.invocations),
});

const isSame = (a: Facts, b: Facts): boolean => a.samples === b.samples && a.invocations === b.invocations;

/**
 * Stores hours directly, where nothing that CloudWatch still has lies in buckets. An hour that was made from buckets, or
 * of which some are stored, is left as it is: what is there is finer.
 */
export const collectHours = async (input: ChunkInput, deps: CollectChunkDeps): Promise<ChunkResult> => {
  const { chunk, source, now } = input;
  const { pool } = source;
  const stored = await deps.ledger.readRollups(pool, 'hour', chunk.from, chunk.to);
  const byStart = new Map(stored.map((each) => [each.rollup.start, each]));
  const buckets = await deps.ledger.readSplits(pool, chunk.from, chunk.to);
  const hoursWithBuckets = new Set(buckets.map(({ start }) => Math.floor(start / 3_600) * 3_600));
  const samples = new Map(stored.map(({ rollup }) => [rollup.start, factsOf(rollup).samples]));
  const read = await readChunk(chunk, source, samples, new Set(), now, deps.readCounts);
  const merged = read.cells.map((cell) => ({
    ...cell,
    ...mergeFacts(factsOf(byStart.get(cell.start)?.rollup), {
      samples: cell.samples,
      invocations: read.invocations.get(cell.start) ?? noInvocations,
    }),
  }));
  const lives = presumeUnread(observeLives(merged), read.unread, chunk.to);
  const context = { ...input.context, lives, describe: input.describe };
  const changed = new Set<Instant>();
  let unpriced = 0;
  for (const { samples: seen, invocations, ...period } of merged) {
    const facts = { samples: seen, invocations };
    const known = byStart.get(period.start);
    if (known?.rollup.origin.kind === 'children' || hoursWithBuckets.has(period.start)) continue;
    const split = buildSplit(period, facts, known?.rollup.splits[0], undefined, context);
    if (split.total.cost === undefined) unpriced += 1;
    if (split.instanceSeconds === 0 && split.total.unitSeconds === 0) continue;
    if (known !== undefined && isSame(factsOf(known.rollup), facts)) continue;
    const rollup: Rollup = {
      level: 'hour',
      start: period.start,
      splits: [split],
      evidence: context.evidenceAt?.(period.start) ?? 'sampled',
      backfilled: input.isBackfill,
      origin: { kind: 'samples', ...facts },
    };
    await deps.ledger.putRollup(pool, rollup, known?.version ?? 0);
    changed.add(period.start);
  }
  const unread = read.unread.instances.length + read.unread.holdings.length;
  return {
    sampled: [],
    changed,
    buckets: merged.length,
    unpriced,
    unread,
    isWhole: read.isWhole,
    hasSamples: merged.some(({ samples: facts }) => facts.some(hasSamples)),
    kept: undefined,
    silent: undefined,
  };
};
