import type { Instance, Placement } from '#local/fleet/fleet.ts';
import type { WorldComponent, WorldEndpoint } from '#local/fleet/world.ts';
import type { Random } from '../random.ts';

const minute = 60;

/** Components of one life of an endpoint; some are deleted early, and some of those come again under the same name. */
export const planComponents = (
  life: WorldEndpoint,
  horizon: number,
  nameOf: (variant: string, index: number) => string,
  random: Random,
): WorldComponent[] => {
  const [first] = life.deployments;
  const variants = first?.variants ?? [];
  const ends = Math.min(life.deletedAt, horizon);
  return variants.flatMap(({ variant }) =>
    Array.from({ length: random.weigh([10, 0], [40, 1], [30, 2], [20, 3]) }, (_, index): WorldComponent[] => {
      const component = nameOf(variant, index);
      const team = random.weigh<string | undefined>([70, random.pick(['red', 'blue'])], [30, undefined]);
      const gpusPerCopy = random.weigh([60, 1], [25, 2], [15, 4]);
      const own = {
        component,
        endpoint: life.endpoint,
        variant,
        model: `${component}-model`,
        team,
        gpusPerCopy,
      };
      const createdAt = random.whole(
        life.createdAt + 1,
        Math.max(life.createdAt + 1, Math.min(ends, life.createdAt + 40 * minute)),
      );
      if (random.chance(0.7)) return [{ ...own, createdAt, deletedAt: life.deletedAt }];
      const deletedAt = Math.min(life.deletedAt, createdAt + random.whole(2 * minute, 90 * minute));
      const again = deletedAt + random.whole(1, 20 * minute);
      const lives: WorldComponent[] = [{ ...own, createdAt, deletedAt }];
      if (random.chance(0.4) && again + minute < life.deletedAt)
        lives.push({ ...own, createdAt: again, deletedAt: life.deletedAt });
      return lives;
    }).flat(),
  );
};

type Taken = { from: number; to: number; accelerators: readonly number[] };

const findFree = (instance: Instance, taken: readonly Taken[], from: number, to: number, need: number) => {
  const held = new Set(
    taken.filter((each) => each.from < to && from < each.to).flatMap(({ accelerators }) => accelerators),
  );
  const free = Array.from({ length: instance.accelerators }, (_, number) => number).filter(
    (number) => !held.has(number),
  );
  return free.length < need ? undefined : free.slice(0, need);
};

/**
 * Places copies where they fit: each in a container of its own, on an instance that runs all the while, on accelerators that
 * nobody else holds. Some copies move: as one ends, the next begins on another instance.
 */
export const placeCopies = (
  instances: readonly Instance[],
  components: readonly WorldComponent[],
  horizon: number,
  random: Random,
): Placement[] => {
  const placements: Placement[] = [];
  const taken = new Map<Instance, Taken[]>();
  const place = (component: WorldComponent, instance: Instance, from: number, to: number): boolean => {
    const own = taken.get(instance) ?? [];
    const accelerators = to <= from ? undefined : findFree(instance, own, from, to, component.gpusPerCopy);
    if (accelerators === undefined) return false;
    taken.set(instance, [...own, { from, to, accelerators }]);
    const containerId = `${component.component}-${placements.length}`;
    placements.push({ component: component.component, instance, containerId, accelerators, from, to });
    return true;
  };
  for (const component of components) {
    const hosts = instances.filter(
      ({ variant, from, to }) =>
        variant === component.variant && from < component.deletedAt && component.createdAt < to,
    );
    for (
      let copy = random.weigh([10, 0], [40, 1], [30, 2], [20, 4]);
      copy > 0 && hosts.length > 0;
      copy -= 1
    ) {
      let instance = hosts[random.whole(0, hosts.length - 1)];
      let from =
        Math.max(component.createdAt, instance?.from ?? 0) +
        random.weigh([30, 0], [70, random.whole(0, 30 * minute)]);
      for (
        let moves = random.weigh([70, 1], [20, 2], [10, 4]);
        moves > 0 && instance !== undefined;
        moves -= 1
      ) {
        const latest = Math.min(component.deletedAt, instance.to);
        const to = random.chance(0.5) ? latest : Math.min(latest, from + random.whole(10, 60 * minute));
        if (from >= horizon || !place(component, instance, from, to)) break;
        from = to;
        const others = hosts.filter((host) => host !== instance && host.from <= to && to < host.to);
        instance = others[random.whole(0, Math.max(0, others.length - 1))];
      }
    }
  }
  return placements;
};
