import type { Deployment } from '#local/fleet/deployment.ts';
import type { Instance, Placement } from '#local/fleet/fleet.ts';
import type { World, WorldComponent, WorldEndpoint } from '#local/fleet/world.ts';
import { at } from './samples.ts';

const midnight = at('2026-01-01T00:00:00Z');
const forever = Number.POSITIVE_INFINITY;

/** `second(90)`: an instant of 2026-01-01, 90 s after midnight. */
export const second = (seconds: number): number => midnight + seconds;

/** `minute(90)`: half past one of that day. */
export const minute = (minutes: number): number => second(60 * minutes);

/** In force at once, from midnight; every 10 s under `GpuId`. */
export const buildDeployment = (given: Partial<Deployment> = {}): Deployment => ({
  configName: 'chat-config',
  startedAt: second(0),
  finishedAt: given.startedAt ?? second(0),
  publishFrequency: 10,
  acceleratorDimension: 'GpuId',
  variants: [{ variant: 'AllTraffic', instanceTypes: ['ml.g6.12xlarge'] }],
  ...given,
});

/** The endpoint `chat`, there as its first deployment starts and never deleted. */
export const buildEndpoint = (
  deployments: readonly Deployment[],
  given: Partial<WorldEndpoint> = {},
): WorldEndpoint => ({
  endpoint: 'chat',
  createdAt: deployments[0]?.startedAt ?? second(0),
  deletedAt: forever,
  deployments,
  ...given,
});

/** An ml.g6.12xlarge with four GPUs on `chat`, from its deployment's end and for ever. */
export const buildInstance = (
  instanceId: string,
  deployment: Deployment,
  given: Partial<Instance> = {},
): Instance => ({
  instanceId,
  endpoint: 'chat',
  variant: 'AllTraffic',
  instanceType: 'ml.g6.12xlarge',
  accelerators: 4,
  from: deployment.finishedAt,
  to: forever,
  deployment,
  ...given,
});

/** A component of one GPU a copy on `chat`, there from midnight and never deleted. */
export const buildComponent = (component: string, given: Partial<WorldComponent> = {}): WorldComponent => ({
  component,
  endpoint: 'chat',
  variant: 'AllTraffic',
  model: `${component}-model`,
  team: 'search',
  gpusPerCopy: 1,
  createdAt: second(0),
  deletedAt: forever,
  ...given,
});

/** A copy of a component in container `<component>-<instance>`, on GPU 0, as long as its instance. */
export const buildPlacement = (
  component: string,
  instance: Instance,
  given: Partial<Placement> = {},
): Placement => ({
  component,
  instance,
  containerId: `${component}-${instance.instanceId}`,
  accelerators: [0],
  from: instance.from,
  to: instance.to,
  ...given,
});

export const buildWorld = (given: Partial<World> = {}): World => ({
  endpoints: [],
  components: [],
  instances: [],
  placements: [],
  invocations: [],
  ...given,
});
