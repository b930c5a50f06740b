import type { Pool } from '#shared/domain/bucket.ts';
import type { SeriesKind } from '#shared/domain/samples.ts';
import { acceleratorMetric, instanceMetric } from './metric.ts';
import type { EndpointSeries, HoldingSeries, InstanceSeries } from './series.ts';

/** The series that a pool's facts come from. */
export type PoolSeries = EndpointSeries & { kind: SeriesKind };

/** In a variant of several instance types CloudWatch names no type beside an instance, only beside their sums. */
export const seriesKindOf = ({ typesInVariant }: { typesInVariant: number }): SeriesKind =>
  typesInVariant === 1 ? 'single' : 'summed';

/** The container and accelerator of a series that sums a component's accelerators on an instance type. */
const every = '*';

/**
 * Chooses the series of one pool out of an endpoint's.
 *
 * In a variant of one instance type every instance is the pool's. In a variant of several the counts come from the
 * sums that CloudWatch keeps by type: {EndpointName, VariantName, InstanceType} and, for each component of the variant,
 * {InferenceComponentName, InstanceType}.
 */
export const choosePoolSeries = (
  pool: Pool,
  kind: SeriesKind,
  listed: EndpointSeries,
  components: readonly string[],
): PoolSeries => {
  const holdings = listed.holdings.filter(({ variant }) => variant === pool.variant);
  if (kind === 'single') {
    const instances = listed.instances.filter(({ variant }) => variant === pool.variant);
    return { kind, instances, holdings };
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
  return { kind, instances: [instance], holdings: [...names].map(toHolding) };
};
