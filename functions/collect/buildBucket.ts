import { attribute } from '#shared/domain/attribute.ts';
import type { AllocatedRow, Bucket } from '#shared/domain/bucket.ts';
import type { Lives } from '#shared/domain/lives.ts';
import { priceBucket } from '#shared/domain/priceBucket.ts';
import type { Samples } from '#shared/domain/samples.ts';
import type { Instant } from '#shared/domain/time.ts';
import type { TypeRate } from '#shared/rates/rateCard.ts';

/** What a row says of its component besides its name. */
export type ComponentLabels = Pick<AllocatedRow, 'model' | 'team'>;

/** What a bucket is built from besides its samples. */
export type BucketContext = {
  lives: Lives;
  current: TypeRate;
  /** What is known of a component today. */
  describe(component: string): ComponentLabels;
};

/**
 * Builds a bucket from its samples. A price and an owner once recorded stay: today's rate card and tags do not
 * re-label what is past, they only fill in what was not known then.
 */
export const buildBucket = (
  start: Instant,
  samples: Samples,
  stored: Bucket | undefined,
  { lives, current, describe }: BucketContext,
): Bucket => {
  const accelerators = stored?.accelerators ?? current.accelerators;
  const rate = accelerators === undefined ? undefined : (stored?.rate ?? current.rate);
  const split = attribute({ bucket: start, samples, lives, accelerators });
  const { total, allocated, idle, unknown } = priceBucket(split, rate?.perInstanceHour);
  const recorded = new Map(stored?.allocated.map((row) => [row.component, row]));
  const label = (component: string): ComponentLabels => {
    const today = describe(component);
    const then = recorded.get(component);
    return { model: then?.model ?? today.model, team: then?.team ?? today.team };
  };
  return {
    start,
    accelerators,
    instanceSeconds: split.instanceSeconds,
    rate,
    total,
    allocated: [...allocated].map(([component, amount]) => ({
      component,
      ...label(component),
      ...amount,
    })),
    idle,
    unknown,
    overcounted: split.overcounted,
    samples,
  };
};
