import type { Split } from './bucket.ts';

/** Accelerator-seconds that samples or an inventory vouch for, of those that there were. */
export type Completeness = { seen: number; expected: number };

/** How much of some capacity is known: all of it but what is unknown, as an exact pair. Law: it adds up. */
export const completenessOf = (splits: Iterable<Split>): Completeness => {
  const sum = { seen: 0, expected: 0 };
  for (const { total, unknown } of splits) {
    sum.expected += total.gpuSeconds;
    sum.seen += total.gpuSeconds - unknown.reduce((missing, { gpuSeconds }) => missing + gpuSeconds, 0);
  }
  return sum;
};

/** The pair as a share from 0 to 1; 1 for no capacity, of which nothing is missing. */
export const shareSeen = ({ seen, expected }: Completeness): number => (expected === 0 ? 1 : seen / expected);
