import { createComponentInventory } from '#local/aws/sagemaker/componentInventory.ts';
import type { DeployedFleet } from '#local/aws/sagemaker/deployedFleet.ts';
import { createEndpointInventory, type InventoryEndpoint } from '#local/aws/sagemaker/endpointInventory.ts';
import type { World } from '#local/fleet/world.ts';
import type { Pool } from '#shared/domain/bucket.ts';
import { NotFoundError } from '#shared/domain/errors.ts';
import { instant } from '#shared/domain/time.ts';
import type {
  DescribedComponent,
  DescribedConfig,
  EndpointRef,
  EndpointSnapshot,
  RunningInstances,
} from '#shared/fleet/endpointSnapshot.ts';
import { GoneError } from '#shared/fleet/goneError.ts';

const toInstant = (time: number) => instant(Math.floor(time));

const arnOf = (endpoint: string) => `arn:aws:sagemaker:us-east-1:123456789012:endpoint/${endpoint}`;

const toRef = ({ name, creationTime, lastModifiedTime }: InventoryEndpoint): EndpointRef => ({
  name,
  arn: arnOf(name),
  createdAt: toInstant(creationTime),
  modifiedAt: toInstant(lastModifiedTime),
});

const toConfig = ({ deployment }: DeployedFleet): DescribedConfig => ({
  name: deployment.configName,
  publishFrequency: deployment.publishFrequency,
  isEnhanced: deployment.isEnhanced ?? true,
  isAsync: deployment.isAsync === true,
  variants: deployment.variants,
});

const runningOf = ({ variants }: DeployedFleet, time: number): RunningInstances[] =>
  variants.flatMap(({ variant, pools }) =>
    pools.map(({ instanceType, instances }) => ({ variant, instanceType, instances: instances.at(time) })),
  );

/** Of the fleet in force and of one on its way. */
const runningIn = ({ inForce, pending }: InventoryEndpoint, time: number): RunningInstances[] => [
  ...runningOf(inForce, time),
  ...(pending === undefined ? [] : runningOf(pending, time)),
];

const sumRunning = (all: readonly RunningInstances[]): RunningInstances[] =>
  [...Map.groupBy(all, ({ variant, instanceType }) => `${variant} ${instanceType}`).values()].flatMap(
    (same) =>
      same.slice(0, 1).map((first) => ({
        ...first,
        instances: same.reduce((sum, { instances }) => sum + instances, 0),
      })),
  );

/** SageMaker in memory: what it says of a world's endpoints at a time (epoch seconds). */
export const createWorldFleet = (world: World) => {
  const endpoints = createEndpointInventory(world);
  const components = createComponentInventory(world);

  const find = ({ name, createdAt }: Pick<EndpointRef, 'name' | 'createdAt'>, time: number) => {
    const found = endpoints.endpoint(name, time);
    if (found === undefined) throw new GoneError(name, instant(Math.floor(time)));
    const foundAt = toInstant(found.creationTime);
    if (foundAt === createdAt) return found;
    if (foundAt !== undefined && foundAt > createdAt) throw new GoneError(name, foundAt);
    throw new NotFoundError('fleet.no_endpoint', `the endpoint ${name} is still an earlier one of the name`);
  };

  const describeComponents = (endpoint: string, time: number): DescribedComponent[] =>
    components
      .components(time)
      .filter((component) => component.endpoint === endpoint)
      .map(({ name, variant, model, base, team, creationTime, gpusPerCopy, vcpusPerCopy, copies }) => ({
        name,
        variant,
        model: base === undefined ? model : undefined,
        base,
        tags: new Map([['Team', team]]),
        createdAt: toInstant(creationTime),
        acceleratorsPerCopy: gpusPerCopy === 0 ? undefined : gpusPerCopy,
        vcpusPerCopy,
        copies,
        placements: [...components.copiesByType(name, time)].map(([instanceType, placed]) => ({
          instanceType,
          copies: placed,
          acceleratorsPerCopy: gpusPerCopy === 0 ? undefined : gpusPerCopy,
        })),
      }));

  return {
    findEndpoint: (name: string, time: number): EndpointRef | undefined => {
      const found = endpoints.endpoint(name, time);
      return found && toRef(found);
    },
    findComponent: (name: string, time: number) => {
      const found = components.component(name, time);
      return found && { endpoint: found.endpoint, createdAt: toInstant(found.creationTime) };
    },
    describeConfig: (name: string, time: number): DescribedConfig | undefined => {
      const found = endpoints.config(name, time);
      return found && toConfig(found);
    },
    listEndpoints: (time: number): EndpointRef[] => endpoints.endpoints(time).map(toRef),
    describeEndpoint: (ref: EndpointRef, time: number): EndpointSnapshot => {
      const found = find(ref, time);
      const { inForce, pending } = found;
      const pools = runningOf(inForce, time);
      return {
        ...toRef(found),
        status: found.status,
        config: toConfig(inForce),
        pending: pending && { config: toConfig(pending), startedAt: toInstant(pending.deployment.startedAt) },
        pools: pools.map(({ variant, instanceType, instances }) => ({
          pool: {
            endpointArn: ref.arn,
            endpointCreatedAt: ref.createdAt,
            endpoint: ref.name,
            variant,
            instanceType,
          },
          typesInVariant: pools.filter((other) => other.variant === variant).length,
          currentInstances: instances,
        })),
        running: sumRunning(runningIn(found, time)),
        components: describeComponents(ref.name, time),
        tags: new Map(),
        modelTags: new Map(),
        publishFrequency: inForce.deployment.publishFrequency,
      };
    },
    countInstances: ({ endpoint, endpointCreatedAt, variant, instanceType }: Pool, time: number): number => {
      const found = endpoints.endpoint(endpoint, time);
      if (found === undefined || toInstant(found.creationTime) !== endpointCreatedAt) return 0;
      return runningIn(found, time)
        .filter((each) => each.variant === variant && each.instanceType === instanceType)
        .reduce((sum, { instances }) => sum + instances, 0);
    },
  };
};

export type WorldFleet = ReturnType<typeof createWorldFleet>;
