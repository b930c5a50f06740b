import type { VirtualClock } from '#local/clock.ts';
import { type FleetRun, FleetRunError } from '#local/fleetRun.ts';
import { formatInstant, type Instant } from '#shared/domain/time.ts';
import type { Ledger } from '#shared/ledger/createLedger.ts';
import { readSettledThrough } from './readLedger.ts';

/** Collects this many more times at most than a quarter of an hour needs. */
const spareRuns = 6;

/**
 * Runs the clock on past `to` until every bucket before it is settled.
 * @throws FleetRunError when that does not happen in good time.
 */
export const settle = async (
  run: FleetRun,
  clock: VirtualClock,
  ledger: Ledger,
  to: Instant,
  everyMinutes: number,
): Promise<void> => {
  const deadline = to + (Math.ceil(15 / everyMinutes) + spareRuns) * everyMinutes * 60;
  while (clock.now() <= deadline) {
    const settledThrough = await readSettledThrough(ledger);
    if (settledThrough !== undefined && settledThrough >= to) return;
    await run.playTo(clock.now() + everyMinutes * 60);
  }
  throw new FleetRunError(`the buckets before ${formatInstant(to)} did not settle`);
};
