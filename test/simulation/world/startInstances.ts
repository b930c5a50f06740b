import type { Deployment } from '#local/fleet/deployment.ts';
import type { Instance } from '#local/fleet/fleet.ts';
import type { WorldEndpoint } from '#local/fleet/world.ts';
import { acceleratorsOf } from '#shared/domain/acceleratorCounts.ts';
import { hashText, type Random } from '../random.ts';

const minute = 60;

/** When old instances may start no more, and are all gone. */
type Succession = { nextStartsAt: number; endsBy: number };

const successionOf = (
  { deployments, deletedAt }: WorldEndpoint,
  deployment: Deployment,
  horizon: number,
): Succession => {
  const next = deployments[deployments.indexOf(deployment) + 1];
  const end = Math.min(deletedAt, horizon);
  if (next === undefined) return { nextStartsAt: end, endsBy: deletedAt };
  // Its endpoint is in service before it is updated: every instance has had a sample.
  return { nextStartsAt: Math.min(next.startedAt - deployment.publishFrequency, end), endsBy: deletedAt };
};

const idOf = (endpoint: string, ordinal: number, random: Random): string => {
  const hex = (label: string) =>
    hashText(`${endpoint} ${ordinal} ${label}`, random.whole(0, 1e9)).toString(16);
  return `i-0${`${hex('a')}${hex('b')}`.padStart(16, '0').slice(0, 16)}`;
};

/**
 * Starts and ends the instances of one life of an endpoint. Those of a deployment start after it was called for, the first
 * ones by the time that it has finished, others later, but none while the next deployment is under way; they end by choice,
 * some minutes around the end of the next deployment, or with the endpoint. An instance takes more than a minute to start.
 */
export const startInstances = (life: WorldEndpoint, horizon: number, random: Random): Instance[] => {
  const instances: Instance[] = [];
  for (const deployment of life.deployments) {
    const { nextStartsAt, endsBy } = successionOf(life, deployment, horizon);
    const next = life.deployments[life.deployments.indexOf(deployment) + 1];
    const retire = (): number =>
      next === undefined ? endsBy : Math.min(endsBy, next.finishedAt + random.whole(-minute, 6 * minute));
    for (const { variant, instanceTypes } of deployment.variants) {
      for (const instanceType of instanceTypes) {
        const initial = random.weigh([15, 0], [55, 1], [20, 2], [10, 3]);
        const later = random.weigh([60, 0], [25, 1], [15, 2]);
        for (let index = 0; index < initial + later; index += 1) {
          const isInitial = index < initial;
          const earliest = deployment.startedAt + minute + 1;
          const latest = isInitial ? Math.min(deployment.finishedAt, nextStartsAt) : nextStartsAt - 1;
          if (latest <= earliest) continue;
          const from = random.whole(earliest, latest);
          const natural = retire();
          const early = from + random.whole(minute, 120 * minute);
          const to = random.chance(0.25) ? Math.min(natural, early) : natural;
          if (to <= from) continue;
          instances.push({
            instanceId: idOf(life.endpoint, instances.length, random),
            endpoint: life.endpoint,
            variant,
            instanceType,
            accelerators: acceleratorsOf(instanceType) ?? 0,
            deployment,
            from,
            to,
          });
        }
      }
    }
  }
  return instances;
};
