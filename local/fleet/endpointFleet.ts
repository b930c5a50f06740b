import type { Fleet, Instance, Interval, Placement } from './fleet.ts';
import { createIntervalIndex, type IntervalIndex } from './intervalIndex.ts';

/** A stretch of an instance's life in which its endpoint hosts at least one copy. */
export type HostingStretch = Interval & { instance: Instance };

/** One endpoint's part of a fleet, indexed by time. */
export type EndpointFleet = {
  endpoint: string;
  instances: IntervalIndex<Instance>;
  hosting: IntervalIndex<HostingStretch>;
  placements: IntervalIndex<Placement>;
  placementOf(containerId: string): Placement | undefined;
  /** The component's placements. */
  copiesOf(component: string): IntervalIndex<Placement>;
  /** The placements on an instance. */
  copiesOn(instance: Instance): IntervalIndex<Placement>;
  /** Whether the variant has several instance types (instance pools). */
  isPooled(variant: string): boolean;
};

/** The times in which at least one of the intervals is open, as disjoint intervals in order. */
export const unite = (intervals: readonly Interval[]): Interval[] => {
  const united: Interval[] = [];
  for (const { from, to } of intervals.toSorted((a, b) => a.from - b.from)) {
    const last = united.at(-1);
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to);
    else united.push({ from, to });
  }
  return united;
};

const findHosting = (instances: readonly Instance[], placements: readonly Placement[]): HostingStretch[] => {
  const hosted = createIntervalIndex(unite(placements));
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

const createEndpointFleet = (
  endpoint: string,
  instances: readonly Instance[],
  placements: readonly Placement[],
  isPooled: (variant: string) => boolean,
): EndpointFleet => {
  const containers = new Map(placements.map((placement) => [placement.containerId, placement]));
  return {
    endpoint,
    instances: createIntervalIndex(instances),
    hosting: createIntervalIndex(findHosting(instances, placements)),
    placements: createIntervalIndex(placements),
    placementOf: (containerId) => containers.get(containerId),
    copiesOf: indexBy(placements, ({ component }) => component),
    copiesOn: indexBy(placements, ({ instance }) => instance),
    isPooled,
  };
};

/** A fleet by endpoint name. */
export const splitByEndpoint = (
  fleet: Fleet,
  isPooled: (endpoint: string, variant: string) => boolean,
): Map<string, EndpointFleet> => {
  const instances = Map.groupBy(fleet.instances, ({ endpoint }) => endpoint);
  const placements = Map.groupBy(fleet.placements, ({ instance }) => instance.endpoint);
  return new Map(
    Array.from(instances, ([endpoint, own]) => [
      endpoint,
      createEndpointFleet(endpoint, own, placements.get(endpoint) ?? [], (variant) =>
        isPooled(endpoint, variant),
      ),
    ]),
  );
};
