import type { Instance, Interval, Placement } from '#local/fleet/fleet.ts';
import { isPooled } from '#local/fleet/isPooled.ts';
import type { LostSamples } from '#local/fleet/world.ts';
import type { Random } from '../random.ts';

/** A stretch with a sample before and one after it: what is lost at an end cannot be told from a shorter life. */
const chooseStretch = ({ from, to }: Interval, frequency: number, random: Random): Interval | undefined => {
  const first = from + 2 * frequency;
  const last = Math.min(to, from + 4 * 3_600) - 2 * frequency;
  if (last <= first) return undefined;
  const start = random.whole(first, last);
  const most = Math.max(1, Math.min(20, Math.floor(900 / frequency)));
  return { from: start, to: Math.min(start + random.whole(1, most) * frequency, last) };
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
    const stretch = chooseStretch({ from, to }, deployment.publishFrequency, random);
    if (stretch !== undefined) lost.push({ instanceId, ...stretch });
  }
  for (const { instance, containerId, from, to } of placements) {
    const { instanceId, variant, deployment } = instance;
    if (isPooled(deployment, variant) || !random.chance(0.2)) continue;
    const stretch = chooseStretch({ from, to }, deployment.publishFrequency, random);
    if (stretch !== undefined) lost.push({ instanceId, containerId, ...stretch });
  }
  return lost;
};
