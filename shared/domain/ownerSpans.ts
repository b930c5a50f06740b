import type { Owner, OwnerShare } from './owner.ts';
import { ownerKey } from './owner.ts';
import type { Owners, RuleOwner } from './owners.ts';
import { findRules, type OwnerFacts } from './ownersOf.ts';
import type { Instant } from './time.ts';
import type { Window } from './window.ts';

/** A rule that gives something to an owner for some time, and which part of it where several share. */
export type OwnerSpan = Window & {
  rule: string;
  by: RuleOwner['kind'];
  parts: { own: number; all: number };
};

type Found = Omit<OwnerSpan, 'from' | 'to'>;

const isSame = (a: Found, b: Found): boolean =>
  a.rule === b.rule && a.parts.own === b.parts.own && a.parts.all === b.parts.all;

const findAt = (owners: Owners, facts: OwnerFacts, time: Instant, owner: Owner): Found | undefined => {
  const [match] = findRules(owners, facts, time);
  const share = match?.shares.find((each: OwnerShare) => ownerKey(each) === ownerKey(owner));
  if (match === undefined || share === undefined) return undefined;
  const all = match.shares.reduce((sum, { parts }) => sum + parts, 0);
  return { rule: match.rule.name, by: match.rule.owner.kind, parts: { own: share.parts, all } };
};

/**
 * By which rules of a document something is an owner's, and from when to when within a window; empty where the document does not say so.
 * @param edges where rules, tags or teams change, in order.
 */
export const ownerSpans = (
  owners: Owners,
  describe: (time: Instant) => OwnerFacts,
  owner: Owner,
  { from, to }: Window,
  edges: readonly Instant[],
): OwnerSpan[] => {
  const starts = [from, ...edges.filter((edge) => from < edge && edge < to)];
  const spans: OwnerSpan[] = [];
  for (const [index, start] of starts.entries()) {
    const found = findAt(owners, describe(start), start, owner);
    if (found === undefined) continue;
    const end = starts[index + 1] ?? to;
    const last = spans.at(-1);
    if (last !== undefined && last.to === start && isSame(last, found)) last.to = end;
    else spans.push({ from: start, to: end, ...found });
  }
  return spans;
};
