import { type Amount, addAmounts } from './amount.ts';
import type { Bucket, Split } from './bucket.ts';
import { compareKeys } from './compareKeys.ts';
import { divideFamily, type PlacedPart } from './divideFamily.ts';
import { isNothing, type Part } from './divideParts.ts';
import { type BucketRow, gatherFamilies } from './gatherFamilies.ts';
import { after, bucketSeconds, type Instant } from './time.ts';
import { addTraffic } from './traffic.ts';
import { addUsage } from './usage.ts';
import { type BucketSurroundings, weighBucket } from './weighBucket.ts';
import { finestStep, type Place } from './weighInstance.ts';

/** Seconds that a bucket can be divided into. */
export const divisionSteps = [10, 20, 30, 50, 60, 100, 150] as const;
export type DivisionStep = (typeof divisionSteps)[number];

/** What a bucket is divided by. */
export type Division = {
  /** Undefined for the whole bucket. */
  stepSeconds: DivisionStep | undefined;
  byInstance: boolean;
  /** By container of a component on an instance. A copy always says its instance. */
  byCopy: boolean;
};

/** Rows of a bucket, or parts of them; they need not add up to any capacity. */
export type DividedCell = Pick<Split, 'unit' | 'allocated' | 'idle' | 'unknown'> &
  Place & { start: Instant; seconds: number };

type Cell = Place & { step: number; parts: Map<BucketRow, Part> };

const addParts = (a: Part, b: Part): Part => ({
  ...addAmounts(a, b),
  ...addUsage(a, b),
  ...addTraffic(a, b),
});

/** Adds up what comes to one cell of a division. */
const gatherCells = (placed: Iterable<PlacedPart>, { stepSeconds, byInstance, byCopy }: Division): Cell[] => {
  const cells = new Map<string, Cell>();
  for (const { place, step: finest, row, part } of placed) {
    if (isNothing(part)) continue;
    const copy = byCopy ? place.copy : undefined;
    const instance = byInstance || copy !== undefined ? place.instance : undefined;
    const step = Math.floor((finest * finestStep) / (stepSeconds ?? bucketSeconds));
    const key = JSON.stringify([step, instance ?? 0, copy ?? 0]);
    const { parts } = cells.get(key) ?? { parts: new Map<BucketRow, Part>() };
    const known = parts.get(row);
    parts.set(row, known === undefined ? part : addParts(known, part));
    cells.set(key, { step, instance, copy, parts });
  }
  return [...cells.values()].toSorted((a, b) =>
    compareKeys([a.step, a.instance, a.copy], [b.step, b.instance, b.copy]),
  );
};

/** The rows that a cell has of some, with what it has of them. */
const rowsOf = <Row extends BucketRow, Kept extends Partial<Part>>(
  { parts }: Cell,
  rows: readonly Row[],
  keep: (part: Part) => Kept,
): (Row & Kept)[] =>
  rows.flatMap((row) => {
    const part = parts.get(row);
    return part === undefined ? [] : [{ ...row, ...keep(part) }];
  });

const amountOf = ({ unitSeconds, cost }: Part): Amount => ({ unitSeconds, cost });

/**
 * Divides what is stored of a bucket among its instances, copies and parts of its time, in any combination, in proportion to what
 * its own samples show there: first among places, down to the copy, then each place's among steps of ten seconds; what is asked
 * for is the sum of these. What nothing tells the place of, such as capacity that no sample shows or what sums show, has none; what
 * nothing tells the time of is divided evenly, as it is within a publish interval or a coarser count. Invocations are known by
 * component alone: a copy has its part of them by what it held, and so has a step.
 *
 * Laws: each row's parts add up to it, in every figure, and are what a row may be; the cells of a coarser division are the sums of
 * a finer one's. Where nothing is described or overcounted, instances and steps have what attributing each alone gives.
 *
 * @returns cells that have any row, in order of time, instance and copy; those that have none of these come last.
 */
export const divideBucket = (
  bucket: Bucket,
  surroundings: BucketSurroundings,
  division: Division,
): DividedCell[] => {
  const { start, unit, allocated, idle, unknown } = bucket;
  const isByStep = division.stepSeconds !== undefined;
  const families = gatherFamilies(bucket, weighBucket(bucket, surroundings));
  const placed = families.flatMap((family, nth) => divideFamily(family, { isByStep, nth }));
  const seconds = division.stepSeconds ?? bucketSeconds;
  return gatherCells(placed, division).map((cell) => ({
    start: after(start, cell.step * seconds),
    seconds,
    instance: cell.instance,
    copy: cell.copy,
    unit,
    allocated: rowsOf(cell, allocated, (part) => part),
    idle: rowsOf(cell, idle, amountOf),
    unknown: rowsOf(cell, unknown, amountOf),
  }));
};
