import { type Evidence, evidences, type Split } from './bucket.ts';
import type { Level, Rollup } from './rollup.ts';
import { sumSplits } from './sumSplits.ts';
import { earliest, type Instant } from './time.ts';

/** A stored item one level below a roll-up: a bucket for an hour, an hour for a day, a day for a month. */
export type RollupChild = {
  start: Instant;
  /** As stored. */
  version: number;
  splits: readonly Split[];
  evidence: Evidence;
  backfilled: boolean;
  /** When the table may delete it; undefined for what stays. */
  expireAt: Instant | undefined;
};

/** The weakest of some evidence; `sampled` for none. */
export const weakestOf = (all: Iterable<Evidence>): Evidence => {
  const found = new Set(all);
  return evidences.findLast((each) => found.has(each)) ?? 'sampled';
};

/**
 * Makes an hour, day or month from its children, a pure function of them and of nothing else.
 *
 * Laws: it balances when they do; its cost, accelerator-seconds and instance-seconds are theirs, summed by price; the
 * order of the children does not matter; a day made of hours is the day made of the hours' buckets, and likewise on.
 */
export const rollUpChildren = (level: Level, start: Instant, children: readonly RollupChild[]): Rollup => {
  const inOrder = children.toSorted((a, b) => a.start - b.start);
  const [first, ...others] = inOrder.flatMap(({ expireAt }) => (expireAt === undefined ? [] : [expireAt]));
  return {
    level,
    start,
    splits: sumSplits(inOrder.flatMap(({ splits }) => splits)),
    evidence: weakestOf(children.map(({ evidence }) => evidence)),
    backfilled: children.some(({ backfilled }) => backfilled),
    origin: {
      kind: 'children',
      versions: new Map(inOrder.map((child) => [child.start, child.version])),
      expireAt: first === undefined ? undefined : earliest(first, ...others),
    },
  };
};
