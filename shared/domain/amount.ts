import { addMoney, type Money } from './money.ts';

/** Seconds of a pool's unit, and what they cost; the cost is undefined when no price is known. */
export type Amount = { unitSeconds: number; cost: Money | undefined };

/** Of no known cost when either has none. */
export const addAmounts = (a: Amount, b: Amount): Amount => ({
  unitSeconds: a.unitSeconds + b.unitSeconds,
  cost: a.cost === undefined || b.cost === undefined ? undefined : addMoney([a.cost, b.cost]),
});
