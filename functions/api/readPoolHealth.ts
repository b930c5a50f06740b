import type { PoolHealth } from '#shared/api/healthOperation.ts';
import { readGaps } from '#shared/costs/readGaps.ts';
import { shareSeen } from '#shared/domain/completeness.ts';
import type { PoolState } from '#shared/domain/poolState.ts';
import { earliest, formatInstant, type Instant } from '#shared/domain/time.ts';
import type { EndpointRecord, RecordedPool } from '#shared/fleet/endpointRecord.ts';
import { type PoolProgress, poolProgress } from '#shared/fleet/poolProgress.ts';
import type { Ledger } from '#shared/ledger/createLedger.ts';

export type HealthTerms = {
  now: Instant;
  /** A pool that was last read longer ago is behind. */
  behindAfterSeconds: number;
  /** Whether what has ended and is settled to its end is wanted too. */
  withSettled: boolean;
  /** Whether the asker may know of all that is on a pool. */
  seesAll: boolean;
};

const statusOf = (lagSeconds: number, isSilent: boolean, { behindAfterSeconds }: HealthTerms) => {
  if (lagSeconds > behindAfterSeconds) return 'behind';
  return isSilent ? 'silent' : 'ok';
};

const lagOf = ({ end, readThrough }: PoolProgress, now: Instant): number =>
  readThrough === undefined ? 0 : Math.max(0, earliest(now, end ?? now) - readThrough);

const formatOrNull = (time: Instant | undefined): string | null =>
  time === undefined ? null : formatInstant(time);

/** What only whoever may know of all of a pool is told. */
const readDetails = async (
  pool: RecordedPool['pool'],
  { settledThrough, reviseFrom }: PoolState,
  hasEnded: boolean,
  ledger: Ledger,
) => {
  const { completeness, gaps } = await readGaps(pool, settledThrough, hasEnded, ledger);
  const share = completeness.expected === 0 ? null : shareSeen(completeness);
  return { reviseFrom: formatOrNull(reviseFrom), completeness: share, gaps };
};

const nameOf = ({ pool: { endpoint, endpointCreatedAt, variant, instanceType } }: RecordedPool) => ({
  endpoint,
  createdAt: formatInstant(endpointCreatedAt),
  variant,
  instanceType,
});

/** How a pool that runs and was never read is: as long behind as it is there. */
const neverRead = (recorded: RecordedPool, terms: HealthTerms): PoolHealth => {
  const { pool, deployments } = recorded;
  const lagSeconds = Math.max(0, terms.now - (deployments[0]?.startedAt ?? pool.endpointCreatedAt));
  return {
    ...nameOf(recorded),
    status: statusOf(lagSeconds, false, terms),
    isRunning: true,
    lastSuccess: null,
    lagSeconds,
    settledThrough: null,
    isSilent: false,
    backfill: null,
    ...(terms.seesAll ? { reviseFrom: null, completeness: null, gaps: [] } : {}),
  };
};

/** How well a pool is collected; none for one that is not asked for, or is over and never was read. */
export const readPoolHealth = async (
  recorded: RecordedPool,
  record: EndpointRecord,
  terms: HealthTerms,
  ledger: Ledger,
): Promise<PoolHealth[]> => {
  const { pool } = recorded;
  const state = (await ledger.readPool(pool))?.state;
  const nothing = { readThrough: pool.endpointCreatedAt, settledThrough: pool.endpointCreatedAt };
  const progress = poolProgress(pool, state ?? nothing, record);
  const isRunning = progress.end === undefined;
  if (state === undefined) return isRunning ? [neverRead(recorded, terms)] : [];
  if (progress.settledThrough === undefined && !terms.withSettled) return [];
  const { backfill, silent } = state;
  const isSilent = isRunning && silent !== undefined && silent.instances > 0;
  const lagSeconds = lagOf(progress, terms.now);
  return [
    {
      ...nameOf(recorded),
      status: statusOf(lagSeconds, isSilent, terms),
      isRunning,
      lastSuccess: formatInstant(state.readThrough),
      lagSeconds,
      settledThrough: formatInstant(state.settledThrough),
      isSilent,
      backfill:
        backfill === undefined
          ? null
          : { from: formatInstant(backfill.from), next: formatInstant(backfill.next) },
      ...(terms.seesAll ? await readDetails(pool, state, !isRunning, ledger) : {}),
    },
  ];
};
