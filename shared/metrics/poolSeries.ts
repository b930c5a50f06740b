import type { Pool } from '#shared/domain/bucket.ts';
import { acceleratorMetric, instanceMetric } from './metric.ts';
import type { EndpointSeries, HoldingSeries, InstanceSeries } from './series.ts';

/**
 * The series that a pool's facts come from.
 * `single`: one sample a slot each (an instance, one held accelerator). `summed`: a whole instance type each.
 */
export type PoolSeries = EndpointSeries & { kind: 'single' | 'summed' };

/** The container and accelerator of a series that sums a component's accelerators on an instance type. */
const every = '*';

/**
 * Chooses the series of one pool out of an endpoint's.
 *
 * In a variant of one instance type every instance is the pool's. In a variant of several, CloudWatch names no type
 * beside an instance, so that the counts come from the sums that it keeps by type: {EndpointName, VariantName,
 * InstanceType} and, for each component of the variant, {InferenceComponentName, InstanceType}.
 */
export const choosePoolSeries = (
  pool: Pool,
  typesInVariant: number,
  listed: EndpointSeries,
  components: readonly string[],
): PoolSeries => {
  const holdings = listed.holdings.filter(({ variant }) => variant === pool.variant);
  if (typesInVariant === 1) {
    const instances = listed.instances.filter(({ variant }) => variant === pool.variant);
    return { kind: 'single', instances, holdings };
  }
  const { endpoint, variant, instanceType } = pool;
  const instance: InstanceSeries = {
    metric: {
      ...instanceMetric,
      dimensions: { EndpointName: endpoint, VariantName: variant, InstanceType: instanceType },
    },
    variant,
    instance: instanceType,
  };
  const names = new Set([...components, ...holdings.map(({ component }) => component)]);
  const toHolding = (component: string): HoldingSeries => ({
    metric: {
      ...acceleratorMetric,
      dimensions: { InferenceComponentName: component, InstanceType: instanceType },
    },
    variant,
    instance: instanceType,
    container: `${component}/${every}`,
    component,
    accelerator: every,
  });
  return { kind: 'summed', instances: [instance], holdings: [...names].map(toHolding) };
};
