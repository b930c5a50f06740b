import type { CostGroup } from '#shared/costs/readCosts.ts';
import { type CostFacts, createCostTally, type Scope } from '#shared/costs/tallyCosts.ts';
import { addLineAmounts, type LineAmount, toLineAmount } from '#shared/domain/aggregateCosts.ts';
import type { Pool } from '#shared/domain/bucket.ts';
import { addMoney, type Money, zeroMoney } from '#shared/domain/money.ts';
import type { SharedRow } from '#shared/domain/shareIdle.ts';
import type { SpreadPart } from '#shared/domain/spreadRow.ts';
import type { Window } from '#shared/domain/window.ts';
import type { LedgerPiece } from '#shared/ledger/readRange.ts';

/** A stored item that a child rests on. */
export type ChildItem = { pool: Pool; piece: Pick<LedgerPiece, 'grain' | 'start' | 'version' | 'origin'> };

/** What a figure comes to in one part of its window. */
export type ChildFigure = {
  window: Window;
  /** Of what has a price. */
  amount: LineAmount;
  /** Idle capacity that is borne, which is in the amount. */
  borne: LineAmount;
  unpriced: LineAmount;
  /** What the same question says of this window alone, where idle capacity is shared among who held something in it. */
  alone: Money;
  facts: CostFacts;
  items: readonly ChildItem[];
};

const none: LineAmount = { gpuSeconds: 0, vcpuSeconds: 0, cost: zeroMoney };

type Open = Omit<ChildFigure, 'alone' | 'facts' | 'items'> & { items: Map<LedgerPiece, Pool> };

/** Adds up a figure by the parts of its window. */
export const createChildren = (
  windows: readonly Window[],
  scope: Scope,
  isWanted: (row: SharedRow) => boolean,
) => {
  const children = windows.map((window): Open => {
    return { window, amount: none, borne: none, unpriced: none, items: new Map() };
  });
  const tallies = windows.map(() => createCostTally([], scope, isWanted));
  const aloneOf = (child: number): Money =>
    addMoney((tallies[child]?.lines() ?? []).flatMap(({ line }) => line.cost ?? []));
  return {
    /** Adds what a row of the figure has in a part. */
    add: (child: number, { unit }: SharedRow, { own, idle }: SpreadPart): void => {
      const known = children[child];
      if (known === undefined) return;
      if (own.cost === undefined) {
        const amount = { ...toLineAmount(unit, own), cost: zeroMoney };
        known.unpriced = addLineAmounts(known.unpriced, amount);
        return;
      }
      const borne = toLineAmount(unit, idle);
      known.amount = addLineAmounts(addLineAmounts(known.amount, toLineAmount(unit, own)), borne);
      known.borne = addLineAmounts(known.borne, borne);
    },
    /** Adds a stored item that some row of the figure has a part of. */
    addItem: (child: number, pool: Pool, piece: LedgerPiece): void => {
      children[child]?.items.set(piece, pool);
    },
    /** Adds what the question says of a part alone. */
    addAlone: (child: number, group: Omit<CostGroup, 'step'>): void =>
      tallies[child]?.add({ ...group, step: 0 }),
    all: (): ChildFigure[] =>
      children.map(({ items, ...child }, index) => ({
        ...child,
        alone: aloneOf(index),
        facts: tallies[index]?.facts() ?? createCostTally([], scope, isWanted).facts(),
        items: [...items].map(([piece, pool]) => ({ pool, piece })),
      })),
  };
};
