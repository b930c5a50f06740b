import { addMoney, type Money, zeroMoney } from '#shared/domain/money.ts';
import type { Held } from '#shared/domain/splitChange.ts';
import type { Instant } from '#shared/domain/time.ts';

/** Why a budget's figure moves, in the order in which one of equals is named. */
export const budgetCauses = ['quantity', 'idle', 'price', 'ownership', 'correction'] as const;
export type BudgetCause = (typeof budgetCauses)[number];

/** By how much a figure moved, by cause. Law: the parts add up to the move. */
export type Movement = Readonly<Record<BudgetCause, Money>>;

export const noMovement: Movement = {
  quantity: zeroMoney,
  idle: zeroMoney,
  price: zeroMoney,
  ownership: zeroMoney,
  correction: zeroMoney,
};

export const addMovements = (a: Movement, b: Movement): Movement => ({
  quantity: addMoney([a.quantity, b.quantity]),
  idle: addMoney([a.idle, b.idle]),
  price: addMoney([a.price, b.price]),
  ownership: addMoney([a.ownership, b.ownership]),
  correction: addMoney([a.correction, b.correction]),
});

/**
 * What a budget's figure is made of over some time: what is held, by what has one price (instance type and endpoint), as unit-seconds
 * and what those of them that have a price cost; and the cost of idle and unknown capacity, also where it is borne.
 */
export type Spent = { held: ReadonlyMap<string, Held>; idle: Money };

/** What a figure was made of when it was last looked at, to tell by what it moves. */
export type MovementBase = {
  /** What is spent before it, from the period's start on; a bucket edge. */
  through: Instant;
  spent: Spent;
  /** Version of the owners document that all that was read followed. */
  ownersVersion: number;
};
