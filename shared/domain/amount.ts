import { addMoney, type Money } from './money.ts';

/** Accelerator-seconds and what they cost; the cost is undefined when no price is known. */
export type Amount = { gpuSeconds: number; cost: Money | undefined };

/** Of no known cost when either has none. */
export const addAmounts = (a: Amount, b: Amount): Amount => ({
  gpuSeconds: a.gpuSeconds + b.gpuSeconds,
  cost: a.cost === undefined || b.cost === undefined ? undefined : addMoney([a.cost, b.cost]),
});
