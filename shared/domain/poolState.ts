import type { Rate } from './money.ts';
import type { Instant } from './time.ts';

/** A list price of the pool's instance type, from a bucket's start on. */
export type PoolRate = { from: Instant; perInstanceHour: Rate; source: string };

/** History before the first run that is being built: all before `next` is. */
export type Backfill = { from: Instant; next: Instant };

/** What of a component publishes a sample each where enhanced metrics are off. */
export const samplesPerKinds = ['copy', 'accelerator'] as const;
export type SamplesPer = (typeof samplesPerKinds)[number];

/** What SageMaker said of a pool of which the newest bucket had no sample: since when it holds, and when it first said so. */
export type SilentSighting = { at: Instant; instances: number; saidAt: Instant };

/** How far a pool is collected, and what holds for it from run to run. */
export type PoolState = {
  /** The first bucket that runs have collected; what is before comes from a backfill. */
  collectedFrom: Instant;
  /** Every bucket that ends by this was read at least once. */
  readThrough: Instant;
  /** Every bucket that ends by this was read at least once when it was old enough to settle; undefined where none was. */
  matureThrough?: Instant | undefined;
  /** Every bucket that ends by this is settled: old enough, and a re-read at that age found it unchanged. */
  settledThrough: Instant;
  /** How often a run has kept how far it came: one that finds more than it began with was not alone. */
  runs: number;
  /** Its list prices in order of becoming known, each with the bucket from which on it is in force. */
  rates: readonly PoolRate[];
  /** Buckets from here on are still to be revised: something became known for the past, such as a price. */
  reviseFrom: Instant | undefined;
  /** The version of the owners document by which stored splits have their owners, but for what is still to be revised. */
  ownersVersion: number;
  /** The version of the rates document by which they have their rates, likewise: no run writes by a later one. */
  ratesVersion: number;
  /** What CloudWatch calls the accelerator's dimension, as last listed. */
  acceleratorDimension: string | undefined;
  /** Where enhanced metrics are off, what was found to publish a sample each. */
  samplesPer?: SamplesPer | undefined;
  backfill: Backfill | undefined;
  /** Whether a run ever saw a sample of it; undefined for yes. */
  isUnsampled?: true | undefined;
  /** While the pool is silent. */
  silent: SilentSighting | undefined;
};
