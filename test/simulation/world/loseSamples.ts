import type { Instance, Placement } from '#local/fleet/fleet.ts';
import { isPooled } from '#local/fleet/isPooled.ts';
import type { LostSamples } from '#local/fleet/world.ts';
import type { Random } from '../random.ts';

const stretchIn = (from: number, to: number, frequency: number, random: Random) => {
  const start = random.whole(from, Math.max(from, Math.min(to, from + 7_200)));
  return {
    from: start,
    to: start + random.whole(1, Math.max(1, Math.min(20, Math.floor(900 / frequency)))) * frequency,
  };
};

/**
 * Samples that were never sent, of instances and of containers. None in variants with instance pools: CloudWatch tells
 * of these only sums, in which a sample that is missing cannot be told from a copy that is gone.
 */
export const loseSamples = (
  instances: readonly Instance[],
  placements: readonly Placement[],
  random: Random,
): LostSamples[] => {
  const lost: LostSamples[] = [];
  for (const { instanceId, from, to, variant, deployment } of instances) {
    if (isPooled(deployment, variant) || !random.chance(0.3)) continue;
    lost.push({ instanceId, ...stretchIn(from, to, deployment.publishFrequency, random) });
  }
  for (const { instance, containerId, from, to } of placements) {
    const { instanceId, variant, deployment } = instance;
    if (isPooled(deployment, variant) || !random.chance(0.2)) continue;
    lost.push({ instanceId, containerId, ...stretchIn(from, to, deployment.publishFrequency, random) });
  }
  return lost;
};
