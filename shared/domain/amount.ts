import type { Money } from './money.ts';

/** Accelerator-seconds and what they cost; the cost is undefined when no price is known. */
export type Amount = { gpuSeconds: number; cost: Money | undefined };
