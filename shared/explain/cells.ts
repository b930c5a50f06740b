import type { PoolPiece } from '#shared/costs/segments.ts';
import type { Pool } from '#shared/domain/bucket.ts';
import type { RateKind } from '#shared/domain/rateKind.ts';
import { type PoolSplits, poolIdentity, type TracedPart, traceRows } from '#shared/domain/traceRows.ts';
import type { Window } from '#shared/domain/window.ts';
import type { LedgerPiece } from '#shared/ledger/readRange.ts';

/** A stored item, and the parts of rows in it by `rowKey`. */
export type TracedPiece = { piece: LedgerPiece; rows: ReadonlyMap<string, readonly TracedPart[]> };

/** What one pool has in one part of the window. */
export type Cell = {
  child: number;
  pool: Pool;
  pieces: readonly TracedPiece[];
  /** The parts of rows in all of it. */
  rows: ReadonlyMap<string, readonly TracedPart[]>;
};

const byPool = <Item extends { pool: Pool }>(items: readonly Item[]): Item[][] => [
  ...Map.groupBy(items, ({ pool }) => poolIdentity(pool)).values(),
];

/** The splits of some pieces, pool by pool. */
export const toPoolSplits = (pieces: readonly PoolPiece[]): PoolSplits[] =>
  byPool(pieces).flatMap((own) => {
    const splits = own.flatMap(({ piece }) => piece.splits);
    return own.slice(0, 1).map(({ pool }) => ({ pool, splits }));
  });

const openCell = (child: number, own: readonly PoolPiece[], rateKind: RateKind): Cell[] => {
  const pieces = own.map(({ pool, piece }): TracedPiece => {
    return { piece, rows: traceRows([{ pool, splits: piece.splits }], rateKind) };
  });
  const [first, ...others] = pieces;
  const [{ pool } = {}] = own;
  if (first === undefined || pool === undefined) return [];
  return [
    { child, pool, pieces, rows: others.length === 0 ? first.rows : traceRows(toPoolSplits(own), rateKind) },
  ];
};

/**
 * What each pool has in each part of the window, in order of the parts.
 * @param children the parts, in order; together they are the window, and no piece reaches from one into another.
 */
export const toCells = (
  pieces: readonly PoolPiece[],
  children: readonly Window[],
  rateKind: RateKind,
): Cell[] => {
  const inOrder = pieces.toSorted((a, b) => a.piece.start - b.piece.start);
  const cells: Cell[] = [];
  let next = 0;
  for (const [child, { to }] of children.entries()) {
    const first = next;
    while ((inOrder[next]?.piece.start ?? to) < to) next += 1;
    for (const own of byPool(inOrder.slice(first, next))) cells.push(...openCell(child, own, rateKind));
  }
  return cells;
};

/** The cells that a row has a part of, by `rowKey`. */
export const cellsByRow = (cells: readonly Cell[]): Map<string, Cell[]> => {
  const found = new Map<string, Cell[]>();
  for (const cell of cells) {
    for (const key of cell.rows.keys()) {
      const known = found.get(key);
      if (known === undefined) found.set(key, [cell]);
      else known.push(cell);
    }
  }
  return found;
};
