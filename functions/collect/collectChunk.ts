import type { SplitContext } from '#shared/attribution/buildBucket.ts';
import type { Pool } from '#shared/domain/bucket.ts';
import { noInvocations } from '#shared/domain/invocations.ts';
import { type Lives, observeLives, type SampledPeriod } from '#shared/domain/lives.ts';
import { mergeSamples } from '#shared/domain/mergeSamples.ts';
import type { SilentSighting } from '#shared/domain/poolState.ts';
import { presumeSilent, presumeUnread } from '#shared/domain/presumeLives.ts';
import { hasSamples } from '#shared/domain/samples.ts';
import { bucketAt } from '#shared/domain/slots.ts';
import { after, bucketSeconds, floorTo, type Instant } from '#shared/domain/time.ts';
import type { StoredBucket } from '#shared/ledger/bucketItem.ts';
import type { Ledger } from '#shared/ledger/createLedger.ts';
import type { ChunkInput, ChunkResult, CollectChunkDeps } from './chunkInput.ts';
import { describeSilence } from './describeSilence.ts';
import type { Chunk } from './planChunks.ts';
import { putMerged } from './putMerged.ts';
import { type ChunkRead, instancesIn, readChunk } from './readChunk.ts';

/**
 * How much more than is read again is looked at of what is stored, before and after: a hole that began before is then still
 * seen as one when its last bucket is read for the last time, and one that ends after by a run that is late. What is
 * missing for longer has ended.
 */
export const historySeconds = 1_800;

/** A component's model as it is recorded, or for one that is gone, as the pool's last buckets had it. */
const withModels = (
  describe: SplitContext['describe'],
  stored: readonly StoredBucket[],
): SplitContext['describe'] => {
  const rows = stored.flatMap(({ bucket }) => bucket.allocated);
  const models = new Map(rows.map(({ component, model }) => [component, model]));
  return (component, time) => {
    const known = describe(component, time);
    return { ...known, model: known.model ?? models.get(component) };
  };
};

/** What could not be read is no silence: it is presumed to be there as it was. */
const presumeLives = (
  observed: Lives,
  { unread }: ChunkRead,
  silent: SilentSighting | undefined,
  to: Instant,
): Lives => {
  const isUnread = unread.instances.length + unread.holdings.length > 0;
  if (silent === undefined || isUnread) return presumeUnread(observed, unread, to);
  return presumeSilent(observed, { from: silent.at, instances: silent.instances }, to);
};

/** The last bucket before the pool fell silent, where that is long ago: the same instances may speak again. */
const readBeforeSilence = async (
  { chunk, source, silent }: ChunkInput,
  ledger: Ledger,
): Promise<SampledPeriod[]> => {
  if (silent === undefined || silent.instances === 0 || silent.at > after(chunk.from, -historySeconds))
    return [];
  const end = floorTo(silent.at, bucketSeconds);
  const stored = await ledger.readBuckets(source.pool, after(end, -bucketSeconds), end);
  return stored.map(({ bucket }) => ({ ...bucketAt(bucket.start), samples: bucket.samples }));
};

/** The instances that the ledger has under some other pools about the time of a stretch. */
const readForeign = async (
  pools: readonly Pool[],
  { from, to }: Chunk,
  ledger: Ledger,
): Promise<Set<string>> => {
  const foreign = new Set<string>();
  for (const pool of pools) {
    const buckets = await ledger.readBuckets(pool, after(from, -bucketSeconds), to);
    for (const instance of instancesIn(buckets.map(({ bucket }) => bucket.samples))) foreign.add(instance);
  }
  return foreign;
};

/**
 * Brings the buckets of one stretch up to date: reads what is stored *before* CloudWatch, merges by slot, and puts each
 * changed bucket whole on its version. Running it twice, late or twice at once gives the same buckets.
 */
export const collectChunk = async (input: ChunkInput, deps: CollectChunkDeps): Promise<ChunkResult> => {
  const { chunk, source, now } = input;
  const { pool } = source;
  const stored = await deps.ledger.readBuckets(
    pool,
    after(chunk.from, -historySeconds),
    after(chunk.to, historySeconds),
  );
  const byStart = new Map(stored.map((each) => [each.bucket.start, each]));
  const samples = new Map(stored.map(({ bucket }) => [bucket.start, bucket.samples]));
  const foreign = await readForeign(source.siblings, chunk, deps.ledger);
  const read = await readChunk(chunk, source, samples, foreign, now, deps.readCounts);
  const merged = read.cells.map((cell) => ({
    ...cell,
    samples: mergeSamples(samples.get(cell.start) ?? [], cell.samples),
  }));
  const outside = stored
    .filter(({ bucket: { start } }) => start < chunk.from || start >= chunk.to)
    .map(({ bucket }) => ({ ...bucketAt(bucket.start), samples: bucket.samples }));
  const before = outside.filter(({ start }) => start < chunk.from);
  const silence = await describeSilence([...before, ...merged], byStart, input);
  const beforeSilence = await readBeforeSilence(input, deps.ledger);
  const observed = observeLives([...beforeSilence, ...outside, ...merged]);
  const presumed = presumeLives(observed, read, silence.kept, chunk.to);
  const context = {
    ...input.context,
    describe: withModels(input.describe, stored),
    isBackfill: input.isBackfill,
  };
  const changed = new Set<Instant>();
  let unpriced = 0;
  for (const { start, samples: seen } of read.cells) {
    const invocations = read.invocations.get(start) ?? noInvocations;
    const bucket = { start, samples: seen, invocations, described: undefined };
    const lives = start < input.settledThrough ? observed : presumed;
    const known = byStart.get(start);
    const { built, isWritten } = await putMerged(deps.ledger, pool, bucket, known, { ...context, lives });
    if (isWritten) changed.add(start);
    if (built.total.cost === undefined) unpriced += 1;
  }
  const unread = read.unread.instances.length + read.unread.holdings.length;
  return {
    sampled: [...outside, ...merged],
    changed,
    buckets: read.cells.length,
    unpriced,
    unread,
    isWhole: read.isWhole,
    hasSamples: merged.some(({ samples: facts }) => facts.some(hasSamples)),
    kept: silence.kept,
    silent: silence.sighting,
  };
};
