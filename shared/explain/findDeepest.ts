import type { Pool } from '#shared/domain/bucket.ts';
import { nextStart } from '#shared/domain/calendar.ts';
import { levels, type Rollup } from '#shared/domain/rollup.ts';
import type { Instant } from '#shared/domain/time.ts';
import type { Ledger } from '#shared/ledger/createLedger.ts';
import type { LedgerPiece } from '#shared/ledger/readRange.ts';

/**
 * How deep the oldest time of a figure can be looked into. `samples`: all of it. `expired`: its buckets, and the samples with them, were
 * kept for so many days. `direct`: the hour was made from hourly metrics, CloudWatch having nothing finer by then.
 */
export type Deepest =
  | { kind: 'nothing' }
  | { kind: 'samples' }
  | { kind: 'expired'; hour: Instant; keptDays: number; expiredAt: Instant }
  | { kind: 'direct'; hour: Instant };

type Reads = Pick<Ledger, 'readRollups' | 'readVersions'>;
type Below = Pick<Rollup, 'level' | 'start' | 'origin'>;

const daySeconds = 86_400;

/** The first hour under a roll-up. */
const firstHour = async (ledger: Reads, pool: Pool, below: Below): Promise<Below | undefined> => {
  const child = levels[levels.indexOf(below.level) - 1];
  if (child === undefined) return below;
  const [first] = await ledger.readRollups(pool, child, below.start, nextStart(below.level, below.start));
  return first && firstHour(ledger, pool, first.rollup);
};

const lookAt = async (ledger: Reads, pool: Pool, { start, origin }: Below): Promise<Deepest> => {
  if (origin.kind === 'samples') return { kind: 'direct', hour: start };
  const made = [...origin.versions.keys()].toSorted((a, b) => a - b);
  const stored = await ledger.readVersions(pool, 'bucket', start, nextStart('hour', start));
  const kept = new Set(stored.map((each) => each.start));
  const [first] = made;
  if (first === undefined || made.every((each) => kept.has(each))) return { kind: 'samples' };
  const expiredAt = origin.expireAt ?? nextStart('bucket', first);
  return {
    kind: 'expired',
    hour: start,
    keptDays: Math.round((expiredAt - nextStart('bucket', first)) / daySeconds),
    expiredAt,
  };
};

/** How deep a figure can be looked into, where its oldest stored item is. What is later goes as deep, or deeper. */
export const findDeepest = async (
  ledger: Reads,
  oldest: { pool: Pool; piece: LedgerPiece } | undefined,
): Promise<Deepest> => {
  if (oldest === undefined) return { kind: 'nothing' };
  const { pool, piece } = oldest;
  const { grain, start, origin } = piece;
  if (grain === 'bucket' || origin === undefined) return { kind: 'samples' };
  const hour = await firstHour(ledger, pool, { level: grain, start, origin });
  return hour === undefined ? { kind: 'samples' } : lookAt(ledger, pool, hour);
};
