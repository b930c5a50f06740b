import { addMoney, type Money, money, zeroMoney } from '#shared/domain/money.ts';
import { type Held, splitChange } from '#shared/domain/splitChange.ts';
import type { Instant } from '#shared/domain/time.ts';
import type { Movement, MovementBase, Spent } from './movement.ts';

/** A period's spend as it is read now, cut where the base ends. */
export type SpentNow = {
  /** Up to where it is read; a bucket edge, not before the base's. */
  through: Instant;
  /** From the period's start to the base's `through`; nothing where there is no base. */
  region: Spent;
  /** The same as the base's owners document would have it; undefined where that is still in force. */
  underFormerOwners: Spent | undefined;
  /** From the base's `through` on; from the period's start where there is no base. */
  added: Spent;
  /** What corrections have moved since the base: part of the figure, and of none of the above. */
  correction: Money;
  ownersVersion: number;
};

export const nothingSpent: Spent = { held: new Map(), idle: zeroMoney };

const nothingHeld: Held = { unitSeconds: 0n, cost: zeroMoney };

const costOf = ({ held, idle }: Spent): Money =>
  addMoney([idle, ...[...held.values()].map(({ cost }) => cost)]);

const addSpent = (a: Spent, b: Spent): Spent => {
  const held = new Map(a.held);
  for (const [key, { unitSeconds, cost }] of b.held) {
    const old = held.get(key) ?? nothingHeld;
    held.set(key, { unitSeconds: old.unitSeconds + unitSeconds, cost: addMoney([old.cost, cost]) });
  }
  return { held, idle: addMoney([a.idle, b.idle]) };
};

/** What the same time costs by its prices beyond what it cost, thing by thing. */
const priceMove = (before: Spent, after: Spent): Money =>
  addMoney(
    [...before.held].flatMap(([key, old]) =>
      splitChange([{ before: old, after: after.held.get(key) ?? nothingHeld }]).map(({ price }) => price),
    ),
  );

/**
 * Splits what a budget's figure moved by since it was last looked at, by cause:
 * - ownership: what the time of the base costs under today's owners, less what it would under those of the base;
 * - price: what that time, under the base's owners, costs beyond its unit-seconds at their old price, for each thing that has one
 *   price (`splitChange`); so also where a price becomes known;
 * - idle: what is idle, or unknown, more or less than it was, there and in the time since;
 * - correction: as it is given;
 * - quantity: the rest, which is the time since and late samples.
 *
 * Laws: the parts add up to the figure's move, from the base, or from nothing, to what is spent now with the correction; read again
 * with nothing new nothing moves; the movements of several looks add up to the move from the first to the last.
 *
 * @param base what the last look gave; undefined for none.
 * @returns the movement, and what the next one is told from.
 */
export const splitMovement = (
  base: MovementBase | undefined,
  now: SpentNow,
): { movement: Movement; base: MovementBase } => {
  const before = base?.spent ?? nothingSpent;
  const same = now.underFormerOwners ?? now.region;
  const spent = addSpent(now.region, now.added);
  const ownership = money(costOf(now.region) - costOf(same));
  const price = priceMove(before, same);
  const idle = money(addMoney([same.idle, now.added.idle]) - before.idle);
  const moved = costOf(spent) - costOf(before);
  const { through, ownersVersion, correction } = now;
  return {
    movement: {
      ownership,
      price,
      idle,
      correction,
      quantity: money(moved - ownership - price - idle),
    },
    base: { through, spent, ownersVersion },
  };
};
