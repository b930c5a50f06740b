import { createIntervalIndex } from '#local/fleet/intervalIndex.ts';
import type { World, WorldComponent } from '#local/fleet/world.ts';
import { type ComponentLife, readComponentLife } from './componentLife.ts';
import type { ListedResource } from './resourceLists.ts';

/** An inference component as of a time. */
export type InventoryComponent = ListedResource &
  WorldComponent & {
    copies: number;
    /** What it was asked to have: while it is being created, the copies that it then starts with. */
    desiredCopies: number;
  };

/** The inference components that a world makes of SageMaker, as of a time (epoch seconds). */
export type ComponentInventory = {
  components(time: number): InventoryComponent[];
  component(name: string, time: number): InventoryComponent | undefined;
  /** The component's copies by instance type. */
  copiesByType(name: string, time: number): ReadonlyMap<string, number>;
};

const toComponent = (life: ComponentLife, time: number): InventoryComponent => {
  const { component: name, createdAt, inServiceAt, copies } = life;
  const changes = [createdAt, inServiceAt, copies.lastChangeAt(time) ?? createdAt];
  return {
    ...life,
    name,
    creationTime: createdAt,
    lastModifiedTime: Math.max(...changes.filter((change) => change <= time)),
    status: time < inServiceAt ? 'Creating' : 'InService',
    copies: copies.at(time),
    desiredCopies: copies.at(Math.max(time, inServiceAt)),
  };
};

/**
 * A component is Creating until it is in service and gone as it is deleted. Its status and its number of copies
 * modify it.
 */
export const createComponentInventory = (world: World): ComponentInventory => {
  const placements = Map.groupBy(world.placements, ({ component }) => component);
  const indexes = new Map(Array.from(placements, ([name, own]) => [name, createIntervalIndex(own)]));
  const lives = world.components.map((component) =>
    readComponentLife(component, placements.get(component.component) ?? []),
  );
  const isThere = ({ createdAt, deletedAt }: ComponentLife, time: number) =>
    createdAt <= time && time < deletedAt;
  return {
    components: (time) => lives.filter((life) => isThere(life, time)).map((life) => toComponent(life, time)),
    component: (name, time) => {
      const found = lives.find((life) => life.component === name && isThere(life, time));
      return found === undefined ? undefined : toComponent(found, time);
    },
    copiesByType: (name, time) => {
      const counts = new Map<string, number>();
      const now = Math.floor(time);
      for (const { instance } of indexes.get(name)?.overlapping(now, now + 1) ?? [])
        counts.set(instance.instanceType, (counts.get(instance.instanceType) ?? 0) + 1);
      return counts;
    },
  };
};
