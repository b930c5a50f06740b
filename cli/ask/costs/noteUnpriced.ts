import { hours } from '#cli/formatAmounts.ts';

/** What is in no total, because nobody knows its price. */
export const noteUnpriced = ({ unpricedGpuSeconds }: { unpricedGpuSeconds: number }): string[] =>
  unpricedGpuSeconds === 0
    ? []
    : [
        `unpriced: ${hours(unpricedGpuSeconds)} GPU-hours have no known price; the cost total is without them`,
      ];
