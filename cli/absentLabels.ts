import { type Aggregate, isTagLabel } from '#shared/domain/aggregate.ts';

const absentLabels = {
  team: '(unowned)',
  costCentre: '(none)',
  product: '(none)',
  model: '(unknown)',
  endpoint: '(unknown)',
  component: '(unknown)',
  variant: '(unknown)',
  instanceType: '(unknown)',
  instance: '(unknown)',
  copy: '(unknown)',
};

/** What stands where a line has no such label. */
export const absentLabel = (label: Aggregate): string => (isTagLabel(label) ? '(none)' : absentLabels[label]);
