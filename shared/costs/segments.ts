import type { Evidence, Pool, Split } from '#shared/domain/bucket.ts';
import { type Completeness, completenessOf } from '#shared/domain/completeness.ts';
import type { CostRow } from '#shared/domain/costRow.ts';
import type { RateKind } from '#shared/domain/rateKind.ts';
import { createCostSum } from '#shared/domain/sumCosts.ts';
import type { Instant } from '#shared/domain/time.ts';
import type { LedgerPiece } from '#shared/ledger/readRange.ts';
import type { Range } from './costQuestion.ts';

/** Some time of some pools in which the same holds throughout: within one step, with one set of payers and tags. */
export type Segment = {
  /** Index of the step that it lies in. */
  step: number;
  start: Instant;
  rows: CostRow[];
  completeness: Completeness;
  evidences: Set<Evidence>;
  /** Some of it was built from history before the first run. */
  backfilled: boolean;
  /** What it is the sum of. */
  pieces: PoolPiece[];
};

/** One stored item of a pool. */
export type PoolPiece = { pool: Pool; piece: LedgerPiece };

/** What was read of one pool. */
export type PoolPieces = { pool: Pool; pieces: readonly LedgerPiece[] };

type Gathered = { splits: { pool: Pool; split: Split }[] } & Pick<
  Segment,
  'evidences' | 'backfilled' | 'pieces'
>;

const indexAt = (starts: readonly Instant[], time: Instant): number => {
  let [low, high] = [0, starts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? time) <= time) low = middle + 1;
    else high = middle;
  }
  return low - 1;
};

const close = ({ splits, ...rest }: Gathered, start: Instant, step: number, rate: RateKind): Segment => {
  const sum = createCostSum(rate);
  for (const { pool, split } of splits) sum.add(pool, split);
  return {
    step,
    start,
    rows: [...sum.summarize().rows],
    completeness: completenessOf(splits.map(({ split }) => split)),
    ...rest,
  };
};

const gatherNone = (): Gathered => ({ splits: [], evidences: new Set(), backfilled: false, pieces: [] });

/**
 * Adds up what was read of some pools by segment. A piece belongs where it starts: an hour of which no buckets are left reaches
 * over an edge in its midst.
 * @param edges where something else holds from then on, in order.
 * @returns those in which there was anything, in order of time.
 */
export const toSegments = (
  read: readonly PoolPieces[],
  steps: readonly Range[],
  edges: readonly Instant[],
  rate: RateKind,
): Segment[] => {
  const stepStarts = steps.map(({ from }) => from);
  const starts = [...new Set([...stepStarts, ...edges])].toSorted((a, b) => a - b);
  const gathered = new Map<number, Gathered>();
  for (const { pool, pieces } of read) {
    for (const piece of pieces) {
      const index = indexAt(starts, piece.start);
      const known = gathered.get(index) ?? gatherNone();
      for (const split of piece.splits) known.splits.push({ pool, split });
      known.evidences.add(piece.evidence);
      known.backfilled ||= piece.backfilled;
      known.pieces.push({ pool, piece });
      gathered.set(index, known);
    }
  }
  return [...gathered]
    .toSorted(([a], [b]) => a - b)
    .flatMap(([index, each]) => {
      const start = starts[index];
      return start === undefined ? [] : [close(each, start, indexAt(stepStarts, start), rate)];
    });
};
