import type { PoolState } from '#shared/domain/poolState.ts';
import type { Instant } from '#shared/domain/time.ts';

/** A pool that is read and settled from one time to another, by one price or none, and owes nothing. */
export const settledState = (
  { from, to }: { from: Instant; to: Instant },
  rates: PoolState['rates'] = [],
): PoolState => ({
  collectedFrom: from,
  readThrough: to,
  settledThrough: to,
  runs: 0,
  rates,
  reviseFrom: undefined,
  ownersVersion: 0,
  ratesVersion: 0,
  acceleratorDimension: undefined,
  backfill: undefined,
  silent: undefined,
});
