import { combineSources } from '#local/aws/cloudwatch/combineSources.ts';
import type { MetricSource } from '#local/aws/cloudwatch/metricSource.ts';
import { clipFleet } from './clipFleet.ts';
import { type AcceleratorDimension, copyPopulations } from './copyPopulations.ts';
import { splitByEndpoint } from './endpointFleet.ts';
import type { Fleet } from './fleet.ts';
import { instancePopulations } from './instancePopulations.ts';
import { createInvocationSource } from './invocationSource.ts';
import { createRequestCounter } from './requestCounter.ts';
import { createRequestStream } from './requestStream.ts';
import type { Trace } from './trace.ts';
import { createUtilisationSource } from './utilisationSource.ts';
import { createVariantTypes } from './variantTypes.ts';

/** The publish frequencies that SageMaker allows, seconds. */
export type PublishFrequency = 10 | 30 | 60 | 120 | 180 | 240 | 300;

export type FleetPlayerOptions = {
  fleet: Fleet;
  trace: Trace;
  publishFrequency: PublishFrequency;
  /** What the accelerator's dimension is called: AWS's own pages disagree. `GpuId` when absent. */
  acceleratorDimension?: AcceleratorDimension;
  /** Samples before this time (epoch seconds) do not exist. */
  startsAt?: number;
  /** `us-east-1` when absent. */
  region?: string;
};

/**
 * Plays a placed fleet as the metrics that SageMaker publishes with enhanced metrics on, under every dimension
 * set they have. No sample is kept: the fleet's step functions are the store and a read computes. A publisher
 * has a sample at each multiple of the publish frequency (UTC epoch) from its start, inclusive, to its end,
 * exclusive; a set that sums several publishers has the statistic over all their samples. Utilisation is
 * made up (`simulateLoad`); counts, reservations and invocations are exact.
 */
export const createFleetPlayer = (options: FleetPlayerOptions): MetricSource => {
  const { trace, publishFrequency, acceleratorDimension = 'GpuId', region = 'us-east-1' } = options;
  const startsAt = options.startsAt ?? Number.NEGATIVE_INFINITY;
  const typesOf = createVariantTypes(trace);
  const fleets = splitByEndpoint(
    clipFleet(options.fleet, startsAt),
    (endpoint, variant) => typesOf(endpoint, variant).length > 1,
  );
  const owners = new Map(trace.components.map((owner) => [owner.component, owner]));
  const rows = Map.groupBy(trace.invocations, ({ component }) => component);
  const streams = trace.components.flatMap((owner) => {
    const fleet = fleets.get(owner.endpoint);
    const counter = createRequestCounter(rows.get(owner.component) ?? []);
    return fleet === undefined
      ? []
      : [createRequestStream({ owner, fleet, counter, publishFrequency, startsAt, region })];
  });
  return combineSources([
    createUtilisationSource({
      fleets,
      endpointOf: (component) => owners.get(component)?.endpoint,
      populations: [...copyPopulations(acceleratorDimension), ...instancePopulations(acceleratorDimension)],
      publishFrequency,
    }),
    createInvocationSource(streams, publishFrequency),
  ]);
};
