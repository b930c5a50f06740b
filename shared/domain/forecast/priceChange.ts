import type { Instant } from '#shared/domain/time.ts';

/** From a time on, past or to come, an instance type's price is that before it times `factor`; 0 for what is free. */
export type PriceChange = { instanceType: string; at: Instant; factor: number };
