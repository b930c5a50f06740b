import type { EndpointFleet } from './endpointFleet.ts';
import type { Interval } from './fleet.ts';
import { createRequestCounter } from './requestCounter.ts';
import { createRequestStream, type RequestStream } from './requestStream.ts';
import type { World, WorldComponent, WorldEndpoint } from './world.ts';

/** The times, within a component's life, at which each deployment of its endpoint is in force. */
const cutByDeployment = ({ deployments }: WorldEndpoint, { createdAt, deletedAt }: WorldComponent) =>
  deployments.flatMap((deployment, index) => {
    // Until the first has finished, it is all there is.
    const from = index === 0 ? createdAt : Math.max(createdAt, deployment.finishedAt);
    const to = Math.min(deletedAt, deployments[index + 1]?.finishedAt ?? Number.POSITIVE_INFINITY);
    const span: Interval = { from, to };
    return from < to ? [{ deployment, span }] : [];
  });

/**
 * The requests of a world's components, cut where their publish frequency may change: a stream for each life of a
 * component and deployment of its endpoint.
 */
export const createRequestStreams = (
  world: World,
  fleets: ReadonlyMap<string, EndpointFleet>,
  region: string,
): RequestStream[] => {
  const rows = Map.groupBy(world.invocations, ({ component }) => component);
  const lives = Map.groupBy(world.endpoints, ({ endpoint }) => endpoint);
  return world.components.flatMap((owner) => {
    const fleet = fleets.get(owner.endpoint);
    const home = lives
      .get(owner.endpoint)
      ?.find(({ createdAt, deletedAt }) => createdAt <= owner.createdAt && owner.createdAt < deletedAt);
    if (fleet === undefined || home === undefined) return [];
    const counter = createRequestCounter(rows.get(owner.component) ?? []);
    return cutByDeployment(home, owner).map(({ deployment, span }) =>
      createRequestStream({ owner, fleet, counter, deployment, span, region }),
    );
  });
};
