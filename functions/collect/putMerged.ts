import { isDeepStrictEqual } from 'node:util';
import { buildBucket, type SplitContext } from '#shared/attribution/buildBucket.ts';
import type { Bucket, Described, Pool } from '#shared/domain/bucket.ts';
import { ConflictError } from '#shared/domain/errors.ts';
import { mergeSamples } from '#shared/domain/mergeSamples.ts';
import type { Samples } from '#shared/domain/samples.ts';
import { after, bucketSeconds, type Instant } from '#shared/domain/time.ts';
import type { StoredBucket } from '#shared/ledger/bucketItem.ts';
import type { Ledger } from '#shared/ledger/createLedger.ts';

const maxConflicts = 5;

/** A bucket's share of a read. */
export type SeenBucket = { start: Instant; samples: readonly Samples[]; described: Described | undefined };

const isSame = (stored: Bucket | undefined, built: Bucket): boolean => {
  if (stored === undefined) return built.instanceSeconds === 0 && built.total.gpuSeconds === 0;
  const { samples: storedSamples, ...storedRest } = stored;
  const { samples, ...rest } = built;
  return storedSamples === samples && isDeepStrictEqual(storedRest, rest);
};

/** Puts one bucket unless it is unchanged; when another run wrote first, merges with what that run saw. */
export const putMerged = async (
  ledger: Ledger,
  pool: Pool,
  seen: SeenBucket,
  known: StoredBucket | undefined,
  context: SplitContext & { isBackfill: boolean },
): Promise<{ built: Bucket; isWritten: boolean }> => {
  const { start, described } = seen;
  let stored = known;
  for (let conflicts = 0; ; conflicts += 1) {
    const samples = mergeSamples(stored?.bucket.samples ?? [], seen.samples);
    const built = buildBucket(start, samples, stored?.bucket, { ...context, described });
    if (isSame(stored?.bucket, built)) return { built, isWritten: false };
    try {
      await ledger.putBucket(pool, built, stored?.version ?? 0);
      return { built, isWritten: true };
    } catch (error) {
      if (!(error instanceof ConflictError) || conflicts >= maxConflicts) throw error;
      [stored] = await ledger.readBuckets(pool, start, after(start, bucketSeconds));
    }
  }
};
