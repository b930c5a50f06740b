/**
 * Splits `total` in proportion to `weights` into whole parts that add up to `total` exactly: each part is its exact
 * share rounded down, and what is left goes, one each, to the largest remainders (Hamilton's method); equal
 * remainders go to the earlier weight, so the same input always gives the same split.
 *
 * Laws: the parts add up to `total`; each part is within one of its exact share; a zero weight gets zero; when
 * every share is whole the split is exact.
 *
 * @throws RangeError on a negative total or weight, or when a positive total has no positive weight to go to.
 */
export const allocate = (total: bigint, weights: readonly bigint[]): bigint[] => {
  const sum = weights.reduce((a, b) => a + b, 0n);
  if (total < 0n || weights.some((weight) => weight < 0n))
    throw new RangeError('cannot split a negative amount');
  if (sum === 0n) {
    if (total > 0n) throw new RangeError(`nothing to split ${total} over: every weight is zero`);
    return weights.map(() => 0n);
  }
  const parts = weights.map((weight) => (total * weight) / sum);
  const left = Number(total - parts.reduce((a, b) => a + b, 0n));
  if (left === 0) return parts;
  const byRemainder = weights
    .map((weight, index) => ({ index, remainder: (total * weight) % sum }))
    .toSorted((a, b) =>
      a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1,
    );
  const raised = new Set(byRemainder.slice(0, left).map(({ index }) => index));
  return parts.map((part, index) => (raised.has(index) ? part + 1n : part));
};
