import type { Fleet, Instance, Interval } from './fleet.ts';

/** The fleet as it is from `startsAt` on (epoch seconds): what ended before is gone, what ran starts then. */
export const clipFleet = (fleet: Fleet, startsAt: number): Fleet => {
  const clip = <Item extends Interval>(items: readonly Item[]): Item[] =>
    items
      .filter((item) => item.to > startsAt)
      .map((item) => ({ ...item, from: Math.max(item.from, startsAt) }));
  const instances = clip(fleet.instances);
  const byId = new Map<string, Instance>(instances.map((instance) => [instance.instanceId, instance]));
  const placements = clip(fleet.placements).map((placement) => ({
    ...placement,
    instance: byId.get(placement.instance.instanceId) ?? placement.instance,
  }));
  return { instances, placements };
};
