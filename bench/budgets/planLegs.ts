import { evaluationSeconds, type Leg } from './playBudgets.ts';
import type { Stretch } from './spendOverTime.ts';

/** A run of one period, but for some stretches that are looked at more closely. They lie apart, in order, on the longer period. */
export const planLegs = (
  to: number,
  { every, closer, closeEvery }: { every: number; closer: readonly Stretch[]; closeEvery: number },
): Leg[] => [
  ...closer.flatMap((stretch) => [
    { to: stretch.from, everyMinutes: every },
    { to: stretch.to, everyMinutes: closeEvery },
  ]),
  // What is in the last slot is told by the collection after it.
  { to: to + every * 60, everyMinutes: every },
];

/** How long after the start of a slot its crossing must have been told: one collect period, and what is gathered for. */
export const boundIn =
  (legs: readonly Leg[]) =>
  (slot: number): number => {
    const own = legs.find(({ to }) => slot < to);
    return (own?.everyMinutes ?? 0) * 60 + evaluationSeconds;
  };
