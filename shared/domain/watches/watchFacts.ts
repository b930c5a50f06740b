import type { IdleReason } from '#shared/domain/idleReason.ts';
import type { Money } from '#shared/domain/money.ts';
import type { Instant } from '#shared/domain/time.ts';

/** Values one after the other from `from` on, one a step; undefined where nobody knows. */
export type Series<Value> = { from: Instant; values: readonly (Value | undefined)[] };

/** What a component or a team costs. A component is one of an endpoint; of the rest, what is not given is undefined. */
export type Spender = {
  endpoint: string | undefined;
  component: string | undefined;
  team: string | undefined;
};

export type SpendFacts = {
  spender: Spender;
  /** Settled hours, as many as there are, up to five weeks; the baseline is made of them. */
  hours: Series<Money>;
  /** Settled buckets of late; undefined where the bucket has a hole. */
  buckets: Series<{ cost: Money; isDeploying: boolean }>;
};

/** What an endpoint had in a settled bucket. */
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
