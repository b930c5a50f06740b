import type { Bucket, Pool } from '#shared/domain/bucket.ts';
import { anyComponent, heldIn, holdingKey } from '#shared/domain/samples.ts';
import type { Instant } from '#shared/domain/time.ts';
import { acceleratorDimensionOf, type EndpointSeries, wholeCopy } from './series.ts';
import type { Place } from './utilizationMetrics.ts';

/** A place, and whether the ledger vouches for it; else CloudWatch lists it, which remembers more than was there. */
export type FoundPlace = Place & { isVouched: boolean };

/** Copies, and instances that components do not divide, each once, and the accelerators of copies. */
export type FoundPlaces = {
  copies: readonly FoundPlace[];
  accelerators: readonly FoundPlace[];
  instances: readonly FoundPlace[];
};

/** What the ledger has of a pool. */
export type PoolBuckets = {
  pool: Pool;
  buckets: readonly Bucket[];
  acceleratorDimension: string | undefined;
};

type Held = {
  variant: string;
  component: string;
  instance: string;
  container: string;
  accelerator: string;
  dimension: string | undefined;
  isVouched: boolean;
};

const heldInBuckets = (
  { pool: { variant }, buckets, acceleratorDimension: dimension }: PoolBuckets,
  isAsked: (component: string, bucket: Instant) => boolean,
): Held[] =>
  buckets.flatMap(({ start, samples }) =>
    samples
      .filter(({ kind }) => kind === 'single')
      .flatMap((each) => [...heldIn(each)].map(([, holding]) => holding))
      .filter(({ component }) => component !== anyComponent && isAsked(component, start))
      .map((holding) => ({ variant, dimension, isVouched: true, ...holding })),
  );

const heldInListing = ({ holdings }: EndpointSeries): Held[] =>
  holdings.map(({ metric, ...holding }) => ({
    ...holding,
    dimension: holding.accelerator === wholeCopy ? undefined : acceleratorDimensionOf(metric),
    isVouched: false,
  }));

/** By key; of the same thing what the ledger vouches for, by the dimension that CloudWatch lists it under. */
const unite = (vouched: readonly Held[], listed: readonly Held[]): Held[] => {
  const known = new Map(listed.map((held) => [holdingKey(held), held]));
  for (const held of vouched) {
    const key = holdingKey(held);
    known.set(key, { ...held, dimension: known.get(key)?.dimension ?? held.dimension });
  }
  return [...known.values()];
};

const copiesOf = (held: readonly Held[]): FoundPlace[] => {
  const copies = new Map<string, FoundPlace>();
  for (const { variant, component, instance, container: copy, isVouched } of held) {
    const key = JSON.stringify([variant, component, instance, copy]);
    const known = copies.get(key)?.isVouched === true;
    copies.set(key, { variant, component, instance, copy, isVouched: isVouched || known });
  }
  return [...copies.values()];
};

const acceleratorsOf = (held: readonly Held[]): FoundPlace[] =>
  held.flatMap(({ variant, component, instance, container: copy, accelerator, dimension, isVouched }) =>
    accelerator === wholeCopy || dimension === undefined
      ? []
      : [{ variant, component, instance, copy, accelerator, acceleratorDimension: dimension, isVouched }],
  );

type IsAsked = (variant: string, component: string | undefined, bucket: Instant | undefined) => boolean;

const instancesOf = (
  pools: readonly PoolBuckets[],
  listed: EndpointSeries | undefined,
  isAsked: IsAsked,
): FoundPlace[] => {
  const found = new Map<string, FoundPlace>();
  const add = (variant: string, instance: string, isVouched: boolean, bucket: Instant | undefined) => {
    if (isAsked(variant, undefined, bucket))
      found.set(`${variant}/${instance}`, { variant, component: undefined, instance, isVouched });
  };
  for (const { variant, instance } of listed?.instances ?? []) add(variant, instance, false, undefined);
  for (const { pool, buckets } of pools)
    for (const { start, samples } of buckets)
      for (const { instances } of samples.filter(({ kind }) => kind === 'single'))
        for (const instance of instances.keys()) add(pool.variant, instance, true, start);
  return [...found.values()];
};

/**
 * Finds where an endpoint's utilisation was published one by one, from the samples that the ledger has of some time and what
 * CloudWatch lists: that is there for what the ledger has not read yet, and for what holds no unit of its pool.
 *
 * @param isAsked whether a component, or for `undefined` a variant's whole instances, is asked about in some bucket; without one,
 * at any time.
 */
export const findPlaces = (
  pools: readonly PoolBuckets[],
  listed: readonly EndpointSeries[],
  isAsked: IsAsked,
): FoundPlaces => {
  const vouched = pools.flatMap((each) =>
    heldInBuckets(each, (component, bucket) => isAsked(each.pool.variant, component, bucket)),
  );
  const others = listed
    .flatMap(heldInListing)
    .filter(({ variant, component }) => isAsked(variant, component, undefined));
  const held = unite(vouched, others);
  return {
    copies: copiesOf(held),
    accelerators: acceleratorsOf(held),
    instances: instancesOf(pools, listed[0], isAsked),
  };
};
