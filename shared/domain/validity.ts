import type { Instant } from './time.ts';

/** In force from `from` to before `to`, both bucket edges; without one it has no such end. */
export type Validity = { from: Instant | undefined; to: Instant | undefined };

export const isInForce = ({ from, to }: Validity, time: Instant): boolean =>
  (from === undefined || from <= time) && (to === undefined || time < to);

/** Every time, in order, at which something begins or ends to be in force. */
export const edgesIn = (validities: readonly Validity[]): Instant[] => {
  const edges = validities.flatMap(({ from, to }) => [from, to]).filter((edge) => edge !== undefined);
  return [...new Set(edges)].toSorted((a, b) => a - b);
};
