import { attribute } from '#shared/domain/attribute.ts';
import type { AllocatedRow, Bucket, BucketRate, Described, Split } from '#shared/domain/bucket.ts';
import type { IdleFacts } from '#shared/domain/idleFacts.ts';
import type { Lives } from '#shared/domain/lives.ts';
import { type PricedSplit, priceBucket } from '#shared/domain/priceBucket.ts';
import type { Samples } from '#shared/domain/samples.ts';
import { bucketAt, type Period } from '#shared/domain/slots.ts';
import type { Instant } from '#shared/domain/time.ts';

/** What a row says of its component besides its name. */
export type ComponentLabels = Pick<AllocatedRow, 'model' | 'team'>;

/** What a split is built from besides its samples. */
export type SplitContext = {
  lives: Lives;
  /** On one instance, as far as is known today. */
  accelerators: number | undefined;
  /** The price in force at a time, as far as is known today. */
  rateAt(start: Instant): BucketRate | undefined;
  /** What is known of a component today. */
  describe(component: string): ComponentLabels;
  /** Seconds between the samples of what has none. */
  publishFrequency: number;
  /** What tells the reasons of idle capacity apart over a period. */
  idleFactsOf(period: Period): IdleFacts;
};

/** What is stored of the same time, whose labels stay. */
type Recorded = Pick<Split, 'accelerators' | 'rate' | 'allocated'> | undefined;

/** Today's price, unless the stored one is of a later price history: a run may have been overtaken. */
const chooseRate = (recorded: Recorded, current: BucketRate | undefined): BucketRate | undefined => {
  const stored = recorded?.rate;
  if (stored === undefined || current === undefined) return stored ?? current;
  return stored.revision > current.revision ? stored : current;
};

/**
 * Builds the split of a period. An owner once recorded stays: today's tags do not re-label what is past, they only fill in
 * what was not known then.
 */
export const buildSplit = (
  period: Period,
  samples: readonly Samples[],
  recorded: Recorded,
  described: Described | undefined,
  context: SplitContext,
): Split => {
  const accelerators = recorded?.accelerators ?? context.accelerators;
  const rate = accelerators === undefined ? undefined : chooseRate(recorded, context.rateAt(period.start));
  const { lives, publishFrequency } = context;
  const split = attribute({
    period,
    samples,
    lives,
    accelerators,
    publishFrequency,
    described,
    idleFacts: context.idleFactsOf(period),
  });
  const priced: PricedSplit = priceBucket(split, rate?.perInstanceHour);
  const then = new Map(recorded?.allocated.map((row) => [row.component, row]));
  const label = (component: string): ComponentLabels => {
    const today = context.describe(component);
    const known = then.get(component);
    return { model: known?.model ?? today.model, team: known?.team ?? today.team };
  };
  return {
    accelerators,
    instanceSeconds: split.instanceSeconds,
    rate,
    ...priced,
    allocated: [...priced.allocated].map(([component, amount]) => {
      const usage = split.usage.get(component) ?? { used: 0, unmeasured: amount.gpuSeconds };
      return { component, ...label(component), ...amount, ...usage };
    }),
    overcounted: split.overcounted,
  };
};

/** Builds a bucket from all samples seen of it. */
export const buildBucket = (
  start: Instant,
  samples: readonly Samples[],
  stored: Bucket | undefined,
  context: SplitContext & { isBackfill?: boolean; described?: Described | undefined },
): Bucket => {
  const described = context.described ?? stored?.described;
  return {
    ...buildSplit(bucketAt(start), samples, stored, described, context),
    start,
    evidence: 'sampled',
    backfilled: stored?.backfilled ?? context.isBackfill ?? false,
    samples,
    described,
  };
};
