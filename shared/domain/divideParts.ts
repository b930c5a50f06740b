import { allocate } from './allocate.ts';
import type { Amount } from './amount.ts';
import { money } from './money.ts';
import { spreadOut, spreadWithin } from './spreadOut.ts';
import { sumOf } from './sumOf.ts';
import type { Traffic } from './traffic.ts';
import { type Usage, usedPerSecond } from './usage.ts';

/** What a row has, or a part of it: nothing used or called of what is not held. */
export type Part = Amount & Usage & Traffic;

export const isNothing = ({ unitSeconds, invocations }: Part): boolean =>
  unitSeconds === 0 && invocations === 0;

/** What rows are divided by: a weight for each part, and what was done there; undefined where that is as everywhere. */
export type Divisor = { weights: readonly number[]; usages?: readonly Usage[] | undefined };

/** Divides one row that has so many unit-seconds in each part. */
const dividePart = (
  part: Part,
  seconds: readonly number[],
  { weights, usages = [] }: Divisor,
  phase: number,
): Part[] => {
  const shares = part.unitSeconds === 0 ? weights : seconds;
  const costs = part.cost === undefined ? undefined : allocate(part.cost, shares.map(BigInt));
  const unmeasured = spreadWithin(
    part.unmeasured,
    usages.map((usage) => usage.unmeasured),
    seconds,
  );
  const rooms = seconds.map((own, index) => (own - (unmeasured[index] ?? 0)) * usedPerSecond);
  const used = spreadWithin(
    part.used,
    usages.map((usage) => usage.used),
    rooms,
  );
  const uncounted = spreadOut(part.uncounted, seconds);
  const invocations = spreadOut(part.invocations, shares, phase);
  return seconds.map((unitSeconds, index) => ({
    unitSeconds,
    cost: costs && money(costs[index] ?? 0n),
    used: used[index] ?? 0,
    unmeasured: unmeasured[index] ?? 0,
    invocations: invocations[index] ?? 0,
    uncounted: uncounted[index] ?? 0,
  }));
};

/**
 * Divides rows that lie in the same places, such as one component's by its owners, in proportion to weights. Whole unit-seconds
 * are divided so that the rows add up to the places and the places to the rows; cost and invocations follow them, and what was
 * used goes where it was used.
 *
 * Laws: each row's parts add up to it; of every part what `findImbalance` says of a row holds; where the weights add up to the
 * rows' unit-seconds, the parts of a place add up to its weight.
 *
 * @returns by row, and by place.
 */
export const divideParts = (rows: readonly Part[], divisor: Divisor, phase: number): Part[][] => {
  let left = spreadOut(sumOf(rows.map(({ unitSeconds }) => unitSeconds)), divisor.weights, phase);
  return rows.map((row) => {
    const seconds = spreadOut(row.unitSeconds, left);
    left = left.map((own, index) => own - (seconds[index] ?? 0));
    return dividePart(row, seconds, divisor, phase);
  });
};
