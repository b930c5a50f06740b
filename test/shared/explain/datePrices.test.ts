import { describe, expect, it } from 'vitest';
import { rate } from '#shared/domain/money.ts';
import { priceKey } from '#shared/domain/priceSpans.ts';
import { repriceSplit } from '#shared/domain/repriceSplit.ts';
import { after, bucketsOf, formatInstant } from '#shared/domain/time.ts';
import { rowKey } from '#shared/domain/traceRows.ts';
import { datePrices } from '#shared/explain/datePrices.ts';
import type { PoolPrices } from '#shared/explain/gatherPrices.ts';
import { rollUpPool } from '#shared/ledger/rollUpPool.ts';
import { bucketOf, poolOf, splitOf } from '#test/builders/bucket.ts';
import { costRowOf } from '#test/builders/costRow.ts';
import { at } from '#test/builders/samples.ts';
import { gpus } from '#test/builders/unit.ts';
import { createMemoryLedger } from '#test/fakes/memoryLedger.ts';

const pool = poolOf();
const window = { from: at('2026-01-01T00:00:00Z'), to: at('2026-02-01T00:00:00Z') };
const noon = at('2026-01-17T12:25:00Z');
const prices = {
  old: { perInstanceHour: rate(5_752_000_000n), source: 'list', revision: 1 },
  new: { perInstanceHour: rate(4_000_000_000n), source: 'contract', revision: 1 },
};
const keyOf = (name: keyof typeof prices) => priceKey({ kind: 'cost', rate: prices[name], unit: gpus(4) });
const keys = new Set([keyOf('old'), keyOf('new')]);

/** A month of five minutes a day, and one day of a whole hour in which the price changes, rolled up. */
const openLedger = async () => {
  const ledger = createMemoryLedger();
  const days = Array.from({ length: 31 }, (_, day) => after(window.from, day * 86_400));
  const hour = bucketsOf(at('2026-01-17T12:00:00Z'), at('2026-01-17T13:00:00Z'));
  for (const start of [...days, ...hour]) {
    const own = repriceSplit(splitOf(), prices[start < noon ? 'old' : 'new']);
    await ledger.putBucket(pool, bucketOf({ ...own, start }), 0);
  }
  await rollUpPool(ledger, pool, { ...window, now: window.to });
  return ledger;
};

/** All that is seen of the month is that it has both prices. */
const month: PoolPrices = {
  pool,
  kind: 'cost',
  sightings: [{ ...window, pool, grain: 'month', prices: keys, wanted: new Set([rowKey(costRowOf())]) }],
};

const dated = async (ledger: Awaited<ReturnType<typeof openLedger>>) =>
  (await datePrices(ledger, [month], window, 'cost')).map(
    ({ key, from, to }) =>
      `${key === keyOf('old') ? 'old' : 'new'} ${formatInstant(from)} ${formatInstant(to)}`,
  );

describe('datePrices', () => {
  it('looks into the month that has two prices, down to the five minutes with which the new one began', async () => {
    expect(await dated(await openLedger())).toEqual([
      'old 2026-01-01T00:00:00Z 2026-01-17T12:25:00Z',
      'new 2026-01-17T12:25:00Z 2026-02-01T00:00:00Z',
    ]);
  });

  it('tells both of the hour in which it changed where no five minutes are left', async () => {
    const ledger = await openLedger();
    ledger.sweep(at('2027-01-01T00:00:00Z'));
    expect(await dated(ledger)).toEqual([
      'old 2026-01-01T00:00:00Z 2026-01-17T13:00:00Z',
      'new 2026-01-17T12:00:00Z 2026-02-01T00:00:00Z',
    ]);
  });
});
