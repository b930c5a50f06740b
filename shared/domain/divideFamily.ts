import { divideParts, isNothing, type Part } from './divideParts.ts';
import type { BucketRow, Family } from './gatherFamilies.ts';
import { phaseOf } from './spreadOut.ts';
import { sumOf } from './sumOf.ts';
import { bucketSeconds } from './time.ts';
import { noTraffic } from './traffic.ts';
import { finestStep, type Place } from './weighInstance.ts';

/** A part of a row, in one place and in one of the bucket's finest steps, or 0 for all of them. */
export type PlacedPart = { place: Place; step: number; row: BucketRow; part: Part };

const nothingHeld = { used: 0, unmeasured: 0, ...noTraffic };

const toPart = (row: BucketRow): Part => {
  const { unitSeconds, cost } = row;
  if (!('component' in row)) return { unitSeconds, cost, ...nothingHeld };
  const { used, unmeasured, invocations, uncounted } = row;
  return { unitSeconds, cost, used, unmeasured, invocations, uncounted };
};

const evenly = new Array<number>(bucketSeconds / finestStep).fill(1);

/**
 * Divides rows that lie in the same places among these, and then each place's among the steps of the bucket. What nothing tells
 * the time of is divided evenly.
 * @param nth among the families of its bucket.
 */
export const divideFamily = (
  { rows, weights }: Family,
  { isByStep, nth }: { isByStep: boolean; nth: number },
): PlacedPart[] => {
  const divisor = {
    weights: weights.map(({ unitSeconds }) => unitSeconds),
    usages: weights.map(({ usage }) => usage ?? nothingHeld),
  };
  const byRow = divideParts(rows.map(toPart), divisor, phaseOf(nth));
  return weights.flatMap(({ place, steps }, position) => {
    const placed = rows.flatMap((row, index) => {
      const part = byRow[index]?.[position];
      return part === undefined || isNothing(part) ? [] : [{ place, step: 0, row, part }];
    });
    if (!isByStep) return placed;
    const byStep = divideParts(
      placed.map(({ part }) => part),
      { weights: sumOf(steps) > 0 ? steps : evenly },
      phaseOf(nth + position),
    );
    return placed.flatMap(({ row }, index) =>
      (byStep[index] ?? []).map((part, step) => ({ place, step, row, part })),
    );
  });
};
