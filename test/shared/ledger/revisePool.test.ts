import { describe, expect, it } from 'vitest';
import type { Bucket, BucketRate, Split } from '#shared/domain/bucket.ts';
import { nextStart } from '#shared/domain/calendar.ts';
import { rate } from '#shared/domain/money.ts';
import type { PoolRate, PoolState } from '#shared/domain/poolState.ts';
import { ratesOf } from '#shared/domain/ratesOf.ts';
import { repriceSplit } from '#shared/domain/repriceSplit.ts';
import { rerateSplit } from '#shared/domain/rerateSplit.ts';
import { formatInstant, instant } from '#shared/domain/time.ts';
import type { Ledger } from '#shared/ledger/createLedger.ts';
import { type ReviseSplit, revisePool } from '#shared/ledger/revisePool.ts';
import { rollUpPool } from '#shared/ledger/rollUpPool.ts';
import { bucketOf, poolOf, splitOf } from '#test/builders/bucket.ts';
import { noRates } from '#test/builders/rates.ts';
import { rollupOf } from '#test/builders/rollup.ts';
import { at, samplesOf } from '#test/builders/samples.ts';
import { createMemoryLedger } from '#test/fakes/memoryLedger.ts';

const pool = poolOf();
const newYear = at('2026-01-01T00:00:00Z');
const end = at('2026-01-03T06:00:00Z');
const listPrice: PoolRate = { from: instant(0), perInstanceHour: rate(5_752_000_000n), source: 'list' };
const contract: PoolRate = {
  from: at('2026-01-02T00:00:00Z'),
  perInstanceHour: rate(4_000_000_000n),
  source: 'contract',
};
const asRate = ({ perInstanceHour, source }: PoolRate, revision: number): BucketRate => ({
  perInstanceHour,
  source,
  revision,
});

/** A pool collected and settled to 3 January, 06:00, where the contract's price became known for the 2nd on. */
const stateOf = (changes: Partial<PoolState> = {}): PoolState => ({
  collectedFrom: newYear,
  readThrough: end,
  settledThrough: end,
  runs: 0,
  rates: [listPrice, contract],
  reviseFrom: contract.from,
  ownersVersion: 0,
  ratesVersion: 0,
  acceleratorDimension: undefined,
  backfill: undefined,
  silent: undefined,
  ...changes,
});

const times = [
  '2026-01-01T23:55:00Z',
  '2026-01-02T00:00:00Z',
  '2026-01-02T12:30:00Z',
  '2026-01-03T05:55:00Z',
].map(at);

const pricedAt = (split: Split, price: BucketRate): Split => ({
  ...repriceSplit(split, price),
  chargeRate: price,
});
const priced = (split: Split): Split => pricedAt(split, asRate(listPrice, 1));

/** A ledger with a bucket at the list price on each side of midnight, at noon and before the end, rolled up. */
const fill = async (state: PoolState = stateOf(), changes: Partial<Bucket> = {}) => {
  const ledger = createMemoryLedger();
  await ledger.changePool(pool, () => state);
  for (const start of times) {
    await ledger.putBucket(pool, { ...bucketOf({ start }), ...priced(splitOf()), ...changes }, 0);
  }
  await rollUpPool(ledger, pool, { from: newYear, to: state.settledThrough, now: end });
  return ledger;
};
const rerate =
  ({ rates }: PoolState): ReviseSplit =>
  (split, start) =>
    rerateSplit(split, ratesOf(noRates, rates, pool, start));
const run = (ledger: Ledger, given: { now?: string; days?: number } = {}) => {
  let days = given.days ?? 100;
  const hasTime = () => {
    days -= 1;
    return days >= 0;
  };
  const now = given.now === undefined ? end : at(given.now);
  return revisePool(ledger, pool, rerate, { now, hasTime });
};

const pricesOf = (splits: readonly Split[]) => splits.map((split) => split.rate?.source);
const bucketPrices = async (ledger: Ledger) =>
  (await ledger.readBuckets(pool, newYear, end)).map(({ bucket }) => bucket.rate?.source);
const rollupPrices = async (ledger: Ledger, level: 'hour' | 'day') =>
  (await ledger.readRollups(pool, level, newYear, end)).map(({ rollup }) => [
    formatInstant(rollup.start).slice(5, 13),
    ...pricesOf(rollup.splits),
  ]);

describe('revisePool', () => {
  it('re-rates what is stored from a price’s beginning on, and what was rolled up from it', async () => {
    const ledger = await fill();
    expect(await run(ledger)).toBe(3);
    expect(await bucketPrices(ledger)).toEqual(['list', 'contract', 'contract', 'contract']);
    expect(await rollupPrices(ledger, 'hour')).toEqual([
      ['01-01T23', 'list'],
      ['01-02T00', 'contract'],
      ['01-02T12', 'contract'],
      ['01-03T05', 'contract'],
    ]);
    expect(await rollupPrices(ledger, 'day')).toEqual([
      ['01-01T00', 'list'],
      ['01-02T00', 'contract'],
    ]);
    const [, repriced] = await ledger.readBuckets(pool, newYear, end);
    expect(repriced?.bucket).toEqual({
      ...bucketOf({ start: contract.from }),
      ...pricedAt(splitOf(), asRate(contract, 2)),
    });
  });

  it('marks what is done, and changes nothing the next time', async () => {
    const ledger = await fill();
    await run(ledger);
    expect((await ledger.readPool(pool))?.state).toEqual(stateOf({ reviseFrom: undefined }));
    const puts = { ...ledger.puts };
    expect(await run(ledger)).toBe(0);
    expect(ledger.puts).toEqual(puts);
  });

  it('goes on where a run ended early', async () => {
    const ledger = await fill();
    expect(await run(ledger, { days: 0 })).toBe(0);
    expect(await run(ledger, { days: 1 })).toBe(2);
    expect((await ledger.readPool(pool))?.state.reviseFrom).toBe(at('2026-01-03T00:00:00Z'));
    expect(await run(ledger, { days: 1 })).toBe(1);
    expect((await ledger.readPool(pool))?.state.reviseFrom).toBeUndefined();
  });

  it('prices what had no price', async () => {
    const unpriced: Partial<Bucket> = {
      rate: undefined,
      total: { unitSeconds: 1_200, cost: undefined },
      idle: splitOf().idle.map((row) => ({ ...row, cost: undefined })),
      allocated: splitOf().allocated.map((row) => ({ ...row, cost: undefined })),
    };
    const ledger = await fill(stateOf({ rates: [listPrice], reviseFrom: instant(0) }), unpriced);
    expect(await run(ledger)).toBe(4);
    expect(await bucketPrices(ledger)).toEqual(['list', 'list', 'list', 'list']);
  });

  it('leaves a split of a later history, and one without a number of accelerators, alone', async () => {
    const later = await fill(stateOf(), { rate: { ...asRate(listPrice, 3), source: 'later' } });
    expect(await run(later)).toBe(0);
    const unknown: Partial<Bucket> = {
      unit: undefined,
      rate: undefined,
      total: { unitSeconds: 300, cost: undefined },
      idle: [],
      allocated: splitOf().allocated.map((row) => ({ ...row, cost: undefined })),
    };
    expect(await run(await fill(stateOf(), unknown))).toBe(0);
  });

  it('re-rates hours that have no buckets any more, and those that never had any', async () => {
    const ledger = await fill();
    ledger.sweep(at('2026-04-03T00:00:00Z'));
    const direct = rollupOf({
      start: at('2026-01-02T20:00:00Z'),
      splits: [priced(splitOf())],
      origin: {
        kind: 'samples',
        samples: [samplesOf({ instances: { 'i-1': [30] } })],
        invocations: new Map(),
      },
    });
    await ledger.putRollup(pool, direct, 0);
    expect(await run(ledger, { now: '2026-04-03T00:00:00Z' })).toBe(4);
    expect(await rollupPrices(ledger, 'hour')).toEqual([
      ['01-01T23', 'list'],
      ['01-02T00', 'contract'],
      ['01-02T12', 'contract'],
      ['01-02T20', 'contract'],
      ['01-03T05', 'contract'],
    ]);
    expect(await rollupPrices(ledger, 'day')).toEqual([
      ['01-01T00', 'list'],
      ['01-02T00', 'contract'],
    ]);
  });

  it('re-rates on what another run has put in between', async () => {
    const ledger = await fill();
    const [, known] = await ledger.readBuckets(pool, newYear, end);
    let isFirst = true;
    const raced: Ledger = {
      ...ledger,
      putBucket: async (ofPool, bucket, replaces) => {
        if (isFirst && known !== undefined) {
          isFirst = false;
          const rival = { ...known.bucket, overcounted: true };
          await ledger.putBucket(pool, rival, known.version);
        }
        return ledger.putBucket(ofPool, bucket, replaces);
      },
    };
    expect(await run(raced)).toBe(3);
    const [stored] = await ledger.readBuckets(pool, contract.from, nextStart('bucket', contract.from));
    expect(stored?.bucket).toMatchObject({ overcounted: true, rate: { source: 'contract' } });
  });

  it('leaves the mark of a price that became known meanwhile', async () => {
    const ledger = await fill();
    const newest: PoolRate = { ...contract, perInstanceHour: rate(3_000_000_000n), source: 'newest' };
    const overtaken: Ledger = {
      ...ledger,
      readPool: async (ofPool) => {
        const stored = await ledger.readPool(ofPool);
        await ledger.changePool(pool, () =>
          stateOf({ rates: [listPrice, contract, newest], reviseFrom: newYear }),
        );
        return stored;
      },
    };
    await run(overtaken);
    expect((await ledger.readPool(pool))?.state.reviseFrom).toBe(newYear);
    expect(await run(ledger)).toBe(3);
    expect(await bucketPrices(ledger)).toEqual(['list', 'newest', 'newest', 'newest']);
  });

  it('has nothing to do for a pool that no price waits for', async () => {
    expect(await run(createMemoryLedger())).toBe(0);
    const ledger = await fill(stateOf({ reviseFrom: undefined }));
    expect(await run(ledger)).toBe(0);
    expect(await bucketPrices(ledger)).toEqual(['list', 'list', 'list', 'list']);
  });
});
