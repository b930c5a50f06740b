import type { IdleFacts } from './idleFacts.ts';
import type { IdleReason } from './idleReason.ts';
import type { Life } from './lives.ts';
import type { Instant } from './time.ts';

/**
 * How long a new instance may wait for its first copy before it is taken for empty: 25 minutes. A run looks back on half an
 * hour of what is stored, so that it can tell from it that an instance is new, whenever it runs.
 */
const startingSeconds = 1_500;

/** What is free on one instance, or of a pool that is read by its sums, at one moment. */
export type FreeCapacity = {
  time: Instant;
  /** Units that are free at the moment. */
  free: number;
  hasCopy: boolean;
  /** Undefined for sums: they know no instances. */
  life: Life | undefined;
  heldLives: Iterable<Life>;
};

const isNew = ({ time, life, heldLives }: FreeCapacity, newFrom: Instant): boolean => {
  if (life === undefined || life.first < newFrom || time >= life.first + startingSeconds) return false;
  for (const { first } of heldLives) if (first <= time) return false;
  return true;
};

/**
 * Why capacity is idle at one moment. Of a pool that is read by its sums only this can be said: without any copy it is `empty`
 * or `deploying`; beside copies it is `stranded` when all that is free is too little for one, and else `unplaced`.
 */
export const chooseIdleReason = (at: FreeCapacity, facts: IdleFacts): IdleReason => {
  const { smallestCopy, newFrom, deploying } = facts;
  if (at.hasCopy) return smallestCopy !== undefined && at.free < smallestCopy ? 'stranded' : 'unplaced';
  if (deploying.some(({ from, to }) => from <= at.time && (to === undefined || at.time < to)))
    return 'deploying';
  return isNew(at, newFrom) ? 'starting' : 'empty';
};
