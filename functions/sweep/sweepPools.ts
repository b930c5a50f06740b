import type { Terms } from '#shared/attribution/buildBucket.ts';
import type { Pool } from '#shared/domain/bucket.ts';
import type { PoolState } from '#shared/domain/poolState.ts';
import { after, earliest, type Instant } from '#shared/domain/time.ts';
import { endOfPool } from '#shared/fleet/endOfPool.ts';
import type { EndpointRecord, RecordedPool } from '#shared/fleet/endpointRecord.ts';
import type { RunningInstances } from '#shared/fleet/endpointSnapshot.ts';
import { createOwnerFacts } from '#shared/fleet/ownerFacts.ts';
import { poolsOf } from '#shared/fleet/poolsOf.ts';
import type { MarkVersion } from '#shared/ledger/createMarkVersion.ts';
import { chooseRollUp } from './chooseRollUp.ts';

export type SweepPoolsDeps = {
  /** Undefined for a pool that was never collected. */
  readPool(pool: Pool): Promise<{ state: PoolState } | undefined>;
  markOwners: MarkVersion;
  markRates: MarkVersion;
  /** Brings the roll-ups that end in (from, to] in line with what they are made of; gives how many were written. */
  rollUp(pool: Pool, range: { from: Instant; to: Instant; now: Instant }): Promise<number>;
  /** Makes stored splits what they are to be now, as long as there is time; gives how many changed. */
  revise(pool: Pool, terms: Terms, input: { now: Instant; hasTime(): boolean }): Promise<number>;
  /** Seconds from one sweep to the next. */
  sweepSeconds: number;
};

/** What was found of an endpoint's pools. `lagging`: not settled, although all of it has ended an hour ago. */
export type PoolsSwept = {
  lagging: number;
  /** Ended, and not settled to their end yet. */
  unsettled: number;
  rolledUp: number;
  revised: number;
  /** Still to be revised after this. */
  unrevised: number;
};

/** How far behind the clock a pool may be. */
const lagSeconds = 3_600;

const isLagging = (
  { deployments }: RecordedPool,
  known: { settledThrough: Instant; end: Instant | undefined } | undefined,
  hasRun: boolean,
  due: Instant,
): boolean => {
  if (known === undefined) return hasRun && deployments.some(({ startedAt }) => startedAt < due);
  return known.settledThrough < earliest(due, known.end ?? due);
};

/**
 * Looks at each pool of an endpoint: whether it is collected as far as it should be, whether its roll-ups are made of what
 * is stored, and whether a price or an owner became known for it.
 *
 * @param input.running what the endpoint has now; a pool that never ran is not missed.
 */
export const sweepPools = async (
  input: {
    record: EndpointRecord;
    running: readonly RunningInstances[];
    eventTime: Instant;
    now: Instant;
    hasTime(): boolean;
  } & Omit<Terms, 'describe'>,
  deps: SweepPoolsDeps,
): Promise<PoolsSwept> => {
  const { record, running, owners, rates, eventTime, now, hasTime } = input;
  const swept: PoolsSwept = { lagging: 0, unsettled: 0, rolledUp: 0, revised: 0, unrevised: 0 };
  for (const recorded of poolsOf(record)) {
    const { pool } = recorded;
    const end = endOfPool(recorded, record);
    const isRunning = running.some(
      ({ variant, instanceType, instances }) =>
        variant === pool.variant && instanceType === pool.instanceType && instances > 0,
    );
    const stored = (await deps.readPool(pool))?.state;
    const owned = stored && (await deps.markOwners(pool, stored, owners.version));
    const state = owned && (await deps.markRates(pool, owned, rates.version));
    const known = state && { settledThrough: state.settledThrough, end };
    if (isLagging(recorded, known, isRunning || end !== undefined, after(eventTime, -lagSeconds)))
      swept.lagging += 1;
    if (end !== undefined && (state === undefined || state.settledThrough < end)) swept.unsettled += 1;
    if (state?.reviseFrom !== undefined) {
      const terms = { owners, rates, describe: createOwnerFacts(record, pool.variant) };
      swept.revised += await deps.revise(pool, terms, { now, hasTime });
      if ((await deps.readPool(pool))?.state.reviseFrom !== undefined) swept.unrevised += 1;
    }
    const range = known && chooseRollUp(known, eventTime, deps.sweepSeconds);
    if (range !== undefined) swept.rolledUp += await deps.rollUp(pool, { ...range, now });
  }
  return swept;
};
