import type { TimedEvent } from '#local/aws/eventbridge/timedEvent.ts';
import type { World } from '#local/fleet/world.ts';
import { componentEvents } from './componentEvents.ts';
import { readComponentLife } from './componentLife.ts';
import { deployFleet } from './deployedFleet.ts';
import { type EventPlace, endpointEvents } from './endpointEvents.ts';

export type LifecycleEventOptions = EventPlace & {
  /** Whether calls that change the number of copies are among them; not when absent. */
  hasCopyChanges?: boolean;
};

/**
 * All that AWS sends to the default event bus as a world's endpoints and components come, change and go, in order of
 * time. At one instant components go before endpoints do, and endpoints come before components; what goes, goes before
 * anything comes. The same world has the same events, ids included.
 */
export const lifecycleEvents = (world: World, options: LifecycleEventOptions): TimedEvent[] => {
  const instances = Map.groupBy(world.instances, ({ deployment }) => deployment);
  const placements = Map.groupBy(world.placements, ({ component }) => component);
  const endpoints = world.endpoints.map((endpoint) => {
    const fleets = endpoint.deployments.map((each) => deployFleet(each, instances.get(each) ?? []));
    return { deletedAt: endpoint.deletedAt, events: endpointEvents(endpoint, fleets, options) };
  });
  const components = world.components.map((component) => {
    const life = readComponentLife(component, placements.get(component.component) ?? []);
    const events = componentEvents(life, options, options.hasCopyChanges === true);
    return { deletedAt: component.deletedAt, events };
  });
  const going = [...components, ...endpoints].flatMap(({ deletedAt, events }) =>
    events.filter(({ time }) => time === deletedAt),
  );
  const staying = [...endpoints, ...components].flatMap(({ deletedAt, events }) =>
    events.filter(({ time }) => time !== deletedAt),
  );
  return [...going, ...staying].toSorted((a, b) => a.time - b.time);
};
