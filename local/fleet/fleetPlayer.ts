import { combineSources } from '#local/aws/cloudwatch/combineSources.ts';
import type { MetricSource } from '#local/aws/cloudwatch/metricSource.ts';
import { splitByEndpoint } from './endpointFleet.ts';
import { createInvocationSource } from './invocationSource.ts';
import { layerFleets } from './layerFleets.ts';
import { createRequestStreams } from './requestStreams.ts';
import { createUtilisationSource } from './utilisationSource.ts';
import type { World } from './world.ts';

export type FleetPlayerOptions = {
  world: World;
  /** `us-east-1` when absent. */
  region?: string;
};

/**
 * Plays a world as the metrics that SageMaker publishes with enhanced metrics on, under every dimension set they
 * have. No sample is kept: the fleet's step functions are the store and a read computes. A publisher has a sample
 * at each multiple of its deployment's publish frequency (UTC epoch) from its start, inclusive, to its end,
 * exclusive; a set that sums several publishers, of whatever frequencies, has the statistic over all their
 * samples. Series carry names, so an endpoint that was re-created goes on with those of its name. Utilisation is
 * made up (`simulateLoad`); counts, reservations and invocations are exact.
 */
export const createFleetPlayer = ({ world, region = 'us-east-1' }: FleetPlayerOptions): MetricSource => {
  const fleets = splitByEndpoint(world);
  return combineSources([
    ...layerFleets(fleets.values()).map(createUtilisationSource),
    createInvocationSource(createRequestStreams(world, fleets, region)),
  ]);
};
