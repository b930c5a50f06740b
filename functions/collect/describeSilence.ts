import type { SampledPeriod } from '#shared/domain/lives.ts';
import type { SilentSighting } from '#shared/domain/poolState.ts';
import { hasSamples } from '#shared/domain/samples.ts';
import { after, type Instant } from '#shared/domain/time.ts';
import type { StoredBucket } from '#shared/ledger/bucketItem.ts';
import type { ChunkInput } from './chunkInput.ts';

/** What is known of a silent pool: the capacity that it keeps as unknown from a time on, and what to remember of it. */
export type Silence = { kept: SilentSighting | undefined; sighting: SilentSighting | undefined };

const isSilent = ({ samples }: SampledPeriod): boolean => !samples.some(hasSamples);

/**
 * Since when the pool is silent although it had instances, and how many. Undefined when nothing tells when a capacity
 * began: SageMaker said at an earlier run that there was none, or no run ever saw any.
 */
const silentSince = (
  cells: readonly SampledPeriod[],
  stored: ReadonlyMap<Instant, StoredBucket>,
  seen: SilentSighting | undefined,
  now: Instant,
): SilentSighting | undefined => {
  const last = cells.findLast((cell) => !isSilent(cell));
  const end = last && after(last.start, last.seconds);
  if (seen !== undefined && (end === undefined || end <= seen.at))
    return seen.instances > 0 ? seen : undefined;
  const bucket = last && stored.get(last.start)?.bucket;
  if (last === undefined || end === undefined || bucket === undefined) return undefined;
  return { at: end, instances: Math.ceil(bucket.instanceSeconds / last.seconds), saidAt: now };
};

/** A silence that is over is remembered while buckets of it are still read again. */
const remember = (cells: readonly SampledPeriod[], seen: SilentSighting | undefined) => {
  const spoke = cells.find((cell) => seen !== undefined && cell.start >= seen.at && !isSilent(cell));
  return spoke === undefined || spoke !== cells[0] ? seen : undefined;
};

/**
 * A pool that has fallen silent keeps, as unknown, the capacity that it had and that SageMaker says it still has. That is
 * presumed at each run anew and never stored as a fact: once there are samples again they tell, if they are of the same
 * instances, that these were there in between, and if they are of new ones, that nothing was. An instance that was only just
 * started has not been silent, and an endpoint that was scaled to zero and is up again was not there in between.
 *
 * @param cells what is known of the time that is read again, and of some before.
 */
export const describeSilence = async (
  cells: readonly SampledPeriod[],
  stored: ReadonlyMap<Instant, StoredBucket>,
  { chunk, countInstances, silent, now }: Pick<ChunkInput, 'chunk' | 'countInstances' | 'silent' | 'now'>,
): Promise<Silence> => {
  const newest = cells.at(-1);
  const again = cells.filter(({ start }) => start >= chunk.from);
  if (countInstances === undefined || newest === undefined || !isSilent(newest))
    return { kept: undefined, sighting: remember(again, silent) };
  const described = await countInstances();
  const since = silentSince(cells, stored, silent, now);
  const instances = Math.min(described, since?.instances ?? 0);
  if (since === undefined || instances === 0)
    return { kept: undefined, sighting: { at: now, instances: described, saidAt: now } };
  const kept = { ...since, instances };
  return { kept, sighting: kept };
};
