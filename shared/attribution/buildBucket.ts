import { type Attribution, attribute } from '#shared/domain/attribute.ts';
import type { Bucket, Described, Evidence, Facts, HeldRow, Split } from '#shared/domain/bucket.ts';
import { countInvocations, type HeldSeconds } from '#shared/domain/countInvocations.ts';
import { ownHeld } from '#shared/domain/heldRows.ts';
import type { IdleFacts } from '#shared/domain/idleFacts.ts';
import type { Lives } from '#shared/domain/lives.ts';
import type { OwnerShare } from '#shared/domain/owner.ts';
import type { OwnersInForce } from '#shared/domain/owners.ts';
import { type OwnerFacts, ownersOf } from '#shared/domain/ownersOf.ts';
import { priceBucket } from '#shared/domain/priceBucket.ts';
import type { RatesInForce } from '#shared/domain/rates.ts';
import type { SplitRates } from '#shared/domain/ratesOf.ts';
import { chooseRates } from '#shared/domain/rerateSplit.ts';
import type { Samples } from '#shared/domain/samples.ts';
import { shareAmongAdapters } from '#shared/domain/shareAmongAdapters.ts';
import { bucketAt, type Period } from '#shared/domain/slots.ts';
import type { Instant } from '#shared/domain/time.ts';
import type { Unit } from '#shared/domain/unit.ts';
import type { TrafficFacts } from '#shared/fleet/trafficFacts.ts';

/** What says whose a component is. */
export type Labels = {
  /** Who owns what, as far as is known today. */
  owners: OwnersInForce;
  /** What is known today of a component at a time. */
  describe(component: string, time: Instant): OwnerFacts;
};

/** What says whose a component is, and what it costs. */
export type Terms = Labels & {
  /** What is paid and charged, as far as is known today. */
  rates: RatesInForce;
};

/** What a split is built from besides its samples. */
export type SplitContext = Labels & {
  lives: Lives;
  /** As far as is known today. */
  unit: Unit | undefined;
  /** Who holds whole instances at a time; undefined where components hold what they reserve. */
  holderAt?(start: Instant): string | undefined;
  /** The rates in force at a time, as far as is known today. */
  ratesAt(start: Instant): SplitRates;
  /** The pool has never had a sample: what SageMaker describes is all that is known. */
  isDeclared?: boolean | undefined;
  /** How what is read of a time is known; `sampled` when absent. */
  evidenceAt?(start: Instant): Evidence;
  /** Seconds between the samples of what has none. */
  publishFrequency: number;
  /** What tells the reasons of idle capacity apart over a period. */
  idleFactsOf(period: Period): IdleFacts;
  /** What says whose invocations are. */
  traffic: TrafficFacts;
};

/** What is stored of the same time. */
type Recorded = (Pick<Split, 'unit' | 'allocated' | 'ownersVersion'> & SplitRates) | undefined;

/** What cannot be divided has no price. */
const unpriced = { rate: undefined, chargeRate: undefined };

/** In what proportions rows were owned: of what was called and held nothing, by its invocations. */
const toShares = (rows: readonly HeldRow[]): readonly OwnerShare[] => {
  const hasSeconds = rows.some(({ unitSeconds }) => unitSeconds > 0);
  return rows.map(({ unitSeconds, invocations, ...owner }) => {
    return { ...owner, parts: hasSeconds ? unitSeconds : invocations };
  });
};

/**
 * Gives what components held to their adapters and to the owners that they had at the time; their model once recorded stays.
 * Owners that a later document gave stay in their proportions: a run may have been overtaken.
 */
const ownRows = (
  { allocated, usage }: Pick<Attribution, 'allocated' | 'usage'>,
  invocations: Facts['invocations'],
  recorded: Recorded,
  period: Period,
  { owners, describe, traffic }: Labels & Pick<SplitContext, 'traffic'>,
): HeldRow[] => {
  const time = period.start;
  const then = Map.groupBy(recorded?.allocated ?? [], ({ component }) => component);
  const isOvertaken = recorded !== undefined && recorded.ownersVersion > owners.version;
  const modelOf = (component: string) => then.get(component)?.[0]?.model ?? describe(component, time).model;
  const held = [...allocated].map(([component, unitSeconds]): HeldSeconds => {
    const used = usage.get(component) ?? { used: 0, unmeasured: unitSeconds };
    return { component, model: modelOf(component), shared: undefined, unitSeconds, ...used };
  });
  const adaptersOf = (base: string) => traffic.adaptersOf(base, period);
  const shared = shareAmongAdapters(held, { invocations, adaptersOf, modelOf });
  const counted = countInvocations(shared, invocations, modelOf, traffic.isCounting(time));
  return ownHeld(counted, ({ component, model }): readonly OwnerShare[] => {
    const stored = isOvertaken ? then.get(component) : undefined;
    if (stored !== undefined) return toShares(stored);
    return ownersOf(owners.document, { ...describe(component, time), model }, time);
  });
};

/** Builds the split of a period. */
export const buildSplit = (
  period: Period,
  { samples, invocations }: Facts,
  recorded: Recorded,
  described: Described | undefined,
  context: SplitContext,
): Split => {
  const unit = recorded?.unit ?? context.unit;
  const chosen = chooseRates(recorded, context.ratesAt(period.start));
  const { rate, chargeRate } = unit === undefined ? unpriced : chosen;
  const { lives, publishFrequency } = context;
  const split = attribute({
    period,
    samples,
    lives,
    unitsPerInstance: unit?.perInstance,
    holder: context.holderAt?.(period.start),
    publishFrequency,
    described,
    isDeclared: samples.length === 0 && context.isDeclared,
    idleFacts: context.idleFactsOf(period),
  });
  const rows = ownRows(split, invocations, recorded, period, context);
  return {
    unit,
    instanceSeconds: split.instanceSeconds,
    rate,
    chargeRate,
    ratesVersion: chosen.ratesVersion,
    ...priceBucket(split, rows, rate?.perInstanceHour),
    ownersVersion: Math.max(recorded?.ownersVersion ?? 0, context.owners.version),
    overcounted: split.overcounted,
  };
};

/** How a bucket is known: once samples are there, as they are. */
const evidenceOf = (
  start: Instant,
  samples: readonly Samples[],
  stored: Bucket | undefined,
  context: SplitContext,
): Evidence => {
  if (samples.length === 0 && context.isDeclared) return 'declared';
  const known = stored?.evidence === 'declared' ? undefined : stored?.evidence;
  return known ?? context.evidenceAt?.(start) ?? 'sampled';
};

/** Builds a bucket from all that was seen of it. */
export const buildBucket = (
  start: Instant,
  facts: Facts,
  stored: Bucket | undefined,
  context: SplitContext & { isBackfill?: boolean; described?: Described | undefined },
): Bucket => {
  const described = context.described ?? stored?.described;
  return {
    ...buildSplit(bucketAt(start), facts, stored, described, context),
    start,
    evidence: evidenceOf(start, facts.samples, stored, context),
    backfilled: stored?.backfilled ?? context.isBackfill ?? false,
    ...facts,
    described,
  };
};
