import type { Rollup, RollupOrigin } from '#shared/domain/rollup.ts';
import type { Instant } from '#shared/domain/time.ts';
import { splitOf } from './bucket.ts';
import { at } from './samples.ts';

/** What a roll-up was made from, its children written as times and versions. */
export const madeFrom = (versions: Record<string, number>, expireAt?: Instant): RollupOrigin => ({
  kind: 'children',
  versions: new Map(Object.entries(versions).map(([time, version]) => [at(time), version])),
  expireAt,
});

/** An hour made from its first bucket. */
export const rollupOf = (changes: Partial<Rollup> = {}): Rollup => ({
  level: 'hour',
  start: at('2026-01-01T00:00:00Z'),
  splits: [splitOf()],
  evidence: 'sampled',
  backfilled: false,
  origin: madeFrom({ '2026-01-01T00:00:00Z': 1 }, at('2026-04-01T00:05:00Z')),
  ...changes,
});
