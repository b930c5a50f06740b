import type { SplitContext } from '#shared/attribution/buildBucket.ts';
import type { SampledPeriod } from '#shared/domain/lives.ts';
import type { SilentSighting } from '#shared/domain/poolState.ts';
import type { Instant } from '#shared/domain/time.ts';
import type { Ledger } from '#shared/ledger/createLedger.ts';
import type { ReadCounts } from '#shared/metrics/readCounts.ts';
import type { Chunk } from './planChunks.ts';
import type { PoolSource } from './readChunk.ts';

export type CollectChunkDeps = { ledger: Ledger; readCounts: ReadCounts };

export type ChunkInput = {
  chunk: Chunk;
  source: PoolSource;
  context: Omit<SplitContext, 'lives' | 'describe'>;
  describe: SplitContext['describe'];
  /** Asked only when the pool has fallen silent at the end of the chunk: what SageMaker says that it has. */
  countInstances: (() => Promise<number>) | undefined;
  /** What it said at the run before, if the pool was silent then. */
  silent: SilentSighting | undefined;
  /** Buckets before this are as they are: nothing is presumed of them any more, only samples change them. */
  settledThrough: Instant;
  isBackfill: boolean;
  now: Instant;
};

export type ChunkResult = {
  /** What the ledger has of the stretch now, and of half an hour before and after it; nothing of hours stored directly. */
  sampled: readonly SampledPeriod[];
  changed: ReadonlySet<Instant>;
  buckets: number;
  unpriced: number;
  /** Series that CloudWatch would not give. */
  unread: number;
  isWhole: boolean;
  /** Whether anything is known to have had a sample. */
  hasSamples: boolean;
  /** What of a silent pool's capacity is presumed. */
  kept: SilentSighting | undefined;
  /** What SageMaker says of the pool, if it is silent now. */
  silent: SilentSighting | undefined;
};
