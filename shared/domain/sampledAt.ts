import { chooseSamples } from './chooseSamples.ts';
import type { Samples, SlotCounts } from './samples.ts';
import { bucketAt, type Slots } from './slots.ts';
import type { Instant } from './time.ts';

/** What had a sample at one moment. */
export type Sampled = {
  instances: number;
  /** By component. */
  units: ReadonlyMap<string, number>;
};

/** How many of it there were; of coarser counts at the most. */
const levelOf = (counts: SlotCounts | undefined, { first, step, samples }: Slots, time: Instant): number =>
  Math.ceil((counts?.[Math.floor((time - first) / step)] ?? 0) / samples);

/**
 * Instances and held units of a pool that had a sample in the slot that `time` lies in.
 * @param bucket start of the bucket that the samples are of; `time` lies in it.
 */
export const sampledAt = (samples: readonly Samples[], bucket: Instant, time: Instant): Sampled => {
  const units = new Map<string, number>();
  let instances = 0;
  for (const { kind, slots, counts, held } of chooseSamples(samples, bucketAt(bucket))) {
    let isHeld = false;
    for (const each of held) {
      const level = levelOf(each.counts, slots, time);
      if (level === 0) continue;
      isHeld = true;
      units.set(each.component, (units.get(each.component) ?? 0) + level * each.units);
    }
    // A sample of an accelerator vouches for its instance.
    instances += Math.max(levelOf(counts, slots, time), kind === 'single' && isHeld ? 1 : 0);
  }
  return { instances, units };
};
