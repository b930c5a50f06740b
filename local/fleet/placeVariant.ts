import type { Deployment } from './deployment.ts';
import type { Fleet, Instance, Placement } from './fleet.ts';
import { containerIdOf, instanceIdOf } from './fleetIds.ts';
import {
  chooseLeaving,
  endPlacement,
  findBestFit,
  type InstanceSlots,
  openSlots,
  takeAccelerators,
} from './instanceSlots.ts';
import type { CopiesRow, InstancesRow } from './trace.ts';
import { TraceError } from './traceError.ts';
import type { Step, VariantTimeline } from './variantTimeline.ts';

/** A copy to be placed: moved from an instance that leaves, or new. */
type Wanted = { component: string; gpus: number; isMoved: boolean };

const describeFree = (running: readonly InstanceSlots[]): string => {
  if (running.length === 0) return 'no instance runs there';
  const free = running.map((slots) => slots.free.length);
  const all = free.reduce((sum, count) => sum + count, 0);
  return `free: at most ${Math.max(...free)} on one of ${running.length} instances, ${all} in all`;
};

// Large before small, moved before new: fits the most, and does not hang on the order of rows.
const inPlacingOrder = (a: Wanted, b: Wanted): number =>
  b.gpus - a.gpus || Number(b.isMoved) - Number(a.isMoved) || (a.component < b.component ? -1 : 1);

/**
 * @param deployment what all instances are started for.
 * @throws TraceError naming the time when a copy fits on no instance.
 */
export const placeVariant = (
  timeline: VariantTimeline,
  acceleratorsOf: (instanceType: string) => number,
  deployment: Deployment,
): Fleet => {
  const { endpoint, variant } = timeline;
  const instances: Instance[] = [];
  const placements: Placement[] = [];
  const running: InstanceSlots[] = [];
  const copies = new Map<string, { slots: InstanceSlots; placement: Placement }[]>();
  const ordinals = new Map<string, number>();

  const copiesOf = (component: string) => {
    const list = copies.get(component) ?? [];
    copies.set(component, list);
    return list;
  };
  const gpusOf = (component: string): number => timeline.components.get(component)?.gpusPerCopy ?? 0;

  const releaseNewest = (row: CopiesRow, time: number): void => {
    for (const { slots, placement } of copiesOf(row.component).splice(row.copies))
      endPlacement(slots, placement, time);
  };
  const start = (instanceType: string, from: number): void => {
    const instanceId = instanceIdOf(endpoint, variant, instances.length);
    const accelerators = acceleratorsOf(instanceType);
    const own = { instanceId, endpoint, variant, instanceType, accelerators, deployment };
    const instance: Instance = { ...own, from, to: Number.POSITIVE_INFINITY };
    instances.push(instance);
    running.push(openSlots(instance));
  };
  const stop = (slots: InstanceSlots, time: number): Wanted[] => {
    slots.instance.to = time;
    running.splice(running.indexOf(slots), 1);
    return [...slots.placements].map((placement) => {
      const list = copiesOf(placement.component);
      list.splice(
        list.findIndex((copy) => copy.placement === placement),
        1,
      );
      endPlacement(slots, placement, time);
      return { component: placement.component, gpus: placement.accelerators.length, isMoved: true };
    });
  };
  const scale = (row: InstancesRow, time: number): Wanted[] => {
    const ofType = running.filter((slots) => slots.instance.instanceType === row.instanceType);
    for (let count = ofType.length; count < row.instances; count += 1) start(row.instanceType, time);
    return chooseLeaving(ofType, Math.max(0, ofType.length - row.instances)).flatMap((slots) =>
      stop(slots, time),
    );
  };
  const place = ({ component, gpus }: Wanted, from: number): void => {
    const slots = findBestFit(running, gpus);
    if (slots === undefined)
      throw new TraceError([
        `${new Date(from * 1000).toISOString().replace('.000', '')}: component ${component}: a copy needs ${gpus} accelerators on one instance of endpoint ${endpoint}, variant ${variant}; ${describeFree(running)}`,
      ]);
    const ordinal = ordinals.get(component) ?? 0;
    ordinals.set(component, ordinal + 1);
    const placement: Placement = {
      component,
      instance: slots.instance,
      containerId: containerIdOf(component, ordinal),
      accelerators: takeAccelerators(slots, gpus),
      from,
      to: Number.POSITIVE_INFINITY,
    };
    slots.placements.add(placement);
    copiesOf(component).push({ slots, placement });
    placements.push(placement);
  };
  const play = (step: Step): void => {
    const added = [...step.copies.values()].flatMap(({ component, copies: count }): Wanted[] =>
      Array.from({ length: Math.max(0, count - copiesOf(component).length) }, () => ({
        component,
        gpus: gpusOf(component),
        isMoved: false,
      })),
    );
    for (const row of step.copies.values()) releaseNewest(row, step.time);
    const byType = step.instances.toSorted((a, b) => (a.instanceType < b.instanceType ? -1 : 1));
    const moved = byType.flatMap((row) => scale(row, step.time));
    for (const wanted of [...moved, ...added].toSorted(inPlacingOrder)) place(wanted, step.time);
  };

  for (const step of timeline.steps) play(step);
  return { instances, placements };
};
