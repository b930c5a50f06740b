import type { Aggregate } from '#shared/domain/aggregate.ts';
import type { Labels } from '#shared/domain/aggregateCosts.ts';

/** Labels other than the endpoint as fields of a document, in an order of their own; JSON leaves out what is undefined. */
export const labelFields = (labels: Labels): Partial<Record<Aggregate, string | undefined>> => ({
  component: labels.get('component'),
  model: labels.get('model'),
  team: labels.get('team'),
  costCentre: labels.get('costCentre'),
  product: labels.get('product'),
  variant: labels.get('variant'),
  instanceType: labels.get('instanceType'),
});
