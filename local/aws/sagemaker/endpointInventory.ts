import type { Deployment } from '#local/fleet/deployment.ts';
import type { Instance } from '#local/fleet/fleet.ts';
import type { World, WorldEndpoint } from '#local/fleet/world.ts';
import { type DeployedFleet, deployFleet } from './deployedFleet.ts';
import type { ListedResource } from './resourceLists.ts';

/** An endpoint as of a time. */
export type InventoryEndpoint = ListedResource & {
  tags: Readonly<Record<string, string>>;
  inForce: DeployedFleet;
  /** The update under way. */
  pending: DeployedFleet | undefined;
};

/** The endpoints that a world makes of SageMaker, and their configurations, as of a time (epoch seconds). */
export type EndpointInventory = {
  endpoints(time: number): InventoryEndpoint[];
  endpoint(name: string, time: number): InventoryEndpoint | undefined;
  /** Configurations stay when their endpoint is deleted; of several of one name, the last that was deployed. */
  config(name: string, time: number): DeployedFleet | undefined;
};

type Life = WorldEndpoint & { first: DeployedFleet; fleets: readonly DeployedFleet[] };

const readLife = (
  endpoint: WorldEndpoint,
  instancesOf: (deployment: Deployment) => readonly Instance[],
): Life => {
  const fleets = endpoint.deployments.map((deployment) => deployFleet(deployment, instancesOf(deployment)));
  const [first] = fleets;
  if (first === undefined) throw new RangeError(`endpoint ${endpoint.endpoint} has no deployment`);
  return { ...endpoint, first, fleets };
};

const statusAt = ({ first }: Life, pending: DeployedFleet | undefined, time: number): string => {
  if (time < first.deployment.finishedAt) return 'Creating';
  return pending === undefined ? 'InService' : 'Updating';
};

const lastModified = ({ createdAt, fleets }: Life, time: number): number => {
  const changes = fleets.flatMap(({ deployment: { startedAt, finishedAt }, variants }) => [
    startedAt,
    finishedAt,
    ...variants.flatMap(({ pools }) =>
      pools.map(({ instances }) => instances.lastChangeAt(time) ?? startedAt),
    ),
  ]);
  return Math.max(createdAt, ...changes.filter((change) => change <= time));
};

const toEndpoint = (life: Life, time: number): InventoryEndpoint => {
  const { endpoint: name, createdAt: creationTime, tags = {}, first, fleets } = life;
  const inForce = fleets.findLast(({ deployment }) => deployment.finishedAt <= time) ?? first;
  const pending = fleets.find(
    (fleet) => fleet !== first && fleet.deployment.startedAt <= time && time < fleet.deployment.finishedAt,
  );
  const status = statusAt(life, pending, time);
  return { name, creationTime, lastModifiedTime: lastModified(life, time), status, tags, inForce, pending };
};

/**
 * An endpoint is Creating until its first deployment has finished, Updating while a later one is under way, and gone
 * as it is deleted. Its status and its instance counts modify it.
 * @throws RangeError for an endpoint without a deployment.
 */
export const createEndpointInventory = (world: World): EndpointInventory => {
  const instances = Map.groupBy(world.instances, ({ deployment }) => deployment);
  const lives = world.endpoints.map((endpoint) =>
    readLife(endpoint, (deployment) => instances.get(deployment) ?? []),
  );
  const isThere = ({ createdAt, deletedAt }: Life, time: number) => createdAt <= time && time < deletedAt;
  const configs = lives
    .flatMap(({ fleets }) => fleets)
    .toSorted((a, b) => a.deployment.startedAt - b.deployment.startedAt);
  return {
    endpoints: (time) => lives.filter((life) => isThere(life, time)).map((life) => toEndpoint(life, time)),
    endpoint: (name, time) => {
      const found = lives.find((life) => life.endpoint === name && isThere(life, time));
      return found === undefined ? undefined : toEndpoint(found, time);
    },
    config: (name, time) =>
      configs.findLast(
        ({ deployment: { configName, startedAt } }) => configName === name && startedAt <= time,
      ),
  };
};
