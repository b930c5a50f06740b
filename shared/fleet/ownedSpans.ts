import { wholeInstances } from '#shared/domain/bucket.ts';
import type { OwnerShare } from '#shared/domain/owner.ts';
import { edgesOf, type Owners } from '#shared/domain/owners.ts';
import { ownersOf } from '#shared/domain/ownersOf.ts';
import {
  after,
  bucketSeconds,
  earliest,
  floorTo,
  type Instant,
  latest,
  theBeginning,
} from '#shared/domain/time.ts';
import type { Window } from '#shared/domain/window.ts';
import type { EndpointRecord } from './endpointRecord.ts';
import { factEdges } from './factEdges.ts';
import { createOwnerFacts } from './ownerFacts.ts';

/** Some time in which a component was there and was the same owners'. */
export type OwnedSpan = Window & { model: string | undefined; shares: readonly OwnerShare[] };

/** A component of an endpoint, or what a variant's whole instances are held by, with its time in some window. */
export type OwnedComponent = {
  variant: string;
  /** `wholeInstances` for a variant that components do not divide. */
  component: string;
  /** In order of time, none empty; at least one. */
  spans: readonly OwnedSpan[];
};

type Place = { variant: string; component: string; lives: readonly Window[] };

const placesIn = (
  { components, deployments, createdAt, deletedBy }: EndpointRecord,
  end: Instant,
): Place[] => {
  const named = Map.groupBy(components, ({ variant, name }) => JSON.stringify([variant, name]));
  const divided = [...named.values()].flatMap(([first, ...others]): Place[] => {
    if (first === undefined) return [];
    const lives = [first, ...others].map((each) => {
      return { from: each.createdAt ?? theBeginning, to: each.deletedBy ?? end };
    });
    return [{ variant: first.variant, component: first.name, lives }];
  });
  const variants = deployments.flatMap((each) => each.variants);
  const whole = new Set(variants.flatMap(({ variant, model }) => (model === undefined ? [] : [variant])));
  const life = { from: createdAt, to: deletedBy ?? end };
  return [
    ...divided,
    ...[...whole].map((variant) => ({ variant, component: wholeInstances, lives: [life] })),
  ];
};

/** What two times have in common; of no time where that is nothing. */
const meet = (a: Window, b: Window): Window => ({ from: latest(a.from, b.from), to: earliest(a.to, b.to) });

/** What comes in the midst of a bucket holds from the next one on. */
const nextBucket = (time: Instant): Instant => floorTo(after(time, bucketSeconds - 1), bucketSeconds);

/**
 * Whose an endpoint's components were in a window, by the rules that hold for the buckets of each time.
 * Law: it says of every moment what `ownersOf` says of the bucket that it lies in.
 */
export const ownedSpans = (record: EndpointRecord, owners: Owners, window: Window): OwnedComponent[] => {
  const starts = record.deployments.map(({ startedAt }) => nextBucket(startedAt));
  const changes = [...edgesOf(owners), ...factEdges(record), ...starts];
  const inside = changes.filter((edge) => window.from < edge && edge < window.to);
  const edges = [...new Set([window.from, ...inside])].toSorted((a, b) => a - b);
  return placesIn(record, window.to).flatMap(({ variant, component, lives }): OwnedComponent[] => {
    const describe = createOwnerFacts(record, variant);
    const spans = edges.flatMap((from, index): OwnedSpan[] => {
      const part = { from, to: edges[index + 1] ?? window.to };
      const bucket = floorTo(from, bucketSeconds);
      const facts = describe(component, bucket);
      const shares = ownersOf(owners, facts, bucket);
      return lives
        .map((life) => meet(part, life))
        .filter((span) => span.from < span.to)
        .map((span) => ({ ...span, model: facts.model, shares }));
    });
    return spans.length === 0 ? [] : [{ variant, component, spans }];
  });
};
