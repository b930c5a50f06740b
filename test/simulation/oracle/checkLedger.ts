import type { Pool } from '#shared/domain/bucket.ts';
import type { PoolRate, PoolState } from '#shared/domain/poolState.ts';
import type { MemoryLedger } from '#test/fakes/memoryLedger.ts';
import type { PriceStep, Prices } from '../cloud/prices.ts';
import { timeText } from '../timeText.ts';
import { findDifferences } from './checkBucket.ts';
import { checkRollups, rollupsByPool } from './checkRollups.ts';
import { type ExpectedPool, poolName } from './expectWorld.ts';

/** All that a ledger has, whatever keeps it. */
export type LedgerView = Pick<MemoryLedger, 'all' | 'allRollups' | 'states'>;

export type LedgerCheck = {
  ledger: LedgerView;
  expected: ReadonlyMap<string, ExpectedPool>;
  prices: Pick<Prices, 'stepsOf'>;
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
const beginOf = ({ createdAt, deletedAt }: ExpectedPool, { firstRunAt }: LedgerCheck): number => {
  if (deletedAt <= firstRunAt) return Number.POSITIVE_INFINITY;
  const begin = createdAt >= firstRunAt ? createdAt : firstRunAt + coldSeconds;
  return Math.floor(begin / bucketSeconds) * bucketSeconds;
};

const nameOf = (pool: Pool): string => poolName({ ...pool, createdAt: pool.endpointCreatedAt });

const stateOf = (ledger: LedgerView, name: string): PoolState | undefined =>
  ledger.states().find(({ pool }) => nameOf(pool) === name)?.state;

/**
 * What is wrong with a pool's price history. The first price that was known holds for all that is past; a later one from
 * the bucket on in which it came into force; and the one in force is known of a pool that still runs.
 */
function* findRateFaults(
  name: string,
  history: readonly PoolRate[],
  steps: readonly PriceStep[],
  isRunning: boolean,
): Generator<string> {
  const [first, ...changes] = history;
  if (first === undefined) return;
  if (first.from !== 0) yield `${name}: its first price does not hold for all that is past`;
  for (const { from, perInstanceHour } of changes) {
    const step = steps.find(({ nanoDollarsPerHour }) => nanoDollarsPerHour === perInstanceHour);
    const start = Math.floor((step?.from ?? Number.NaN) / bucketSeconds) * bucketSeconds;
    if (from !== start) yield `${name}: a price of ${perInstanceHour} holds from ${timeText(from)} on`;
  }
  if (isRunning && history.at(-1)?.perInstanceHour !== steps.at(-1)?.nanoDollarsPerHour)
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
    if (!expected.has(name) && own.some(({ bucket }) => bucket.total.gpuSeconds > 0))
      yield `${name}: no such pool ever ran`;
  }
  for (const [name, pool] of expected) {
    const own = new Map((buckets.get(name) ?? []).map(({ bucket }) => [bucket.start as number, bucket]));
    const begin = beginOf(pool, check);
    const state = stateOf(ledger, name);
    const history = state?.rates ?? [];
    const isRunning = pool.buckets.has(until - bucketSeconds);
    yield* findRateFaults(name, history, prices.stepsOf(pool.instanceType), isRunning);
    for (const start of [...new Set([...own.keys(), ...pool.buckets.keys()])].toSorted((a, b) => a - b)) {
      if (start >= until || start < begin) continue;
      const { accelerators } = pool;
      const rate = history.findLast(({ from }) => from <= start);
      const priced = rate && { accelerators, nanoDollarsPerHour: rate.perInstanceHour };
      for (const difference of findDifferences(own.get(start), pool.buckets.get(start), priced))
        yield `${name}, bucket ${timeText(start)} in the end: ${difference}`;
    }
    const stored = (rollups.get(name) ?? []).map(({ rollup }) => rollup);
    const settledThrough = state?.settledThrough ?? 0;
    const costs = new Map([...own].map(([start, { total }]) => [start, total.cost]));
    const rolledUp = { stored, buckets: pool.buckets, costs, begin, until, settledThrough };
    for (const fault of checkRollups(rolledUp)) yield `${name}, ${fault}`;
  }
}
