import type { MemoryLedger } from '#test/fakes/memoryLedger.ts';
import type { Prices } from '../cloud/prices.ts';
import { findDifferences } from './checkBucket.ts';
import { type ExpectedPool, poolName } from './expectWorld.ts';

export type LedgerCheck = {
  ledger: MemoryLedger;
  expected: ReadonlyMap<string, ExpectedPool>;
  prices: Prices;
  /** When the collector's first event was. */
  firstEventAt: number;
  /** Buckets that start before this must be right by now (epoch seconds). */
  until: number;
};

const bucketSeconds = 300;
const lookBackSeconds = 35 * 60;

const timeText = (time: number): string => `${new Date(time * 1000).toISOString().slice(0, 19)}Z`;

/**
 * From when on a pool must be there: an endpoint that was there before the first event is read back from that event as far
 * as the look-back reaches, a later one from its beginning.
 */
const beginOf = ({ createdAt }: ExpectedPool, firstEventAt: number): number => {
  if (createdAt >= firstEventAt) return createdAt - bucketSeconds;
  const ended = Math.floor(firstEventAt / bucketSeconds) * bucketSeconds;
  return Math.floor((ended - lookBackSeconds) / bucketSeconds) * bucketSeconds;
};

/** How the ledger differs from what it must be once all faults are over and some runs had quiet. */
export function* checkLedger({ ledger, expected, prices, firstEventAt, until }: LedgerCheck): Generator<string> {
  const stored = Map.groupBy(ledger.all(), ({ pool }) => poolName({ ...pool, createdAt: pool.endpointCreatedAt }));
  for (const name of stored.keys()) if (!expected.has(name)) yield `${name}: no such pool ever ran`;
  for (const [name, pool] of expected) {
    const own = new Map((stored.get(name) ?? []).map(({ bucket }) => [bucket.start as number, bucket]));
    const begin = beginOf(pool, firstEventAt);
    const [price] = prices.stepsOf(pool.instanceType);
    for (const start of [...new Set([...own.keys(), ...pool.buckets.keys()])].toSorted((a, b) => a - b)) {
      if (start >= until || (start < begin && !own.has(start))) continue;
      const { accelerators } = pool;
      const priced = price && { accelerators, nanoDollarsPerHour: price.nanoDollarsPerHour };
      for (const difference of findDifferences(own.get(start), pool.buckets.get(start), priced))
        yield `${name}, bucket ${timeText(start)} in the end: ${difference}`;
    }
  }
}
