import type { Instance, Placement } from './fleet.ts';

/** A running instance while a fleet is being placed: what is free on it, and who is on it. */
export type InstanceSlots = {
  instance: Instance;
  /** Free accelerator numbers, ascending. */
  free: number[];
  placements: Set<Placement>;
};

export const openSlots = (instance: Instance): InstanceSlots => ({
  instance,
  free: Array.from({ length: instance.accelerators }, (_, number) => number),
  placements: new Set(),
});

/** The instance with the fewest free accelerators that still has `need`; the oldest of several such. */
export const findBestFit = (running: readonly InstanceSlots[], need: number): InstanceSlots | undefined => {
  let best: InstanceSlots | undefined;
  for (const slots of running)
    if (slots.free.length >= need && (best === undefined || slots.free.length < best.free.length))
      best = slots;
  return best;
};

/** Takes the `need` lowest free accelerator numbers. */
export const takeAccelerators = (slots: InstanceSlots, need: number): number[] => slots.free.splice(0, need);

/** Ends a placement at `time`, giving its accelerators back. */
export const endPlacement = (slots: InstanceSlots, placement: Placement, time: number): void => {
  placement.to = time;
  slots.placements.delete(placement);
  slots.free.push(...placement.accelerators);
  slots.free.sort((a, b) => a - b);
};

/** The `count` instances that leave first: those with the fewest accelerators held, the newest of equals. */
export const chooseLeaving = (running: readonly InstanceSlots[], count: number): InstanceSlots[] => {
  const held = ({ instance, free }: InstanceSlots): number => instance.accelerators - free.length;
  return running
    .map((slots, age) => ({ slots, age }))
    .toSorted((a, b) => held(a.slots) - held(b.slots) || b.age - a.age)
    .slice(0, count)
    .map(({ slots }) => slots);
};
