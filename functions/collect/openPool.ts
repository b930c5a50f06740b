import { oweRevision } from '#shared/domain/oweRevision.ts';
import type { PoolState } from '#shared/domain/poolState.ts';
import { addRate, lastRateFrom } from '#shared/domain/rateHistory.ts';
import { bucketSeconds, earliest, floorTo, type Instant, latest } from '#shared/domain/time.ts';
import type { Ledger } from '#shared/ledger/createLedger.ts';
import type { TypeRate } from '#shared/rates/rateCard.ts';
import { chooseRange, type Range } from './chooseRange.ts';
import type { PoolInput } from './poolInput.ts';

/** A pool as a run finds it. */
export type OpenedPool = {
  state: PoolState;
  /** What the run is to bring up to date. */
  range: Range;
  /** The state of a pool that has none yet. */
  fresh: PoolState;
};

const startsOf = ({ recorded, firstRunAt }: PoolInput) => {
  const { pool, deployments } = recorded;
  const startedAt = latest(deployments[0]?.startedAt ?? pool.endpointCreatedAt, pool.endpointCreatedAt);
  // What was before the ledger began is history, which only a backfill builds; nothing since then is left out.
  return { startedAt, collectFrom: latest(startedAt, firstRunAt) };
};

/** A backfill that is asked for takes the place of one that is under way, from its own beginning. */
const chooseBackfill = ({ backfill, collectedFrom }: PoolState, from: Instant | undefined) =>
  from === undefined || from >= collectedFrom
    ? backfill
    : { from: earliest(from, backfill?.from ?? from), next: from };

/**
 * Keeps a price that is new, and marks from where on buckets are to be re-rated. This run builds those that it reads at the
 * new price, but it may end before, and others may lie before and after.
 */
const keepRate = (state: PoolState, { rate }: TypeRate): PoolState => {
  const rates = addRate(state.rates, rate);
  const added = lastRateFrom(rates);
  return rates === state.rates || added === undefined ? state : oweRevision({ ...state, rates }, added);
};

/** What a run is to read of a pool in some state, and the state of one that has none yet. */
const openState = (
  input: PoolInput,
  typeRate: TypeRate,
  known: PoolState | undefined,
  lookBackSeconds: number,
): Omit<OpenedPool, 'state'> => {
  const { startedAt, collectFrom } = startsOf(input);
  const range = chooseRange({
    eventTime: input.eventTime,
    lookBackSeconds,
    startedAt,
    deletedBy: input.record.deletedBy,
    settledThrough: known?.settledThrough ?? floorTo(collectFrom, bucketSeconds),
  });
  const fresh: PoolState = {
    collectedFrom: range.from,
    readThrough: range.from,
    settledThrough: range.from,
    runs: 0,
    rates: addRate([], typeRate.rate),
    reviseFrom: undefined,
    ownersVersion: input.owners.version,
    ratesVersion: input.rates.version,
    acceleratorDimension: undefined,
    backfill: undefined,
    isUnsampled: true,
    silent: undefined,
  };
  return { range, fresh };
};

/** Reads a pool's state, chooses what a run is to read, and keeps what is asked of the pool and what its type costs now. */
export const openPool = async (
  input: PoolInput,
  typeRate: TypeRate,
  { ledger, lookBackSeconds }: { ledger: Ledger; lookBackSeconds: number },
): Promise<OpenedPool> => {
  let opened = openState(input, typeRate, undefined, lookBackSeconds);
  const state = await ledger.changePool(input.recorded.pool, (known) => {
    opened = openState(input, typeRate, known, lookBackSeconds);
    const before = known ?? opened.fresh;
    return {
      ...keepRate(before, typeRate),
      backfill: chooseBackfill(before, input.backfillFrom),
    };
  });
  return { ...opened, state };
};
