import type { Terms } from '#shared/attribution/buildBucket.ts';
import { nextStart } from '#shared/domain/calendar.ts';
import { NotFoundError } from '#shared/domain/errors.ts';
import { after, bucketSeconds, floorTo, type Instant } from '#shared/domain/time.ts';
import type { DescribeFleet } from '#shared/fleet/describeEndpoint.ts';
import type { EndpointRecord } from '#shared/fleet/endpointRecord.ts';
import type { EndpointRef, EndpointSnapshot } from '#shared/fleet/endpointSnapshot.ts';
import { goneBy } from '#shared/fleet/goneError.ts';
import { isYoung } from '#shared/fleet/isYoung.ts';
import { markGone } from '#shared/fleet/markGone.ts';
import { mergeSnapshot } from '#shared/fleet/mergeSnapshot.ts';
import { type EndpointLife, openRecord } from '#shared/fleet/openRecord.ts';
import { poolsOf } from '#shared/fleet/poolsOf.ts';
import type { EndpointRecords } from '#shared/ledger/createEndpointRecords.ts';
import type { CollectMessage } from '#shared/messages/collectMessage.ts';
import { type CheckSightingsDeps, checkSightings } from './checkSightings.ts';
import { rollUpSeconds } from './chooseRollUp.ts';
import { type PoolsSwept, type SweepPoolsDeps, sweepPools } from './sweepPools.ts';

export type SweepEndpointDeps = SweepPoolsDeps &
  CheckSightingsDeps & {
    records: Pick<EndpointRecords, 'read' | 'change' | 'finish' | 'readSightings' | 'putSightings'>;
    /** Always fresh. */
    describeEndpoint: DescribeFleet['describeEndpoint'];
    queueMessages(messages: readonly CollectMessage[]): Promise<void>;
  };

/** What a sweep did. */
export type SweepCounts = {
  /** Lives found to have ended. */
  gone: number;
  /** Lives of which nothing is left to be done. */
  finished: number;
  /** Pools that are an hour behind. */
  gaps: number;
  /** Collections that were asked for. */
  queued: number;
  /** Buckets in which what was described and not sampled became unknown. */
  described: number;
  /** Roll-ups written. */
  rolledUp: number;
  /** Buckets and hours revised. */
  revised: number;
  /** Pools of which more is to be revised. */
  unrevised: number;
};

export const noCounts: SweepCounts = {
  gone: 0,
  finished: 0,
  gaps: 0,
  queued: 0,
  described: 0,
  rolledUp: 0,
  revised: 0,
  unrevised: 0,
};

export type SweepInput = Omit<Terms, 'describe'> & {
  life: EndpointLife | EndpointRef;
  /** Whether SageMaker lists it. */
  isListed: boolean;
  /** Whether nothing was left to be done for it: it is swept once more because a document changed. */
  isFinished: boolean;
  eventTime: Instant;
  now: Instant;
  /** Whether there is time for more than what must be. */
  hasTime(): boolean;
};

/** The fresh description, or for an endpoint that is gone, by when. */
const describe = (
  { life, now }: SweepInput,
  { describeEndpoint }: SweepEndpointDeps,
): Promise<EndpointSnapshot | Instant> =>
  describeEndpoint({ modifiedAt: now, ...life }).catch((error: unknown) => {
    if (error instanceof NotFoundError) return goneBy(error, now);
    throw error;
  });

/** A life as it is known now; without a snapshot it has ended. */
type Seen = { record: EndpointRecord; snapshot: EndpointSnapshot | undefined; isNewlyGone: boolean };

/** Brings the record up to now. Undefined for one that SageMaker may not show yet: the next sweep will see. */
const see = async (input: SweepInput, deps: SweepEndpointDeps): Promise<Seen | undefined> => {
  const { life, isListed, now } = input;
  const { records } = deps;
  const known = await records.read(life);
  if (!isListed && known?.deletedBy !== undefined)
    return { record: known, snapshot: undefined, isNewlyGone: false };
  const seen = await describe(input, deps);
  if (typeof seen === 'object') {
    const record = await records.change(life, (stored) => mergeSnapshot(stored, seen, now));
    return { record, snapshot: seen, isNewlyGone: false };
  }
  if (isYoung(life, now)) return undefined;
  const record = await records.change(life, (stored) => markGone(stored ?? openRecord(life), seen));
  return { record, snapshot: undefined, isNewlyGone: known?.deletedBy === undefined };
};

/** Settled and priced to the end, in a month that is over: nothing more comes. */
const isDone = (
  { deletedBy }: EndpointRecord,
  { unsettled, unrevised }: PoolsSwept,
  eventTime: Instant,
): boolean =>
  deletedBy !== undefined &&
  unsettled === 0 &&
  unrevised === 0 &&
  nextStart('month', deletedBy) <= floorTo(eventTime, bucketSeconds);

/** Makes the last roll-ups, to the end of the month, whatever sweeps were missed. @returns how many were written. */
const finish = async (
  record: EndpointRecord,
  { eventTime, now }: SweepInput,
  { rollUp, records }: SweepEndpointDeps,
): Promise<number> => {
  const from = after(record.deletedBy ?? eventTime, -rollUpSeconds);
  let rolledUp = 0;
  for (const { pool } of poolsOf(record))
    rolledUp += await rollUp(pool, { from, to: floorTo(eventTime, bucketSeconds), now });
  await records.finish(record);
  return rolledUp;
};

/**
 * Brings one life of an endpoint up to now: its record, what of it was described and not sampled, its roll-ups, prices and owners;
 * and has collected what lags, or has ended and is not settled yet.
 */
export const sweepEndpoint = async (input: SweepInput, deps: SweepEndpointDeps): Promise<SweepCounts> => {
  const { life, owners, rates, eventTime, now, hasTime } = input;
  const seen = await see(input, deps);
  if (seen === undefined) return noCounts;
  const { record, snapshot } = seen;
  const described =
    snapshot === undefined ? 0 : await checkSightings({ record, snapshot, owners, rates, now }, deps);
  const running = snapshot?.running ?? [];
  const pools = await sweepPools({ record, running, owners, rates, eventTime, now, hasTime }, deps);
  const isBehind = pools.lagging > 0 || pools.unsettled > 0;
  if (isBehind) {
    const { name, arn, createdAt } = life;
    const modifiedAt = snapshot?.modifiedAt ?? record.deletedBy ?? createdAt;
    await deps.queueMessages([{ endpoint: { name, arn, createdAt, modifiedAt }, eventTime }]);
  }
  const isFinished = !input.isFinished && isDone(record, pools, eventTime);
  const lastRolledUp = isFinished ? await finish(record, input, deps) : 0;
  return {
    gone: Number(seen.isNewlyGone),
    finished: Number(isFinished),
    gaps: pools.lagging,
    queued: Number(isBehind),
    described,
    rolledUp: pools.rolledUp + lastRolledUp,
    revised: pools.revised,
    unrevised: pools.unrevised,
  };
};
