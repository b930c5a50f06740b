import type { Aggregate } from '#shared/domain/aggregate.ts';

/** What stands where a line has no such label. */
export const absentLabels: Record<Aggregate, string> = {
  team: '(unowned)',
  costCentre: '(none)',
  product: '(none)',
  model: '(unknown)',
  endpoint: '(unknown)',
  component: '(unknown)',
};
