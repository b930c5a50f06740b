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

/** Where segments start, and the steps that they lie in. */
export type SegmentEdges = { starts: readonly Instant[]; stepAt(time: Instant): number };

type Gathered = { splits: { pool: Pool; split: Split }[] } & Pick<
  Segment,
  'evidences' | 'backfilled' | 'pieces'
>;

/** Which of some starts, in order, a time comes after or is; -1 for none. */
export const indexAt = (starts: readonly Instant[], time: Instant): number => {
  let [low, high] = [0, starts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? time) <= time) low = middle + 1;
    else high = middle;
  }
  return low - 1;
};

/** @param edges where something else holds from then on. */
export const toEdges = (steps: readonly Range[], edges: readonly Instant[]): SegmentEdges => {
  const stepStarts = steps.map(({ from }) => from);
  return {
    starts: [...new Set([...stepStarts, ...edges])].toSorted((a, b) => a - b),
    stepAt: (time) => indexAt(stepStarts, time),
  };
};

/** The start of the segment that a time lies in; undefined before all. */
export const findSegment = ({ starts }: SegmentEdges, time: Instant): Instant | undefined =>
  starts[indexAt(starts, time)];

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
 * @returns those in which there was anything, in order of time.
 */
export const toSegments = (read: readonly PoolPieces[], edges: SegmentEdges, rate: RateKind): Segment[] => {
  const gathered = new Map<Instant, Gathered>();
  for (const { pool, pieces } of read) {
    for (const piece of pieces) {
      const at = findSegment(edges, piece.start) ?? piece.start;
      const known = gathered.get(at) ?? gatherNone();
      for (const split of piece.splits) known.splits.push({ pool, split });
      known.evidences.add(piece.evidence);
      known.backfilled ||= piece.backfilled;
      known.pieces.push({ pool, piece });
      gathered.set(at, known);
    }
  }
  return [...gathered]
    .toSorted(([a], [b]) => a - b)
    .map(([start, each]) => close(each, start, edges.stepAt(start), rate));
};
