import type { Clock } from '#local/clock.ts';

/** The run's time at one moment, and whether it goes on by itself from there. */
export type ClockReading = { milliseconds: number; isMoving: boolean };

/** Reads the clock for a thread that cannot ask it: a clock that is advanced by hand stands still in between. */
export const readClock = (clock: Clock): ClockReading => ({
  milliseconds: clock.now() * 1000,
  isMoving: clock.isStill?.() !== true,
});
