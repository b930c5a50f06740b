import type { AcceleratorDimension } from './deployment.ts';
import type { Fleet, Instance, Interval, Placement } from './fleet.ts';
import { createIntervalIndex, type IntervalIndex } from './intervalIndex.ts';
import { uniteIntervals } from './uniteIntervals.ts';
import type { LostSamples } from './world.ts';

/** A stretch of an instance's life in which its endpoint hosts at least one copy. */
export type HostingStretch = Interval & { instance: Instance };

/** The part of a fleet under one endpoint name, in all its lives, indexed by time. */
export type EndpointFleet = {
  endpoint: string;
  /** The dimensions that its instances name accelerators by: one, but while a deployment changes it. */
  acceleratorDimensions: readonly AcceleratorDimension[];
  /** The components that ever have a copy on it. */
  components: readonly string[];
  instances: IntervalIndex<Instance>;
  hosting: IntervalIndex<HostingStretch>;
  placements: IntervalIndex<Placement>;
  placementOf(containerId: string): Placement | undefined;
  /** The component's placements. */
  copiesOf(component: string): IntervalIndex<Placement>;
  /** The placements on an instance. */
  copiesOn(instance: Instance): IntervalIndex<Placement>;
  /** When samples of a container, or of an instance itself, were lost: disjoint, in order. */
  lostOf(instanceId: string, containerId?: string): readonly Interval[];
};

const findHosting = (instances: readonly Instance[], placements: readonly Placement[]): HostingStretch[] => {
  const hosted = createIntervalIndex(uniteIntervals(placements));
  return instances.flatMap((instance) =>
    hosted.overlapping(instance.from, instance.to).map(({ from, to }) => ({
      instance,
      from: Math.max(from, instance.from),
      to: Math.min(to, instance.to),
    })),
  );
};

const nothing = createIntervalIndex<Placement>([]);

const indexBy = <Key>(placements: readonly Placement[], keyOf: (placement: Placement) => Key) => {
  const groups = Map.groupBy(placements, keyOf);
  const indexes = new Map(Array.from(groups, ([key, group]) => [key, createIntervalIndex(group)]));
  return (key: Key): IntervalIndex<Placement> => indexes.get(key) ?? nothing;
};

const nothingLost: readonly Interval[] = [];

const indexLost = (lost: readonly LostSamples[]): EndpointFleet['lostOf'] => {
  const keyOf = (instanceId: string, containerId = ''): string => `${instanceId}/${containerId}`;
  const groups = Map.groupBy(lost, ({ instanceId, containerId }) => keyOf(instanceId, containerId));
  const united = new Map(Array.from(groups, ([key, group]) => [key, uniteIntervals(group)]));
  return (instanceId, containerId) => united.get(keyOf(instanceId, containerId)) ?? nothingLost;
};

const createEndpointFleet = (
  endpoint: string,
  instances: readonly Instance[],
  placements: readonly Placement[],
  lostOf: EndpointFleet['lostOf'],
): EndpointFleet => {
  const containers = new Map(placements.map((placement) => [placement.containerId, placement]));
  return {
    endpoint,
    acceleratorDimensions: [...new Set(instances.map(({ deployment }) => deployment.acceleratorDimension))],
    components: [...new Set(placements.map(({ component }) => component))],
    instances: createIntervalIndex(instances),
    hosting: createIntervalIndex(findHosting(instances, placements)),
    placements: createIntervalIndex(placements),
    placementOf: (containerId) => containers.get(containerId),
    copiesOf: indexBy(placements, ({ component }) => component),
    copiesOn: indexBy(placements, ({ instance }) => instance),
    lostOf,
  };
};

/** A fleet by endpoint name. */
export const splitByEndpoint = (
  fleet: Fleet & { lost?: readonly LostSamples[] },
): Map<string, EndpointFleet> => {
  const lostOf = indexLost(fleet.lost ?? []);
  const instances = Map.groupBy(fleet.instances, ({ endpoint }) => endpoint);
  const placements = Map.groupBy(fleet.placements, ({ instance }) => instance.endpoint);
  return new Map(
    Array.from(instances, ([endpoint, own]) => [
      endpoint,
      createEndpointFleet(endpoint, own, placements.get(endpoint) ?? [], lostOf),
    ]),
  );
};
