import * as z from 'zod';
import type { SlotCounts } from '#shared/domain/samples.ts';

/**
 * Counts of one series: `30` stands for one sample in each of 30 slots, `"001110…"` gives each slot's count in base 36,
 * and a list says what neither can. Any number of slots, any count.
 */
export const packedCounts = z.union([
  z.int().positive(),
  z.string().regex(/^[0-9a-z]+$/),
  z.array(z.int().nonnegative()),
]);
export type PackedCounts = z.infer<typeof packedCounts>;

export const packCounts = (counts: SlotCounts): PackedCounts => {
  if (counts.length === 0 || counts.some((count) => count >= 36)) return [...counts];
  if (counts.every((count) => count === 1)) return counts.length;
  return counts.map((count) => count.toString(36)).join('');
};

/** Law: gives back what was packed. */
export const unpackCounts = (packed: PackedCounts): SlotCounts => {
  if (typeof packed === 'number') return new Array<number>(packed).fill(1);
  return typeof packed === 'string' ? [...packed].map((digit) => Number.parseInt(digit, 36)) : packed;
};
