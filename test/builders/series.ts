import { after, type Instant } from '#shared/domain/time.ts';
import { acceleratorMetric, instanceMetric, type Metric } from '#shared/metrics/metric.ts';
import type { HoldingSeries, InstanceSeries } from '#shared/metrics/series.ts';
import type { SampledMetric } from '#test/fakes/countsOf.ts';
import { at, counts } from './samples.ts';

/** `CPUUtilization` of one instance of `ep`. */
export const instanceSeriesOf = (instance = 'i-1', variant = 'AllTraffic'): InstanceSeries => ({
  metric: {
    ...instanceMetric,
    dimensions: { EndpointName: 'ep', VariantName: variant, InstanceId: instance },
  },
  variant,
  instance,
});

/** One accelerator of `ep` that component `a` holds in container `c-1` on `i-1`. */
export const holdingSeriesOf = (
  changes: Partial<Omit<HoldingSeries, 'metric'>> = {},
  acceleratorDimension = 'GpuId',
): HoldingSeries => {
  const names = {
    variant: 'AllTraffic',
    instance: 'i-1',
    container: 'c-1',
    component: 'a',
    accelerator: 'gpu_0',
    ...changes,
  };
  const dimensions = {
    EndpointName: 'ep',
    VariantName: names.variant,
    InstanceId: names.instance,
    ContainerId: names.container,
    InferenceComponentName: names.component,
    [acceleratorDimension]: names.accelerator,
  };
  return { metric: { ...acceleratorMetric, dimensions }, ...names };
};

/** A metric's samples: `text` says from midnight (or `start`) on how many there are in each interval of the frequency. */
export const sampledAs = (
  { metric }: { metric: Metric },
  frequency: number,
  text: string,
  start: Instant = at('2026-01-01T00:00:00Z'),
): SampledMetric => ({
  metric,
  times: counts(text).flatMap((count, slot) =>
    new Array<Instant>(count).fill(after(start, slot * frequency)),
  ),
});
