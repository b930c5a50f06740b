import type { Pool } from '#shared/domain/bucket.ts';
import { everyContainer, type Samples, type SeriesKind } from '#shared/domain/samples.ts';
import { acceleratorMetric, copyMetric, instanceMetric, type Metric, reservationMetric } from './metric.ts';
import {
  type EndpointSeries,
  type HeldKind,
  type HoldingSeries,
  type InstanceSeries,
  wholeCopy,
} from './series.ts';

/** The series that a pool's facts come from. */
export type PoolSeries = EndpointSeries & { kind: SeriesKind };

const heldMetrics = { accelerator: acceleratorMetric, copy: copyMetric };

/** The container and accelerator of a series that sums a component's accelerators. */
const every = '*';

/**
 * The sums that CloudWatch keeps of a pool, under names that need not be listed. In a variant of several instance types
 * {EndpointName, VariantName, InstanceType} and, for each component of the variant, {InferenceComponentName, InstanceType};
 * in a variant of one type the same without the type.
 */
export const sumSeries = (
  pool: Pool,
  hasSeveralTypes: boolean,
  components: Iterable<string>,
  held: HeldKind = 'accelerator',
): PoolSeries => {
  const { endpoint, variant, instanceType } = pool;
  const type = hasSeveralTypes ? { InstanceType: instanceType } : {};
  const dimensions = { EndpointName: endpoint, VariantName: variant, ...type };
  const instance: InstanceSeries = {
    metric: { ...instanceMetric, dimensions },
    variant,
    instance: instanceType,
  };
  const toHolding = (component: string): HoldingSeries => ({
    metric: { ...heldMetrics[held], dimensions: { InferenceComponentName: component, ...type } },
    variant,
    instance: instanceType,
    container: everyContainer(component),
    component,
    accelerator: every,
  });
  return { kind: 'summed', instances: [instance], holdings: [...components].map(toHolding) };
};

/** The metric of an accelerator of a container, or of the whole copy in it. */
const heldMetric = (
  container: Metric['dimensions'],
  accelerator: string,
  acceleratorDimension: string | undefined,
): Metric | undefined => {
  if (accelerator === wholeCopy) return { ...copyMetric, dimensions: container };
  if (acceleratorDimension === undefined) return undefined;
  return { ...acceleratorMetric, dimensions: { ...container, [acceleratorDimension]: accelerator } };
};

/** The series that stored samples came from, for those that CloudWatch leaves out of a listing. */
export const seriesOfSamples = (
  pool: Pool,
  samples: readonly Samples[],
  acceleratorDimension: string | undefined,
): EndpointSeries => {
  const { endpoint, variant } = pool;
  const singles = samples.filter(({ kind }) => kind === 'single');
  const place = (instance: string) => ({
    EndpointName: endpoint,
    VariantName: variant,
    InstanceId: instance,
  });
  return {
    instances: singles.flatMap(({ instances }) =>
      [...instances.keys()].map((instance) => {
        return { metric: { ...instanceMetric, dimensions: place(instance) }, variant, instance };
      }),
    ),
    holdings: singles.flatMap(({ holdings }) =>
      [...holdings.values()].flatMap(({ instance, container, component, accelerator }) => {
        const own = { ...place(instance), ContainerId: container, InferenceComponentName: component };
        const metric = heldMetric(own, accelerator, acceleratorDimension);
        return metric === undefined ? [] : { metric, variant, instance, container, component, accelerator };
      }),
    ),
  };
};

const metricKey = ({ metric }: InstanceSeries | HoldingSeries): string =>
  JSON.stringify(Object.entries(metric.dimensions).toSorted(([a], [b]) => (a < b ? -1 : 1)));

const unite = <Series extends InstanceSeries | HoldingSeries>(...lists: (readonly Series[])[]): Series[] => [
  ...new Map(lists.flat().map((series) => [metricKey(series), series])).values(),
];

/** The series of a variant one by one: those listed, and those known that a listing left out. */
export const singleSeries = (variant: string, listed: EndpointSeries, known: EndpointSeries): PoolSeries => {
  const inVariant = <Series extends { variant: string }>(list: readonly Series[]) =>
    list.filter((series) => series.variant === variant);
  return {
    kind: 'single',
    instances: unite(inVariant(listed.instances), known.instances),
    holdings: unite(inVariant(listed.holdings), known.holdings),
  };
};

/** Accelerators that SageMaker says are reserved, in percent of an instance's, summed over a pool's instances. */
export const reservationSeries = (pool: Pool, hasSeveralTypes: boolean): Metric => {
  const [series] = sumSeries(pool, hasSeveralTypes, []).instances;
  return { ...reservationMetric, dimensions: series?.metric.dimensions ?? {} };
};
