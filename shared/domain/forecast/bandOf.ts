import type { BackCasts } from './backCast.ts';
import { leastBackCasts } from './chooseMethod.ts';

/** Four in five are to lie within the band. */
const covered = 0.8;

/** Where back-casts are too few to tell, at least this share of the level. */
const leastWithout = 0.5;

/** By how much errors per hour grow with the hours ahead. */
const growth = 0.25;

/**
 * How far off an hour may be, on average over `horizon` hours: what four back-casts in five kept to (of few of them rather
 * one more), widened by the fourth root where they looked less far ahead.
 */
export const bandOf = ({ hours, errors }: BackCasts, level: number, horizon: number): number => {
  const sorted = errors.toSorted((a, b) => a - b);
  const rank = Math.ceil((sorted.length + 1) * covered);
  const kept = sorted[Math.min(rank, sorted.length) - 1] ?? 0;
  const width = errors.length < leastBackCasts ? Math.max(kept, leastWithout * level) : kept;
  return width * Math.max(1, horizon / hours) ** growth;
};
