import { isDeepStrictEqual } from 'node:util';
import { buildBucket, type SplitContext } from '#shared/attribution/buildBucket.ts';
import type { Bucket, Described, Facts, Pool } from '#shared/domain/bucket.ts';
import { mergeInvocations, noInvocations } from '#shared/domain/invocations.ts';
import { mergeSamples } from '#shared/domain/mergeSamples.ts';
import { after, bucketSeconds, type Instant } from '#shared/domain/time.ts';
import type { StoredBucket } from '#shared/ledger/bucketItem.ts';
import type { Ledger } from '#shared/ledger/createLedger.ts';
import { retryConflicts } from '#shared/ledger/retryConflicts.ts';
import { keepHoles } from './keepHoles.ts';

/** A bucket's share of a read. */
export type SeenBucket = Facts & { start: Instant; described: Described | undefined };

const isSame = (stored: Bucket | undefined, built: Bucket): boolean => {
  if (stored === undefined) {
    const isEmpty = built.instanceSeconds === 0 && built.total.unitSeconds === 0;
    return isEmpty && built.allocated.length === 0;
  }
  const { samples: storedSamples, ...storedRest } = stored;
  const { samples, ...rest } = built;
  return storedSamples === samples && isDeepStrictEqual(storedRest, rest);
};

/** Puts one bucket unless it is unchanged; when another run wrote first, merges with what that run saw. */
export const putMerged = (
  ledger: Ledger,
  pool: Pool,
  { start, described, ...seen }: SeenBucket,
  known: StoredBucket | undefined,
  context: SplitContext & { isBackfill: boolean },
): Promise<{ built: Bucket; isWritten: boolean }> => {
  let isFirst = true;
  return retryConflicts(async () => {
    const again = isFirst ? [known] : await ledger.readBuckets(pool, start, after(start, bucketSeconds));
    isFirst = false;
    const [stored] = again;
    const facts = {
      samples: mergeSamples(stored?.bucket.samples ?? [], seen.samples),
      invocations: mergeInvocations(stored?.bucket.invocations ?? noInvocations, seen.invocations),
    };
    const fresh = buildBucket(start, facts, stored?.bucket, { ...context, described });
    const built = keepHoles(stored?.bucket, fresh);
    if (isSame(stored?.bucket, built)) return { built, isWritten: false };
    await ledger.putBucket(pool, built, stored?.version ?? 0);
    return { built, isWritten: true };
  });
};
