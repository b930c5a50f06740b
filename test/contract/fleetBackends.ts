import { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { createSageMakerService } from '#local/aws/sagemaker/sageMakerService.ts';
import { createVirtualClock } from '#local/clock.ts';
import type { World } from '#local/fleet/world.ts';
import { defaultOwners } from '#shared/domain/owners.ts';
import { createDescribeConfig, type DescribeConfig } from '#shared/fleet/describeConfig.ts';
import { createDescribeFleet, type DescribeFleet } from '#shared/fleet/describeEndpoint.ts';
import type { EndpointRef } from '#shared/fleet/endpointSnapshot.ts';
import { createFindEndpoint, type FindEndpoint } from '#shared/fleet/findEndpoint.ts';
import { createListEndpoints } from '#shared/fleet/listEndpoints.ts';
import { createWorldFleet } from '#test/fakes/worldFleet.ts';
import { openStandIns } from '#test/harness/openStandIns.ts';

/** What the functions ask of SageMaker, whoever answers. */
export type Fleet = DescribeFleet &
  FindEndpoint & { describeConfig: DescribeConfig; listEndpoints(): Promise<EndpointRef[]> };

export type FleetBackend = { fleet: Fleet; close(): Promise<void> };

const openFake = async (world: World, time: number): Promise<FleetBackend> => {
  const fake = createWorldFleet(world);
  return {
    fleet: {
      listEndpoints: async () => fake.listEndpoints(time),
      describeEndpoint: async (ref) => fake.describeEndpoint(ref, time),
      describeConfig: async (name) => fake.describeConfig(name, time),
      countInstances: async (pool) => fake.countInstances(pool, time),
      findEndpoint: async (name) => fake.findEndpoint(name, time),
      findComponent: async (name) => fake.findComponent(name, time),
    },
    close: async () => {},
  };
};

const openStandIn = async (world: World, time: number): Promise<FleetBackend> => {
  const clock = createVirtualClock(time);
  const service = createSageMakerService({ clock, world, region: 'us-east-1', accountId: '123456789012' });
  const standIns = await openStandIns({ clock, services: [service] });
  const client = new SageMakerClient(standIns.client);
  const list = createListEndpoints(client);
  return {
    fleet: {
      ...createDescribeFleet(client, async () => defaultOwners.tags),
      ...createFindEndpoint(client),
      describeConfig: createDescribeConfig(client),
      listEndpoints: async () => (await Array.fromAsync(list())).flat(),
    },
    close: standIns.close,
  };
};

/** SageMaker over a world at a time (epoch seconds): [what it is, how to open it]. */
export const fleetBackends: [string, (world: World, time: number) => Promise<FleetBackend>][] = [
  ['the fake', openFake],
  ['the stand-in', openStandIn],
];
