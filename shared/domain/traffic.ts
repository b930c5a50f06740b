import { allocate } from './allocate.ts';

/**
 * The invocations of who held unit-seconds, as far as they are known.
 * Law: `uncounted` is no more than the unit-seconds; where all of them are uncounted, there are no invocations.
 */
export type Traffic = {
  invocations: number;
  /** Unit-seconds of time of which nobody knows the invocations; they are not guessed. */
  uncounted: number;
};

export const noTraffic: Traffic = { invocations: 0, uncounted: 0 };

export const addTraffic = (a: Traffic, b: Traffic): Traffic => ({
  invocations: a.invocations + b.invocations,
  uncounted: a.uncounted + b.uncounted,
});

const split = (total: number, weights: readonly number[]): number[] =>
  weights.some((weight) => weight > 0)
    ? allocate(
        BigInt(total),
        weights.map((weight) => BigInt(weight)),
      ).map(Number)
    : weights.map(() => 0);

/**
 * Gives each of some parts its part of the invocations, whole ones by largest remainder, and of the uncounted seconds, no more
 * than it has. Law: the parts add up.
 * @param parts at least one of which is positive. @param seconds of each part.
 */
export const splitTraffic = (
  { invocations, uncounted }: Traffic,
  parts: readonly number[],
  seconds: readonly number[],
): Traffic[] => {
  const counts = split(invocations, parts);
  const unknown = split(uncounted, seconds);
  return parts.map((_, index) => ({ invocations: counts[index] ?? 0, uncounted: unknown[index] ?? 0 }));
};
