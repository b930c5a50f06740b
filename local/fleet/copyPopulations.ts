import type { EndpointFleet } from './endpointFleet.ts';
import type { Placement } from './fleet.ts';
import type { Population, Publisher } from './publisher.ts';
import { simulateLoad } from './simulateLoad.ts';

export type AcceleratorDimension = 'GpuId' | 'AcceleratorId';

const namespace = '/aws/sagemaker/InferenceComponents';
const copySet = ['EndpointName', 'VariantName', 'InstanceId', 'ContainerId', 'InferenceComponentName'];

/** The load of one accelerator in a container, 0 to 100; the instance's own metrics show the same. */
export const acceleratorLoad = (
  name: string,
  containerId: string,
  accelerator: number,
  time: number,
): number => simulateLoad(`${name} ${containerId} ${accelerator}`, time);

const dimensionsOf = ({ component, instance, containerId }: Placement): Record<string, string> => ({
  EndpointName: instance.endpoint,
  VariantName: instance.variant,
  InstanceId: instance.instanceId,
  ContainerId: containerId,
  InferenceComponentName: component,
  InstanceType: instance.instanceType,
});

const inContainers = (expand: (placement: Placement, isPooled: boolean) => Publisher[]) => {
  const publishersFor = (fleet: EndpointFleet, placement: Placement): Publisher[] =>
    expand(placement, fleet.isPooled(placement.instance.variant));
  return {
    publishersOf: (fleet: EndpointFleet, from: number, to: number) =>
      fleet.placements.overlapping(from, to).flatMap((placement) => publishersFor(fleet, placement)),
    publishersIn: (fleet: EndpointFleet, containerId: string) => {
      const placement = fleet.placementOf(containerId);
      return placement === undefined ? [] : publishersFor(fleet, placement);
    },
  };
};

/**
 * What inference components publish: CPU and memory for each copy; GPU metrics for each accelerator of each
 * copy, so that `SampleCount` of every GPU set counts accelerators. The component × instance type sets exist
 * for variants with instance pools only, as AWS documents them.
 */
export const copyPopulations = (accelerator: AcceleratorDimension): Population[] => [
  {
    namespace,
    names: ['GPUUtilizationNormalized', 'GPUMemoryUtilizationNormalized'],
    sets: [
      { names: [...copySet, accelerator] },
      { names: ['InferenceComponentName', accelerator] },
      { names: ['InferenceComponentName'] },
      { names: ['InferenceComponentName', 'InstanceType'], onlyPooled: true },
      { names: ['EndpointName', accelerator] },
    ],
    ...inContainers((placement, isPooled) =>
      placement.accelerators.map((number) => ({
        from: placement.from,
        to: placement.to,
        dimensions: { ...dimensionsOf(placement), [accelerator]: `gpu_${number}` },
        isPooled,
        measure: (name, time) => acceleratorLoad(name, placement.containerId, number, time),
      })),
    ),
  },
  {
    namespace,
    names: ['CPUUtilizationNormalized', 'MemoryUtilizationNormalized'],
    sets: [
      { names: copySet },
      { names: ['InferenceComponentName'] },
      { names: ['InferenceComponentName', 'InstanceType'], onlyPooled: true },
    ],
    ...inContainers((placement, isPooled) => [
      {
        from: placement.from,
        to: placement.to,
        dimensions: dimensionsOf(placement),
        isPooled,
        measure: (name, time) => simulateLoad(`${name} ${placement.containerId}`, time),
      },
    ]),
  },
];
