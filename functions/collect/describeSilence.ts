import type { Described } from '#shared/domain/bucket.ts';
import type { SampledPeriod } from '#shared/domain/lives.ts';
import type { SilentSighting } from '#shared/domain/poolState.ts';
import { hasSamples } from '#shared/domain/samples.ts';
import { after, type Instant } from '#shared/domain/time.ts';
import type { StoredBucket } from '#shared/ledger/bucketItem.ts';
import type { ChunkInput } from './chunkInput.ts';

/** What is to be kept of a silent pool: capacity, by bucket, and what SageMaker says of it now. */
export type Silence = {
  described: ReadonlyMap<Instant, Described>;
  sighting: SilentSighting | undefined;
};

const isSilent = ({ samples }: SampledPeriod): boolean => !samples.some(hasSamples);

/**
 * Since when the pool is known to have had instances, and how many: since SageMaker said so at the run before, or since the
 * last bucket that had any, if no run has looked between. Undefined when nothing tells when a capacity began.
 */
const knownSince = (
  cells: readonly SampledPeriod[],
  stored: ReadonlyMap<Instant, StoredBucket>,
  seen: SilentSighting | undefined,
): SilentSighting | undefined => {
  if (seen !== undefined) return seen.instances > 0 ? seen : undefined;
  const last = cells.findLast((cell) => !isSilent(cell));
  const bucket = last && stored.get(last.start)?.bucket;
  if (last === undefined || bucket === undefined) return undefined;
  return { at: after(last.start, last.seconds), instances: Math.ceil(bucket.instanceSeconds / last.seconds) };
};

/**
 * A pool that has fallen silent keeps, as unknown, the capacity that it had and that SageMaker says it still has: in every
 * silent bucket between the two. An instance that was only just started has not been silent, and an endpoint that was
 * scaled to zero and is up again was not there in between.
 */
export const describeSilence = async (
  cells: readonly SampledPeriod[],
  stored: ReadonlyMap<Instant, StoredBucket>,
  { countInstances, silent, now }: Pick<ChunkInput, 'countInstances' | 'silent' | 'now'>,
): Promise<Silence> => {
  const newest = cells.at(-1);
  if (countInstances === undefined || newest === undefined || !isSilent(newest))
    return { described: new Map(), sighting: undefined };
  const sighting = { at: now, instances: await countInstances() };
  const since = knownSince(cells, stored, silent);
  const instances = Math.min(sighting.instances, since?.instances ?? 0);
  if (since === undefined || instances === 0) return { described: new Map(), sighting };
  const described = { instances, accelerators: new Map<string, number>() };
  const kept = cells.filter((cell) => cell.start >= since.at && isSilent(cell));
  return { described: new Map(kept.map(({ start }) => [start, described])), sighting };
};
