import type { IdleReason } from '#shared/domain/idleReason.ts';
import type { Money } from '#shared/domain/money.ts';
import type { Instant } from '#shared/domain/time.ts';

/** Values one after the other from `from` on, one a step; undefined where nobody knows. */
export type Series<Value> = { from: Instant; values: readonly (Value | undefined)[] };

/** What is watched: a team; a component, of its endpoint and with its team; or an endpoint. What it has not is undefined. */
export type Subject = {
  endpoint: string | undefined;
  component: string | undefined;
  team: string | undefined;
};

/** What a component or a team costs. */
export type SpendFacts = {
  subject: Subject;
  /** Settled hours, from five weeks before the first bucket on if there are as many; the baseline is made of them. */
  hours: Series<Money>;
  /** Settled buckets of late; undefined where the bucket has a hole. Deploying is whether one of its endpoints was. */
  buckets: Series<{ cost: Money; isDeploying: boolean }>;
};

/** What an endpoint had in a settled bucket in which it had instances. */
export type EndpointBucket = {
  /** Reasons that occur; at cost rates. */
  idle: ReadonlyMap<IdleReason, Money>;
  /** What is unknown of the bucket's capacity. */
  unknown: { cost: Money; accelerators: number };
  /** Idle accelerators that a copy could take at once, on average over the bucket. */
  freeAccelerators: number;
  /** From 0 to 1. */
  completeness: number;
  /** Whether a variant had an old and a new fleet side by side. */
  isDeploying: boolean;
};

export type EndpointFacts = {
  endpoint: string;
  buckets: Series<EndpointBucket>;
  /** Up to when collection has read it; undefined before its first success. */
  collectedThrough: Instant | undefined;
  /** When it was first known of. */
  knownSince: Instant;
};

/** What the watches look at. Only settled buckets and hours are in it. */
export type WatchFacts = { spenders: readonly SpendFacts[]; endpoints: readonly EndpointFacts[] };
