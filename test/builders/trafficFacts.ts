import type { TrafficFacts } from '#shared/fleet/trafficFacts.ts';

/** A pool that counts its invocations, its adapters written as `{ base: ['adapter'] }`. */
export const trafficFactsOf = (adapters: Record<string, string[]> = {}, isCounting = true): TrafficFacts => ({
  adaptersOf: (base) => adapters[base] ?? [],
  isCounting: () => isCounting,
});
