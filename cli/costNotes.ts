import type { CostSummary } from '#shared/domain/sumCosts.ts';

/** What a reader must know beside the figures: one line for each instance type without a price. */
export const costNotes = ({ capacity }: CostSummary): string[] =>
  capacity
    .filter(({ cost }) => cost === undefined)
    .map(
      ({ instanceType }) =>
        `note: ${instanceType} is unpriced (the Price List has no single hosting price for it): ` +
        'its GPU-seconds are kept, its cost is not in the total',
    );
