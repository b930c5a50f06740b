import type { Pool } from '#shared/domain/bucket.ts';
import { oweOvertaken } from '#shared/domain/oweRevision.ts';
import type { PoolState, SamplesPer } from '#shared/domain/poolState.ts';
import { earliest, type Instant, latest } from '#shared/domain/time.ts';
import type { Ledger } from '#shared/ledger/createLedger.ts';
import type { createAnnounceChanges } from './announceChanges.ts';
import type { Range } from './chooseRange.ts';
import type { ChunkResult } from './chunkInput.ts';
import type { reopenBeforePut } from './reopenBeforePut.ts';

/** How far a run has come: up to where all is settled, up to where it has read, and up to where at an age to settle. */
export type Reached = {
  settledThrough: Instant;
  readThrough: Instant;
  matureThrough: Instant;
  silent: ChunkResult['silent'];
  sampled: ChunkResult['sampled'];
  /** Whether the last stretch was changed. */
  hasWritten: boolean;
  /** Whether anything of it is known to have had a sample. */
  hasSamples: boolean;
};

/** What a run began with. */
type Began = {
  range: Range;
  /** The state of a pool that has none yet. */
  fresh: PoolState;
  /** By what it gives prices and owners. */
  known: Pick<PoolState, 'rates' | 'ownersVersion' | 'ratesVersion'>;
};

/** What a run has found out of a pool. */
type Learned = {
  dimensionOf(before: string | undefined): string | undefined;
  samplesPer: SamplesPer | undefined;
};

/** Prepares how a run keeps, stretch by stretch, how far it has come: in its look-back, and in a backfill that is under way. */
export const createKeep = (
  ledger: Ledger,
  pool: Pool,
  { range, fresh, known }: Began,
  { dimensionOf, samplesPer }: Learned,
  late: ReturnType<typeof reopenBeforePut>,
  announceChanges: ReturnType<typeof createAnnounceChanges>,
) => {
  // What another run put meanwhile this one has not seen: it settles no more than both found settled.
  const keepProgress = async (reached: Reached): Promise<void> => {
    const { readThrough, matureThrough, silent, hasWritten, hasSamples } = reached;
    // Before the mark: a crash in between sends the same events again.
    const settledThrough = await announceChanges(reached.sampled, reached.settledThrough);
    late.mark = await ledger.changePool(pool, (before = fresh): PoolState => {
      const owed = oweOvertaken(before, known, range.from);
      const common = earliest(settledThrough, before.settledThrough);
      const isOvertaken = before.readThrough > readThrough && before.readThrough >= range.to;
      if (isOvertaken) return { ...owed, settledThrough: hasWritten ? common : before.settledThrough };
      return {
        ...owed,
        settledThrough: before.runs === late.mark.runs ? settledThrough : common,
        runs: before.runs + 1,
        readThrough: latest(before.readThrough, readThrough),
        matureThrough: latest(before.matureThrough ?? matureThrough, matureThrough),
        acceleratorDimension: dimensionOf(before.acceleratorDimension),
        ...(samplesPer === undefined ? {} : { samplesPer }),
        isUnsampled: hasSamples ? undefined : before.isUnsampled,
        silent,
      };
    });
  };
  const keepBackfill = async ({ settledThrough: next }: Reached): Promise<void> => {
    await ledger.changePool(pool, (before = fresh): PoolState => {
      if (before.backfill === undefined || next < before.backfill.next) return before;
      const owed = oweOvertaken(before, known, before.backfill.from);
      return next >= before.collectedFrom
        ? { ...owed, collectedFrom: before.backfill.from, backfill: undefined }
        : { ...owed, backfill: { ...before.backfill, next } };
    });
  };
  return { keepProgress, keepBackfill };
};
