import type { Pool } from '#shared/domain/bucket.ts';
import type { PoolRate, PoolState } from '#shared/domain/poolState.ts';
import type { MemoryLedger } from '#test/fakes/memoryLedger.ts';
import type { Agreements } from '../cloud/agreements.ts';
import type { Ownership } from '../cloud/ownership.ts';
import type { PriceStep, Prices } from '../cloud/prices.ts';
import { timeText } from '../timeText.ts';
import { findDifferences, findOwnerDifferences } from './checkBucket.ts';
import { checkRollups, rollupsByPool } from './checkRollups.ts';
import { type ExpectedPool, poolName } from './expectWorld.ts';

/** All that a ledger has, whatever keeps it. */
export type LedgerView = Pick<MemoryLedger, 'all' | 'allRollups' | 'states'>;

export type LedgerCheck = {
  ledger: LedgerView;
  expected: ReadonlyMap<string, ExpectedPool>;
  prices: Pick<Prices, 'stepsOf'>;
  ownership: Ownership;
  agreements: Agreements;
  /** The ledger's first run: nothing since then is left out. */
  firstRunAt: number;
  /** Buckets that start before this must be right by now (epoch seconds). */
  until: number;
};

const bucketSeconds = 300;

/** How long after an update instances of the old fleet may still run. */
const coldSeconds = 900;

/**
 * From when on a pool must be right: from its own beginning, or if it was there before the ledger's first run, from when
 * every fleet is gone that was replaced before: nothing tells of those.
 */
export const beginOf = (
  { createdAt, deletedAt }: Pick<ExpectedPool, 'createdAt' | 'deletedAt'>,
  { firstRunAt }: Pick<LedgerCheck, 'firstRunAt'>,
): number => {
  if (deletedAt <= firstRunAt) return Number.POSITIVE_INFINITY;
  const begin = createdAt >= firstRunAt ? createdAt : firstRunAt + coldSeconds;
  return Math.floor(begin / bucketSeconds) * bucketSeconds;
};

const nameOf = (pool: Pool): string => poolName({ ...pool, createdAt: pool.endpointCreatedAt });

export const stateOf = (ledger: LedgerView, name: string): PoolState | undefined =>
  ledger.states().find(({ pool }) => nameOf(pool) === name)?.state;

/** The steps that a pool's price history tells of. */
const knownSteps = (history: readonly PoolRate[], steps: readonly PriceStep[]): PriceStep[] =>
  steps.filter(({ nanoDollarsPerHour }) =>
    history.some(({ perInstanceHour }) => perInstanceHour === nanoDollarsPerHour),
  );

/**
 * What is wrong with a pool's price history: each price is in it once, from the bucket on in which it came into force, and
 * the one in force is known of a pool that still runs.
 */
function* findRateFaults(
  name: string,
  history: readonly PoolRate[],
  steps: readonly PriceStep[],
  isRunning: boolean,
): Generator<string> {
  for (const { from, perInstanceHour } of history) {
    const step = steps.find(({ nanoDollarsPerHour }) => nanoDollarsPerHour === perInstanceHour);
    const start = Math.floor((step?.from ?? Number.NaN) / bucketSeconds) * bucketSeconds;
    if (from !== start) yield `${name}: a price of ${perInstanceHour} holds from ${timeText(from)} on`;
  }
  const known = knownSteps(history, steps);
  if (history.length > known.length) yield `${name}: ${history.length} prices are kept of ${known.length}`;
  const last = steps.at(-1);
  if (history.length > 0 && isRunning && last !== undefined && !known.includes(last))
    yield `${name}: the price in force is not known`;
}

/** How the ledger differs from what it must be once all faults are over and some runs had quiet. */
export function* checkLedger(check: LedgerCheck): Generator<string> {
  const { ledger, expected, prices, until } = check;
  const rollups = rollupsByPool(ledger, nameOf);
  const buckets = Map.groupBy(ledger.all(), ({ pool }) =>
    poolName({ ...pool, createdAt: pool.endpointCreatedAt }),
  );
  for (const [name, own] of buckets) {
    if (!expected.has(name) && own.some(({ bucket }) => bucket.total.unitSeconds > 0))
      yield `${name}: no such pool ever ran`;
  }
  for (const [name, pool] of expected) {
    const own = new Map((buckets.get(name) ?? []).map(({ bucket }) => [bucket.start as number, bucket]));
    const begin = beginOf(pool, check);
    const state = stateOf(ledger, name);
    const history = state?.rates ?? [];
    const isRunning = pool.buckets.has(until - bucketSeconds);
    const component = pool.isAsync ? 'AsyncInf' : 'Hosting';
    const steps = prices.stepsOf({ instanceType: pool.instanceType, component });
    const known = knownSteps(history, steps);
    yield* findRateFaults(name, history, steps, isRunning);
    for (const start of [...new Set([...own.keys(), ...pool.buckets.keys()])].toSorted((a, b) => a - b)) {
      if (start >= until || start < begin) continue;
      const { accelerators } = pool;
      // Of what was before the first price that is known nothing tells another.
      const inForce = known.findLast(({ from }) => Math.floor(from / bucketSeconds) * bucketSeconds <= start);
      const step = inForce ?? known[0];
      const rates = step && check.agreements.expectRates(start, step.nanoDollarsPerHour);
      const priced = rates && { accelerators, rates };
      const differences = [
        ...findDifferences(own.get(start), pool.buckets.get(start), priced),
        ...findOwnerDifferences(own.get(start), check.ownership),
      ];
      for (const difference of differences)
        yield `${name}, bucket ${timeText(start)} in the end: ${difference}`;
    }
    const stored = (rollups.get(name) ?? []).map(({ rollup }) => rollup);
    const settledThrough = state?.settledThrough ?? 0;
    const costs = new Map([...own].map(([start, { total }]) => [start, total.cost]));
    const rolledUp = { stored, buckets: pool.buckets, costs, begin, until, settledThrough };
    for (const fault of checkRollups(rolledUp)) yield `${name}, ${fault}`;
  }
}
