import { countOverTime } from '#local/fleet/countOverTime.ts';
import type { Placement } from '#local/fleet/fleet.ts';
import type { StepFunction } from '#local/fleet/stepFunction.ts';
import type { WorldComponent } from '#local/fleet/world.ts';

/** One life of a component, with its copies counted. */
export type ComponentLife = WorldComponent & { inServiceAt: number; copies: StepFunction };

/** @param placements those of the component's name, of whichever life. */
export const readComponentLife = (
  component: WorldComponent,
  placements: readonly Placement[],
): ComponentLife => {
  const { createdAt, deletedAt } = component;
  const own = placements.filter(({ from }) => createdAt <= from && from < deletedAt);
  const firstCopyAt = own.reduce((first, { from }) => Math.min(first, from), Number.POSITIVE_INFINITY);
  return {
    ...component,
    inServiceAt: component.inServiceAt ?? (own.length === 0 ? createdAt : firstCopyAt),
    copies: countOverTime(own),
  };
};
