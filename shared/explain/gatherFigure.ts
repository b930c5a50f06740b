import type { CostQuestion } from '#shared/costs/costQuestion.ts';
import type { CostGroup, OpenSegment } from '#shared/costs/readCosts.ts';
import { type CostFacts, createCostTally, isInScope, type Scope } from '#shared/costs/tallyCosts.ts';
import type { Pool } from '#shared/domain/bucket.ts';
import { completenessOf } from '#shared/domain/completeness.ts';
import type { CostRow } from '#shared/domain/costRow.ts';
import type { Owners } from '#shared/domain/owners.ts';
import type { RateKind } from '#shared/domain/rateKind.ts';
import type { SharedRow } from '#shared/domain/shareIdle.ts';
import { type SpreadPart, spreadRow } from '#shared/domain/spreadRow.ts';
import { createCostSum } from '#shared/domain/sumCosts.ts';
import { rowKey, traceRows } from '#shared/domain/traceRows.ts';
import type { Window } from '#shared/domain/window.ts';
import type { LedgerPiece } from '#shared/ledger/readRange.ts';
import { type Cell, cellsByRow, toCells, toPoolSplits } from './cells.ts';
import { type ChildFigure, createChildren } from './gatherChildren.ts';
import { createParts, type FigurePart } from './gatherParts.ts';
import { createPrices, type KnownPrice, type PoolPrices } from './gatherPrices.ts';
import { settleSegment, type TracedRow } from './settleSegment.ts';

/** Which figure: a question's total, cut into parts of its window. */
export type FigureQuestion = Omit<CostQuestion, 'steps' | 'cuts'> & {
  window: Window;
  /** In order; together they are the window. */
  children: readonly Window[];
  scope: Scope;
  isWanted(row: SharedRow): boolean;
};

/** What a row of the figure has of one pool in one part of the window. */
export type FigureCell = { row: TracedRow; pool: Pool; child: number; part: SpreadPart };

/** A figure with all that it rests on. */
export type Figure = {
  facts: CostFacts;
  parts: FigurePart[];
  children: ChildFigure[];
  prices: { known: ReadonlyMap<string, KnownPrice>; pools: PoolPrices[] };
  /** The stored item of the earliest time. */
  oldest: { pool: Pool; piece: LedgerPiece } | undefined;
};

/** The rows of one part of a segment's time, with the tags that the segment's own have. */
const rowsOfCells = (cells: readonly Cell[], segment: OpenSegment, rate: RateKind): CostRow[] => {
  const sum = createCostSum(rate);
  for (const { pool, pieces } of cells)
    for (const { piece } of pieces) for (const split of piece.splits) sum.add(pool, split);
  const tags = new Map(segment.rows.map((row) => [rowKey(row), row.tags]));
  return sum.summarize().rows.map((row) => {
    const own = tags.get(rowKey(row));
    return own === undefined ? row : { ...row, tags: own };
  });
};

/** What is known of some cells of a segment, as `readCosts` would tell of their time alone. */
const factsOfCells = (cells: readonly Cell[], segment: OpenSegment): Omit<CostGroup, 'step' | 'rows'> => {
  const pieces = cells.flatMap((cell) => cell.pieces.map(({ piece }) => piece));
  return {
    start: segment.start,
    completeness: completenessOf(pieces.flatMap(({ splits }) => splits)),
    evidences: new Set(pieces.map(({ evidence }) => evidence)),
    backfilled: pieces.some(({ backfilled }) => backfilled),
    settledThrough: segment.settledThrough,
  };
};

/** What a row has of each pool in each part of the window. */
const spreadOver = (row: TracedRow, cells: readonly Cell[]): FigureCell[] => {
  const places = cells.flatMap(({ child, pool, rows }) =>
    (rows.get(rowKey(row.source)) ?? []).map(({ unitSeconds, cost }) => {
      return { child, pool, amount: { unitSeconds, cost } };
    }),
  );
  const parts = spreadRow(
    row,
    places.map(({ amount }) => amount),
  );
  return places.flatMap(({ child, pool }, index) => {
    const part = parts[index];
    return part === undefined ? [] : [{ row, pool, child, part }];
  });
};

/**
 * Gathers a figure from the segments that it is the sum of.
 * @param onCell is told what each row has of each pool in each part of the window.
 */
export const createFigure = (
  { children: windows, scope, isWanted, rate, idle }: FigureQuestion,
  owners: Owners,
  onCell: (cell: FigureCell) => void,
) => {
  const tally = createCostTally([], scope, isWanted);
  const parts = createParts(rate, owners, idle.kind === 'payers');
  const children = createChildren(windows, scope, isWanted);
  const prices = createPrices(rate);
  let oldest: Figure['oldest'];

  const addAlone = (segment: OpenSegment, cells: readonly Cell[]): void => {
    for (const [child, own] of Map.groupBy(cells, (cell) => cell.child)) {
      const { rows } = settleSegment(rowsOfCells(own, segment, rate), segment, idle, owners);
      children.addAlone(child, { ...factsOfCells(own, segment), rows });
    }
  };
  const addItems = (cells: readonly Cell[], wanted: ReadonlySet<string>): void => {
    for (const { child, pool, pieces } of cells) {
      for (const traced of pieces) {
        if (!wanted.values().some((key) => traced.rows.has(key))) continue;
        const { piece } = traced;
        children.addItem(child, pool, piece);
        prices.add(pool, traced, wanted);
        if (oldest === undefined || piece.start < oldest.piece.start) oldest = { pool, piece };
      }
    }
  };
  return {
    add: (segment: OpenSegment): void => {
      const cells = toCells(segment.pieces, windows, rate);
      const { rows, borneBy } = settleSegment(segment.rows, segment, idle, owners);
      tally.add({ ...segment, rows });
      addAlone(segment, cells);
      const wanted = rows.filter((row) => isInScope(row, scope) && isWanted(row));
      if (wanted.length === 0) return;
      addItems(cells, new Set(wanted.map((row) => rowKey(row.source))));
      const traced = traceRows(toPoolSplits(segment.pieces), rate);
      const byRow = cellsByRow(cells);
      for (const row of wanted) {
        const key = rowKey(row.source);
        const own = byRow.get(key) ?? [];
        parts.add(segment, { row, parts: traced.get(key) ?? [], cells: own, borne: borneBy(row) });
        for (const cell of spreadOver(row, own)) {
          children.add(cell.child, row, cell.part);
          onCell(cell);
        }
      }
    },
    all: (): Figure => ({
      facts: tally.facts(),
      parts: parts.all(),
      children: children.all(),
      prices: { known: prices.known(), pools: prices.pools() },
      oldest,
    }),
  };
};
