/** Invocations by component, over a bucket or an hour: of a component that is not there nobody knows how many it had. */
export type Invocations = ReadonlyMap<string, number>;

export const noInvocations: Invocations = new Map();

/**
 * Joins what two reads of the same time counted: the larger count of each component, because CloudWatch answers with less when
 * it is late, never with more than there was.
 *
 * Laws: commutative, associative, idempotent. @returns `known` itself when the read adds nothing to it.
 */
export const mergeInvocations = (known: Invocations, read: Invocations): Invocations => {
  const added = [...read].filter(([component, count]) => count > (known.get(component) ?? -1));
  if (added.length === 0) return known;
  const all = new Map([...known, ...added]);
  return new Map([...all].toSorted(([a], [b]) => (a < b ? -1 : 1)));
};
