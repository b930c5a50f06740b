import { isInScope, type Scope } from '#shared/costs/tallyCosts.ts';
import type { OwnerShare } from '#shared/domain/owner.ts';
import { sumOf } from '#shared/domain/sumOf.ts';
import type { OwnedComponent, OwnedSpan } from '#shared/fleet/ownedSpans.ts';

/** Some owners' shares as one asker may see them, and which part of the whole they are. */
export type SeenShares = {
  own: readonly OwnerShare[];
  part: number;
  /** What of a count is theirs: 7.2 of 12 for 60 of 100 parts, divided once and last. */
  ofCount(count: number): number;
};

export const seeShares = (shares: readonly OwnerShare[], scope: Scope): SeenShares => {
  const own = shares.filter((share) => isInScope(share, scope));
  const partsOf = (each: readonly OwnerShare[]) => sumOf(each.map(({ parts }) => parts));
  const [seen, all] = [partsOf(own), partsOf(shares)];
  return { own, part: seen / all, ofCount: (count) => (count * seen) / all };
};

const isSeen = ({ shares }: OwnedSpan, scope: Scope): boolean =>
  shares.some((share) => isInScope(share, scope));

/** Whether something was all the time its asker's, at least in part. */
export const isAlwaysSeen = ({ spans }: OwnedComponent, scope: Scope): boolean =>
  spans.every((span) => isSeen(span, scope));

/** The components that an asker may know of, each with the time in which it was its own, at least in part. */
export const seenComponents = (owned: readonly OwnedComponent[], scope: Scope): OwnedComponent[] =>
  owned.flatMap((each) => {
    const spans = each.spans.filter((span) => isSeen(span, scope));
    return spans.length === 0 ? [] : [{ ...each, spans }];
  });
