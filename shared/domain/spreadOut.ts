import { sumOf } from './sumOf.ts';

const largestExact = Number.MAX_SAFE_INTEGER;

/** Where the n-th of several things of a kind begins to count, so that they do not all round at the same place. */
export const phaseOf = (n: number): number => (0.5 + n * 0.618_033_988_749) % 1;

/**
 * Splits a whole `total` in proportion to whole `weights` that stand in a row, so that not only the parts but all that runs up
 * to any place is within one of its exact share. Largest remainders (`allocate`) would heap up in the first of equal weights:
 * three owners of one accelerator would hold twelve seconds of its first ten.
 *
 * Laws: the parts add up to `total`; each is within one of its exact share; a zero weight gets zero; where every share is whole
 * the split is exact; no part is more than its weight where the total is no more than the weights.
 *
 * @param phase from 0 to below 1: how soon the first unit comes.
 * @throws RangeError when a positive total has no positive weight to go to.
 */
export const spreadOut = (total: number, weights: readonly number[], phase = 0.5): number[] => {
  if (total === 0) return weights.map(() => 0);
  const sum = sumOf(weights);
  if (sum === 0) throw new RangeError(`nothing to split ${total} over: every weight is zero`);
  if (sum === total) return [...weights];
  const offset = Math.floor(phase * sum);
  const isExact = sum * (total + 1) <= largestExact;
  const reach = (weight: number): number =>
    isExact
      ? Math.floor((weight * total + offset) / sum)
      : Number((BigInt(weight) * BigInt(total) + BigInt(offset)) / BigInt(sum));
  let reached = 0;
  let given = 0;
  return weights.map((weight) => {
    if (weight === 0) return 0;
    reached += weight;
    const part = reach(reached) - given;
    given += part;
    return part;
  });
};

/**
 * The same, where no part may be more than its room; what does not fit goes where there is room left, and so does all of it
 * where there is no weight.
 * @param rooms whole numbers that add up to `total` at least.
 */
export const spreadWithin = (
  total: number,
  weights: readonly number[],
  rooms: readonly number[],
  phase = 0.5,
): number[] => {
  if (sumOf(weights) === 0) return spreadOut(total, rooms, phase);
  const parts = spreadOut(total, weights, phase).map((part, index) => Math.min(part, rooms[index] ?? 0));
  const left = total - sumOf(parts);
  if (left === 0) return parts;
  const free = parts.map((part, index) => (rooms[index] ?? 0) - part);
  const added = spreadOut(left, free, phase);
  return parts.map((part, index) => part + (added[index] ?? 0));
};
