import type { AcceleratorDimension } from './copyPopulations.ts';
import type { EndpointFleet } from './endpointFleet.ts';
import type { Instance, Interval } from './fleet.ts';
import { hostAcceleratorLoad, instanceLoad } from './instanceLoad.ts';
import type { DimensionSet, Population, Publisher } from './publisher.ts';

const namespace = '/aws/sagemaker/Endpoints';

const instanceSets: readonly DimensionSet[] = [
  { names: ['EndpointName', 'VariantName'] },
  { names: ['EndpointName', 'VariantName', 'InstanceType'], onlyPooled: true },
  { names: ['EndpointName', 'VariantName', 'InstanceId'] },
];

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

const dimensionsOf = (instance: Instance): Record<string, string> => ({
  EndpointName: instance.endpoint,
  VariantName: instance.variant,
  InstanceId: instance.instanceId,
  InstanceType: instance.instanceType,
});

const perInstance = (stretches: Stretches, names: readonly string[]): Population => ({
  namespace,
  names,
  sets: instanceSets,
  publishersOf: (fleet, from, to) =>
    stretches(fleet, from, to).map((stretch) => ({
      from: stretch.from,
      to: stretch.to,
      dimensions: dimensionsOf(stretch.instance),
      isPooled: fleet.isPooled(stretch.instance.variant),
      measure: (name, time) => instanceLoad(fleet, stretch.instance, name, time),
    })),
});

const acceleratorPublishers = (
  fleet: EndpointFleet,
  { instance, from, to }: Stretch,
  accelerator: AcceleratorDimension,
): Publisher[] =>
  Array.from({ length: instance.accelerators }, (_, number) => ({
    from,
    to,
    dimensions: { ...dimensionsOf(instance), [accelerator]: `gpu_${number}` },
    isPooled: fleet.isPooled(instance.variant),
    measure: (name, time) => hostAcceleratorLoad(fleet, instance, number, name, time),
  }));

const perAccelerator = (
  stretches: Stretches,
  names: readonly string[],
  accelerator: AcceleratorDimension,
): Population => ({
  namespace,
  names,
  sets: [{ names: ['EndpointName', 'VariantName', 'InstanceId', accelerator] }],
  publishersOf: (fleet, from, to) =>
    stretches(fleet, from, to).flatMap((stretch) => acceleratorPublishers(fleet, stretch, accelerator)),
});

/**
 * What instances publish. Plain metrics come from every running instance; the normalized ones and the
 * reservations only while the endpoint hosts an active inference component. The accelerator sets have a sample
 * an accelerator; the others one an instance, also for GPU metrics. The instance type set exists for variants
 * with instance pools only, as AWS documents it.
 */
export const instancePopulations = (accelerator: AcceleratorDimension): Population[] => {
  const plainGpu = ['GPUUtilization', 'GPUMemoryUtilization'];
  const normalizedGpu = ['GPUUtilizationNormalized', 'GPUMemoryUtilizationNormalized'];
  return [
    perInstance(running, ['CPUUtilization', 'MemoryUtilization', 'DiskUtilization']),
    perInstance(accelerated(running), plainGpu),
    perInstance(hosting, ['CPUUtilizationNormalized', 'CPUReservation', 'MemoryReservation']),
    perInstance(accelerated(hosting), [...normalizedGpu, 'GPUReservation']),
    perAccelerator(accelerated(running), plainGpu, accelerator),
    perAccelerator(accelerated(hosting), normalizedGpu, accelerator),
  ];
};
