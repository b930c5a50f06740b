import { type Bucket, type Described, wholeInstances } from './bucket.ts';
import { findUnsampled } from './findUnsampled.ts';
import { gatherInstances } from './gatherInstances.ts';
import type { IdleFacts } from './idleFacts.ts';
import type { IdleReason } from './idleReason.ts';
import type { Lives } from './lives.ts';
import { bucketAt } from './slots.ts';
import { sumOf } from './sumOf.ts';
import { bucketSeconds } from './time.ts';
import type { UnknownReason } from './unknownReason.ts';
import {
  finestStep,
  type InstanceWeights,
  type Place,
  type PlaceWeight,
  partsPerSecond,
  type Weight,
  weighInstance,
} from './weighInstance.ts';

export const nowhere: Place = { instance: undefined, copy: undefined };

/** Where and when things are, by component (of what adapters share the base) and by reason. */
export type BucketWeights = {
  held: ReadonlyMap<string, readonly PlaceWeight[]>;
  idle: ReadonlyMap<IdleReason, readonly PlaceWeight[]>;
  unknown: ReadonlyMap<UnknownReason, readonly PlaceWeight[]>;
};

/** What a bucket's samples are read by, as `attribute` has it. */
export type BucketSurroundings = {
  /** Observed in the bucket and around it, so that a hole can be told from an end. */
  lives: Lives;
  idleFacts: IdleFacts;
};

const byKey = <Key>(weights: readonly Weight<Key>[]): Map<Key, PlaceWeight[]> =>
  Map.groupBy(weights, ({ key }) => key);

/** What is there in each finest step. */
const sumSteps = (all: readonly (readonly number[])[]): number[] =>
  Array.from({ length: bucketSeconds / finestStep }, (_, step) => sumOf(all.map((each) => each[step] ?? 0)));

const stepsOf = (weights: readonly PlaceWeight[]): number[] => sumSteps(weights.map(({ steps }) => steps));

/**
 * When what SageMaker described had no sample, and how much of what is seen to be idle it leaves: step by step what `attribute`
 * says of a bucket.
 */
const weighUnsampled = (
  all: readonly InstanceWeights[],
  described: Described,
  unitsPerInstance: number,
): { unsampled: Weight<'unsampled'>; idle: Weight<IdleReason>[] } => {
  const idle = all.flatMap((each) => each.idle);
  const idleSteps = stepsOf(idle);
  const unknown = stepsOf(all.flatMap((each) => each.unknown));
  const running = sumSteps(all.map((each) => each.running));
  const held = [...byKey(all.flatMap((each) => each.held))].map(
    ([component, weights]) => [component, stepsOf(weights)] as const,
  );
  const found = idleSteps.map((free, step) => {
    const seen = {
      instanceSeconds: running[step] ?? 0,
      held: new Map(held.map(([component, steps]) => [component, steps[step] ?? 0])),
      unknown: unknown[step] ?? 0,
      idle: free,
    };
    return findUnsampled(seen, described, finestStep * partsPerSecond, unitsPerInstance);
  });
  const steps = found.map(({ instanceSeconds, taken }) => instanceSeconds * unitsPerInstance + taken);
  const left = found.map(({ taken }, step) => (taken === 0 ? 1 : 1 - taken / (idleSteps[step] ?? taken)));
  return {
    unsampled: {
      key: 'unsampled',
      place: nowhere,
      unitSeconds: Math.ceil(sumOf(steps) / partsPerSecond),
      usage: undefined,
      steps,
    },
    idle: idle.map((weight) => {
      return { ...weight, steps: weight.steps.map((own, step) => Math.round(own * (left[step] ?? 1))) };
    }),
  };
};

/**
 * Where and when a bucket's capacity was held, idle and unknown, by its own samples: those of each instance and slot are
 * attributed by themselves, as `attribute` does with all of them, each copy as a component of its own.
 */
export const weighBucket = (bucket: Bucket, { lives, idleFacts }: BucketSurroundings): BucketWeights => {
  const { start, samples, described, unit, allocated } = bucket;
  // A pool that was divided among whole instances says so itself.
  const isWhole = allocated.some(({ component }) => component === wholeInstances);
  const facts = {
    unitsPerInstance: unit?.perInstance,
    holder: isWhole ? wholeInstances : undefined,
    idle: idleFacts,
  };
  const holdings = samples.flatMap((each) => [...each.holdings]);
  const containers = new Map(holdings.map(([key, { container }]) => [key, container]));
  // Asked for only where nothing was ever sampled.
  const publishFrequency = samples[0]?.publishFrequency ?? bucketSeconds;
  const pool = { period: bucketAt(start), samples, lives, publishFrequency };
  const all = gatherInstances(pool).map((series) => weighInstance(series, start, containers, facts));
  const held = byKey(all.flatMap((each) => each.held));
  const unknown = all.flatMap((each) => each.unknown);
  const isUnsampled = bucket.unknown.some(({ reason }) => reason === 'unsampled');
  if (described === undefined || !isUnsampled)
    return { held, idle: byKey(all.flatMap((each) => each.idle)), unknown: byKey(unknown) };
  const { unsampled, idle } = weighUnsampled(all, described, unit?.perInstance ?? 0);
  return { held, idle: byKey(idle), unknown: byKey([...unknown, unsampled]) };
};
