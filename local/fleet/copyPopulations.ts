import type { AcceleratorDimension } from './deployment.ts';
import type { EndpointFleet } from './endpointFleet.ts';
import type { Placement } from './fleet.ts';
import { instanceDimensions } from './instanceDimensions.ts';
import type { Population, Publisher } from './publisher.ts';
import { simulateLoad } from './simulateLoad.ts';

const namespace = '/aws/sagemaker/InferenceComponents';
const copySet = ['EndpointName', 'VariantName', 'InstanceId', 'ContainerId', 'InferenceComponentName'];

/** The load of one accelerator in a container, 0 to 100; the instance's own metrics show the same. */
export const acceleratorLoad = (
  name: string,
  containerId: string,
  accelerator: number,
  time: number,
): number => simulateLoad(`${name} ${containerId} ${accelerator}`, time);

/** Without enhanced metrics a copy is only in the sums of its component. */
const copyDimensions = ({ component, containerId, instance }: Placement): Record<string, string> => {
  const { InstanceType, ...place } = instanceDimensions(instance);
  const type: Record<string, string> = InstanceType === undefined ? {} : { InstanceType };
  const own = { ...type, InferenceComponentName: component };
  return instance.deployment.isEnhanced === false ? own : { ...place, ...own, ContainerId: containerId };
};

/** The accelerators that publish for a copy, by their dimension. */
const acceleratorPublishers = (
  publisher: Publisher,
  { accelerators, containerId, instance: { deployment } }: Placement,
): Publisher[] => {
  const isSummed = deployment.isEnhanced === false;
  const isOne = isSummed && deployment.standardSamples !== 'accelerator';
  return (isOne ? accelerators.slice(0, 1) : accelerators).map((number) => ({
    ...publisher,
    dimensions: isSummed
      ? publisher.dimensions
      : { ...publisher.dimensions, [deployment.acceleratorDimension]: `gpu_${number}` },
    measure: (name, time) => acceleratorLoad(name, containerId, number, time),
  }));
};

const inContainers = (expand: (publisher: Publisher, placement: Placement) => Publisher[]) => {
  const publishersFor = (fleet: EndpointFleet, placement: Placement): Publisher[] => {
    const { instance, containerId, from, to } = placement;
    const publisher = {
      from,
      to,
      frequency: instance.deployment.publishFrequency,
      lost: fleet.lostOf(instance.instanceId, containerId),
      dimensions: copyDimensions(placement),
      measure: (name: string, time: number) => simulateLoad(`${name} ${containerId}`, time),
    };
    return expand(publisher, placement);
  };
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
 * @param dimensions what the endpoint's instances call an accelerator.
 */
export const copyPopulations = (dimensions: readonly AcceleratorDimension[]): Population[] => [
  {
    namespace,
    names: ['GPUUtilizationNormalized', 'GPUMemoryUtilizationNormalized'],
    sets: [
      ...dimensions.map((accelerator) => [...copySet, accelerator]),
      ...dimensions.map((accelerator) => ['InferenceComponentName', accelerator]),
      ['InferenceComponentName'],
      ['InferenceComponentName', 'InstanceType'],
      ...dimensions.map((accelerator) => ['EndpointName', accelerator]),
    ],
    ...inContainers(acceleratorPublishers),
  },
  {
    namespace,
    names: ['CPUUtilizationNormalized', 'MemoryUtilizationNormalized'],
    sets: [copySet, ['InferenceComponentName'], ['InferenceComponentName', 'InstanceType']],
    ...inContainers((publisher) => [publisher]),
  },
];
