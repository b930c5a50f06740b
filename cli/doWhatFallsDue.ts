/** A run whose parts say when there is something to do. */
export type DueRun = {
  /** The first time after another at which something is due; undefined for none. */
  nextDue(after: number): number | undefined;
  /** Does all that is due by now. */
  doDue(): Promise<void>;
};

export type DueDeps = {
  /** Epoch seconds. */
  now(): number;
  /** Ends early where the signal says so. */
  wait(milliseconds: number): Promise<void>;
  onWait(due: number): void;
};

/** What is not known to be due is looked for again after so long. */
const idleSeconds = 60;

/**
 * Does what falls due, as it falls due, until it is stopped.
 *
 * Law: whatever is due while a run is busy, or just after it looked at the clock, is done by the next one: timers end early by up to a
 * millisecond, so that the time to look on from is the one before the run, and not after it.
 */
export const doWhatFallsDue = async (
  run: DueRun,
  signal: AbortSignal,
  { now, wait, onWait }: DueDeps,
): Promise<void> => {
  let looked = now();
  while (!signal.aborted) {
    const due = run.nextDue(looked) ?? looked + idleSeconds;
    onWait(due);
    await wait(Math.max(0, Math.ceil((due - now()) * 1_000)));
    if (signal.aborted) return;
    looked = now();
    await run.doDue();
  }
};
