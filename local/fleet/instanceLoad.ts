import { acceleratorLoad } from './copyPopulations.ts';
import type { EndpointFleet } from './endpointFleet.ts';
import type { Instance, Placement } from './fleet.ts';
import { simulateLoad } from './simulateLoad.ts';

const copiesAt = (fleet: EndpointFleet, instance: Instance, time: number): Placement[] =>
  // Trace times are whole seconds, so half a second asks for exactly this instant.
  fleet.copiesOn(instance).overlapping(time, time + 0.5);

/** What one accelerator of an instance does: its copy's load, or 0 when no copy holds it. */
export const hostAcceleratorLoad = (
  fleet: EndpointFleet,
  instance: Instance,
  accelerator: number,
  name: string,
  time: number,
): number => {
  const holder = copiesAt(fleet, instance, time).find(({ accelerators }) =>
    accelerators.includes(accelerator),
  );
  if (holder === undefined) return 0;
  const normalized = name.endsWith('Normalized') ? name : `${name}Normalized`;
  return acceleratorLoad(normalized, holder.containerId, accelerator, time);
};

const sumAccelerators = (fleet: EndpointFleet, instance: Instance, name: string, time: number): number => {
  let sum = 0;
  for (let number = 0; number < instance.accelerators; number += 1)
    sum += hostAcceleratorLoad(fleet, instance, number, name, time);
  return sum;
};

const reservedShare = (fleet: EndpointFleet, instance: Instance, time: number): number => {
  const held = copiesAt(fleet, instance, time).reduce((sum, copy) => sum + copy.accelerators.length, 0);
  return instance.accelerators === 0 ? 0 : (100 * held) / instance.accelerators;
};

/**
 * An instance's own metrics. GPU metrics come from the copies on it, summed (0 to 100 × GPUs) or, when
 * normalized, averaged over the GPUs. Reservations are the share of accelerators held; the traces know no CPU
 * or memory requirement, so those reservations follow the accelerators'. `CPUUtilization` counts four cores an
 * accelerator.
 */
export const instanceLoad = (
  fleet: EndpointFleet,
  instance: Instance,
  name: string,
  time: number,
): number => {
  switch (name) {
    case 'GPUReservation':
    case 'CPUReservation':
    case 'MemoryReservation':
      return reservedShare(fleet, instance, time);
    case 'GPUUtilization':
    case 'GPUMemoryUtilization':
      return sumAccelerators(fleet, instance, name, time);
    case 'GPUUtilizationNormalized':
    case 'GPUMemoryUtilizationNormalized':
      return sumAccelerators(fleet, instance, name, time) / instance.accelerators;
    case 'CPUUtilization':
      return 4 * Math.max(1, instance.accelerators) * simulateLoad(`CPU ${instance.instanceId}`, time);
    case 'CPUUtilizationNormalized':
      return simulateLoad(`CPU ${instance.instanceId}`, time);
    default:
      return simulateLoad(`${name} ${instance.instanceId}`, time);
  }
};
