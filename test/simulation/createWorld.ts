import type { World } from '#local/fleet/world.ts';
import type { Random } from './random.ts';
import type { Span } from './world/chooseSpan.ts';
import { loseSamples } from './world/loseSamples.ts';
import { placeCopies, planComponents } from './world/placeCopies.ts';
import { planEndpoint } from './world/planEndpoint.ts';
import { planInvocations } from './world/planInvocations.ts';
import { startInstances } from './world/startInstances.ts';

/**
 * How worlds of a kind differ from the usual. Samples may be lost only where runs are prompt: in CloudWatch's coarser sums a
 * sample that is missing in the first or last minute cannot be told from a shorter life.
 */
export type WorldOptions = { endpoints?: number; canLose: boolean };

/**
 * A world by chance. It keeps to what holds of SageMaker, because the collector relies on it:
 * - ids of instances and of containers are never used twice;
 * - while an update is under way no instance of the old fleet starts, and the new fleet's start more than a minute after
 *   UpdateEndpoint was called;
 * - all samples of an instance lie in the life of one endpoint, and the lives of one name do not overlap;
 * - an instance on which a copy runs is running, and no accelerator is held by two copies;
 * - a component's name is used once at a time in the account.
 */
export const createWorld = (span: Span, random: Random, options: WorldOptions): World => {
  const count = options.endpoints ?? random.weigh([55, 1], [30, 2], [15, 3]);
  const endpoints = Array.from({ length: count }, (_, index) =>
    planEndpoint(`ep-${index}`, span, random.fork(`endpoint ${index}`)),
  ).flat();
  const parts = endpoints.map((life) => {
    const chance = random.fork(`${life.endpoint} ${life.createdAt}`);
    const instances = startInstances(life, span.end, chance);
    const nameOf = (variant: string, index: number) => `${life.endpoint}-${variant}-${'abc'[index]}`;
    const components = planComponents(life, span.end, nameOf, chance);
    const placements = placeCopies(instances, components, span.end, chance);
    return { instances, components, placements };
  });
  const instances = parts.flatMap((part) => part.instances);
  const placements = parts
    .flatMap((part) => part.placements)
    .map((placement, index) => ({ ...placement, containerId: `${placement.containerId}-${index}` }));
  const components = parts.flatMap((part) => part.components);
  const canLose = options.canLose && random.chance(0.5);
  return {
    endpoints,
    components,
    instances,
    placements,
    invocations: planInvocations(components, span, random.fork('invocations')),
    lost: canLose ? loseSamples(instances, placements, random.fork('lost')) : [],
  };
};
