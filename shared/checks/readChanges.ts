import type { Bucket, Evidence, Pool } from '#shared/domain/bucket.ts';
import { type Completeness, completenessOf } from '#shared/domain/completeness.ts';
import { type AllocationChange, findAllocationChanges } from '#shared/domain/findAllocationChanges.ts';
import type { PoolState } from '#shared/domain/poolState.ts';
import { bucketAt } from '#shared/domain/slots.ts';
import { after, bucketSeconds, earliest, floorTo } from '#shared/domain/time.ts';
import type { Window } from '#shared/domain/window.ts';
import type { Ledger } from '#shared/ledger/createLedger.ts';

/** What a hole may reach into on either side. */
const marginSeconds = 1_800;

/** A pool's changes in some time, and what is known of the buckets that they were found in. */
export type ReadChanges = {
  changes: readonly AllocationChange[];
  /** Whether units are thousandths of vCPUs; else they are accelerators. */
  areVcpus: boolean;
  completeness: Completeness;
  evidences: ReadonlySet<Evidence>;
  backfilled: boolean;
};

const describe = (changes: readonly AllocationChange[], buckets: readonly Bucket[]): ReadChanges => ({
  changes,
  areVcpus: buckets.some(({ unit }) => unit?.kind === 'vcpu'),
  completeness: completenessOf(buckets),
  evidences: new Set(buckets.map(({ evidence }) => evidence)),
  backfilled: buckets.some(({ backfilled }) => backfilled),
});

/**
 * Reads when a pool's components came to hold more or fewer of its units, as far as it is settled: at its growing end, what is
 * yet to be read would look like something that is gone. What was there as the ledger began did not come just then, so that what
 * is before it is not told.
 *
 * Law: the changes of a range are those of its parts.
 */
export const readChanges = async (
  pool: Pool,
  { settledThrough, collectedFrom }: Pick<PoolState, 'settledThrough' | 'collectedFrom'>,
  { from, to }: Window,
  ledger: Pick<Ledger, 'readBuckets'>,
): Promise<ReadChanges> => {
  const end = earliest(to, settledThrough);
  if (from >= end) return describe([], []);
  const stored = await ledger.readBuckets(
    pool,
    after(floorTo(from, bucketSeconds), -marginSeconds),
    after(floorTo(after(end, bucketSeconds - 1), bucketSeconds), marginSeconds),
  );
  const buckets = stored.map(({ bucket }) => bucket);
  const periods = buckets.map(({ start, samples }) => ({ ...bucketAt(start), samples }));
  const changes = findAllocationChanges(periods, { from, to: end }).filter(({ at }) => at > collectedFrom);
  const within = buckets.filter(({ start }) => start + bucketSeconds > from && start < end);
  return describe(changes, within);
};
