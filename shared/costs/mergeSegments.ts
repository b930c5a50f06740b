import { compareKeys } from '#shared/domain/compareKeys.ts';
import { addCompleteness } from '#shared/domain/completeness.ts';
import { rowOrder } from '#shared/domain/costRow.ts';
import type { Segment } from './segments.ts';

const addSegments = (a: Segment, b: Segment): Segment => ({
  ...a,
  rows: [...a.rows, ...b.rows],
  completeness: addCompleteness(a.completeness, b.completeness),
  evidences: a.evidences.union(b.evidences),
  backfilled: a.backfilled || b.backfilled,
  pieces: [...a.pieces, ...b.pieces],
});

/** So that what goes to the first among equals does not hang on which endpoint was read first. */
const inOrder = (segment: Segment): Segment => ({
  ...segment,
  rows: segment.rows.toSorted((a, b) => compareKeys(rowOrder(a), rowOrder(b))),
});

/** Segments of the same time as one. */
export const mergeSegments = (segments: readonly Segment[]): Segment[] =>
  [...Map.groupBy(segments, ({ start }) => start).values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : [inOrder(others.reduce(addSegments, first))],
  );
