import type { AcceleratorDimension } from './deployment.ts';
import type { EndpointFleet } from './endpointFleet.ts';
import type { Instance, Interval } from './fleet.ts';
import { instanceDimensions } from './instanceDimensions.ts';
import { hostAcceleratorLoad, instanceLoad } from './instanceLoad.ts';
import type { Population, Publisher } from './publisher.ts';

const namespace = '/aws/sagemaker/Endpoints';

const variantSet = ['EndpointName', 'VariantName'];
const instanceSet = [...variantSet, 'InstanceId'];

type Stretch = Interval & { instance: Instance };
type Stretches = (fleet: EndpointFleet, from: number, to: number) => Stretch[];

const running: Stretches = (fleet, from, to) =>
  fleet.instances
    .overlapping(from, to)
    .map((instance) => ({ instance, from: instance.from, to: instance.to }));

const hosting: Stretches = (fleet, from, to) => fleet.hosting.overlapping(from, to);

const accelerated =
  (stretches: Stretches): Stretches =>
  (fleet, from, to) =>
    stretches(fleet, from, to).filter(({ instance }) => instance.accelerators > 0);

const toPublisher = (fleet: EndpointFleet, { instance, from, to }: Stretch): Publisher => ({
  from,
  to,
  frequency: instance.deployment.publishFrequency,
  lost: fleet.lostOf(instance.instanceId),
  dimensions: instanceDimensions(instance),
  measure: (name, time) => instanceLoad(fleet, instance, name, time),
});

const perInstance = (stretches: Stretches, names: readonly string[]): Population => ({
  namespace,
  names,
  sets: [variantSet, [...variantSet, 'InstanceType'], instanceSet],
  publishersOf: (fleet, from, to) => stretches(fleet, from, to).map((stretch) => toPublisher(fleet, stretch)),
});

const toAcceleratorPublishers = (fleet: EndpointFleet, stretch: Stretch): Publisher[] => {
  const { instance } = stretch;
  const publisher = toPublisher(fleet, stretch);
  return Array.from({ length: instance.accelerators }, (_, number) => ({
    ...publisher,
    dimensions: {
      ...publisher.dimensions,
      [instance.deployment.acceleratorDimension]: `gpu_${number}`,
    },
    measure: (name, time) => hostAcceleratorLoad(fleet, instance, number, name, time),
  }));
};

const perAccelerator = (
  stretches: Stretches,
  names: readonly string[],
  dimensions: readonly AcceleratorDimension[],
): Population => ({
  namespace,
  names,
  sets: dimensions.map((accelerator) => [...instanceSet, accelerator]),
  publishersOf: (fleet, from, to) =>
    stretches(fleet, from, to).flatMap((stretch) => toAcceleratorPublishers(fleet, stretch)),
});

/**
 * What instances publish. Plain metrics come from every running instance; the normalized ones and the
 * reservations only while the endpoint hosts an active inference component. The accelerator sets have a sample
 * an accelerator; the others one an instance, also for GPU metrics. The instance type set exists for variants
 * with instance pools only, as AWS documents it.
 * @param dimensions what the endpoint's instances call an accelerator.
 */
export const instancePopulations = (dimensions: readonly AcceleratorDimension[]): Population[] => {
  const plainGpu = ['GPUUtilization', 'GPUMemoryUtilization'];
  const normalizedGpu = ['GPUUtilizationNormalized', 'GPUMemoryUtilizationNormalized'];
  return [
    perInstance(running, ['CPUUtilization', 'MemoryUtilization', 'DiskUtilization']),
    perInstance(accelerated(running), plainGpu),
    perInstance(hosting, ['CPUUtilizationNormalized', 'CPUReservation', 'MemoryReservation']),
    perInstance(accelerated(hosting), [...normalizedGpu, 'GPUReservation']),
    perAccelerator(accelerated(running), plainGpu, dimensions),
    perAccelerator(accelerated(hosting), normalizedGpu, dimensions),
  ];
};
