import type { Rollup } from './rollup.ts';
import type { Instant } from './time.ts';

/**
 * Whether a roll-up is never to be made again: it was stored directly, or the first of its children has expired by
 * `now` (wall clock), whether or not the table has deleted it yet.
 */
export const isSealed = ({ origin }: Rollup, now: Instant): boolean =>
  origin.kind === 'samples' || (origin.expireAt !== undefined && origin.expireAt <= now);
