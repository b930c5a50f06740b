import type { Metric } from './metric.ts';

/** A metric whose samples say that an instance runs. */
export type InstanceSeries = { metric: Metric; variant: string; instance: string };

/** A metric whose samples say that a component's container holds an accelerator. */
export type HoldingSeries = {
  metric: Metric;
  variant: string;
  instance: string;
  container: string;
  component: string;
  accelerator: string;
  /** Units of the pool that each of its samples stands for; undefined for one. */
  units?: number | undefined;
};

/** What of components is listed: accelerators that they hold, or whole copies. */
export type HeldKind = 'accelerator' | 'copy';

export type EndpointSeries = {
  instances: readonly InstanceSeries[];
  holdings: readonly HoldingSeries[];
};

const instanceDimensions = ['EndpointName', 'VariantName', 'InstanceId'];
const holdingDimensions = [...instanceDimensions, 'ContainerId', 'InferenceComponentName'];

/** The accelerator of a series of a whole copy. */
export const wholeCopy = 'copy';

/** What a held accelerator's metric calls the accelerator's dimension: the one beside those that name its container. */
export const acceleratorDimensionOf = ({ dimensions }: Metric): string | undefined =>
  Object.keys(dimensions).find((name) => !holdingDimensions.includes(name));

/** The metric as an instance's series, or undefined when its dimension set is another: sums and OTel sets. */
export const toInstanceSeries = (metric: Metric): InstanceSeries | undefined => {
  const { VariantName, InstanceId, ...rest } = metric.dimensions;
  if (VariantName === undefined || InstanceId === undefined) return undefined;
  return Object.keys(rest).join() === 'EndpointName'
    ? { metric, variant: VariantName, instance: InstanceId }
    : undefined;
};

/**
 * The metric as the series of one held accelerator, or undefined when its dimension set is another.
 *
 * AWS's pages call the accelerator's dimension `AcceleratorId`, its blog and code `GpuId`. Which it is need not be
 * known: it is the one dimension beside the five that name the container. Two names for one accelerator give two
 * series of the same holding, which are joined slot by slot and never added.
 */
export const toHoldingSeries = (metric: Metric): HoldingSeries | undefined => {
  const { VariantName, InstanceId, ContainerId, InferenceComponentName } = metric.dimensions;
  const others = Object.keys(metric.dimensions).filter((name) => !holdingDimensions.includes(name));
  const [acceleratorDimension, ...more] = others;
  const accelerator = acceleratorDimension && metric.dimensions[acceleratorDimension];
  if (accelerator === undefined || more.length > 0) return undefined;
  if (Object.keys(metric.dimensions).length !== holdingDimensions.length + 1) return undefined;
  if (!VariantName || !InstanceId || !ContainerId || !InferenceComponentName) return undefined;
  return {
    metric,
    variant: VariantName,
    instance: InstanceId,
    container: ContainerId,
    component: InferenceComponentName,
    accelerator,
  };
};

/** The metric as the series of one copy, or undefined when its dimension set is another. */
export const toCopySeries = (metric: Metric): HoldingSeries | undefined => {
  const { VariantName, InstanceId, ContainerId, InferenceComponentName, ...rest } = metric.dimensions;
  if (!VariantName || !InstanceId || !ContainerId || !InferenceComponentName) return undefined;
  if (Object.keys(rest).join() !== 'EndpointName') return undefined;
  const place = { variant: VariantName, instance: InstanceId, container: ContainerId };
  return { metric, ...place, component: InferenceComponentName, accelerator: wholeCopy };
};
