import type { Split } from './bucket.ts';

/** Accelerator-seconds, or of other pools instance-seconds, that samples or an inventory vouch for, of those that there were. */
export type Completeness = { seen: number; expected: number };

/** How much of some capacity is known: all of it but what is unknown, as an exact pair. Law: it adds up. */
export const completenessOf = (splits: Iterable<Split>): Completeness => {
  const sum = { seen: 0, expected: 0 };
  for (const { total, unknown, unit } of splits) {
    const scale = unit === undefined || unit.kind === 'accelerator' ? 1 : unit.perInstance;
    const missing = unknown.reduce((seconds, { unitSeconds }) => seconds + unitSeconds, 0);
    sum.expected += total.unitSeconds / scale;
    sum.seen += (total.unitSeconds - missing) / scale;
  }
  return sum;
};

/** Law: it is the completeness of both together. */
export const addCompleteness = (a: Completeness, b: Completeness): Completeness => ({
  seen: a.seen + b.seen,
  expected: a.expected + b.expected,
});

/** The pair as a share from 0 to 1; 1 for no capacity, of which nothing is missing. */
export const shareSeen = ({ seen, expected }: Completeness): number => (expected === 0 ? 1 : seen / expected);
