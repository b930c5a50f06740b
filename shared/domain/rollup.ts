import type { Evidence, Facts, Split } from './bucket.ts';
import type { Instant } from './time.ts';

/** What buckets add up to: hours of buckets, days of hours, months of days, all UTC. */
export const levels = ['hour', 'day', 'month'] as const;
export type Level = (typeof levels)[number];

/**
 * What a roll-up was made from. `children`: the stored items one level below, each at a version; once the first of them
 * has expired (hours only) the roll-up is sealed and is never made again. `samples`: an hour for which CloudWatch has
 * nothing finer than the hour, stored directly.
 */
export type RollupOrigin =
  | { kind: 'children'; versions: ReadonlyMap<Instant, number>; expireAt: Instant | undefined }
  | ({ kind: 'samples' } & Facts);

/** A settled hour, day or month of one pool. */
export type Rollup = {
  level: Level;
  start: Instant;
  /** One for each price and number of accelerators, in order of the price history; each balances. */
  splits: readonly Split[];
  /** The weakest of its children's. */
  evidence: Evidence;
  /** Some of it was built from history before the first run. */
  backfilled: boolean;
  origin: RollupOrigin;
};
