import { type Money, money } from '#shared/domain/money.ts';
import { type SpendStep, slotSeconds } from './teamSteps.ts';

/** A stretch of time; both of its ends are on slots. */
export type Stretch = { from: number; to: number };

/** The slots of a stretch, by how much each costs. */
const piecesOf = (steps: readonly SpendStep[], { from, to }: Stretch) =>
  steps.flatMap(({ slot, cost }, index) => {
    const start = Math.max(from, slot);
    const end = Math.min(to, steps[index + 1]?.slot ?? to);
    return start < end ? [{ start, slots: BigInt((end - start) / slotSeconds), cost }] : [];
  });

/** What a stretch of time cost. */
export const spendIn = (steps: readonly SpendStep[], stretch: Stretch): Money =>
  money(piecesOf(steps, stretch).reduce((sum, { slots, cost }) => sum + slots * cost, 0n));

/** The slot with whose cost the spend since the start of a stretch first comes to a limit; undefined where it never does. */
export const crossingSlot = (
  steps: readonly SpendStep[],
  limit: Money,
  stretch: Stretch,
): number | undefined => {
  let spent = 0n;
  for (const { start, slots, cost } of piecesOf(steps, stretch)) {
    const needed = cost === 0n ? undefined : (limit - spent + cost - 1n) / cost;
    if (needed !== undefined && needed <= slots) return start + Number(needed - 1n) * slotSeconds;
    spent += slots * cost;
  }
  return undefined;
};
