import type { IdleReason } from './idleReason.ts';
import { byName, scaleTo } from './scaleTo.ts';
import { sumOf } from './sumOf.ts';
import type { Tally } from './tallySlots.ts';
import type { UnknownReason } from './unknownReason.ts';

/** What an instance's unit-seconds come to: law: held, unknown and idle add up to the capacity. */
export type ClosedTally = {
  /** Unit-seconds. */
  capacity: number;
  held: ReadonlyMap<string, number>;
  unknown: ReadonlyMap<UnknownReason, number>;
  idle: ReadonlyMap<IdleReason, number>;
  /** More was counted than there is: what is held is scaled down to it. */
  isOver: boolean;
};

/**
 * Fits what was counted of an instance into what it has: what is held first, then what is missing, and the rest is idle.
 * @param unitsPerInstance when undefined, only what is held or missing counts as capacity.
 */
export const closeTally = (tally: Tally, unitsPerInstance: number | undefined): ClosedTally => {
  const counted = sumOf(tally.held.values());
  const missing = sumOf(tally.missing.values());
  const capacity =
    unitsPerInstance === undefined ? counted + missing : tally.instanceSeconds * unitsPerInstance;
  const isOver = counted > capacity;
  const room = Math.max(0, capacity - counted);
  return {
    capacity,
    held: isOver ? scaleTo(capacity, byName(tally.held)) : tally.held,
    unknown: missing > room ? scaleTo(room, tally.missing) : tally.missing,
    // Less than slot by slot where some slots have more counted than there is.
    idle: scaleTo(room - Math.min(room, missing), tally.idle),
    isOver,
  };
};
