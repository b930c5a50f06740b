import type { Instant } from '#shared/domain/time.ts';
import type { DescribedComponent, EndpointSnapshot, RunningInstances } from './endpointSnapshot.ts';
import type { Sighting } from './sighting.ts';

/** Whole units of a component's copies on one type; where SageMaker does not place them, on the only one. */
const acceleratorsOn = (
  { variant, instanceType }: RunningInstances,
  component: DescribedComponent,
  isOnlyType: boolean,
): number => {
  if (component.variant !== variant) return 0;
  const { copies, acceleratorsPerCopy, placements } = component;
  const placed = placements.filter((each) => each.instanceType === instanceType);
  const held = placements.length === 0 && isOnlyType ? [{ copies, acceleratorsPerCopy }] : placed;
  return Math.floor(held.reduce((sum, each) => sum + each.copies * (each.acceleratorsPerCopy ?? 0), 0));
};

/** What a description says that the endpoint has. */
export const sightingOf = ({ running, components }: EndpointSnapshot, at: Instant): Sighting => ({
  at,
  pools: running.map((each) => {
    const isOnlyType = running.filter(({ variant }) => variant === each.variant).length === 1;
    const held = components.map((component): [string, number] => [
      component.name,
      acceleratorsOn(each, component, isOnlyType),
    ]);
    return { ...each, units: new Map(held.filter(([, units]) => units > 0)) };
  }),
});
