import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChangingPool } from '#functions/api/findChangingPools.ts';
import { readChangePage } from '#functions/api/readChangePage.ts';
import type { OrderKey } from '#shared/domain/compareKeys.ts';
import { type Instant, after as moved } from '#shared/domain/time.ts';
import { createOwnerFacts } from '#shared/fleet/ownerFacts.ts';
import { poolOf } from '#test/builders/bucket.ts';
import { recordedComponent, recordOf } from '#test/builders/endpointRecord.ts';
import { documentOf } from '#test/builders/owners.ts';
import { settledState } from '#test/builders/poolState.ts';
import { at, samplesOf } from '#test/builders/samples.ts';
import { createMemoryLedger } from '#test/fakes/memoryLedger.ts';
import { fillPool } from '#test/harness/fillPool.ts';

const from = at('2026-01-02T00:00:00Z');
const window = { from, to: at('2026-01-03T06:00:00Z') };
const range = { from: moved(from, -3_600), to: moved(window.to, 3_600) };
const state = { ...settledState(range), collectedFrom: at('2026-01-01T00:00:00Z') };

const everything = {
  window,
  filter: { conditions: [] },
  scope: { kind: 'all' },
  owners: documentOf(),
} as const;

/** Pools of component `a`, each with the times at which it is scaled out by one accelerator. */
const openPools = async (scaled: readonly (readonly Instant[])[]) => {
  const ledger = createMemoryLedger();
  const pools = scaled.map((_, index): ChangingPool => {
    const pool = poolOf({ instanceType: `ml.g6.${index}xlarge` });
    const describe = createOwnerFacts(recordOf({ components: [recordedComponent()] }), pool.variant);
    const progress = { begin: undefined, end: undefined, readThrough: range.to, settledThrough: range.to };
    return { pool, state, progress, describe };
  });
  for (const [index, { pool }] of pools.entries()) {
    const times = scaled[index] ?? [];
    if (times.length === 0) continue;
    await fillPool(ledger, pool, range, (start) => {
      const holdings = times.map((time, gpu) => ({
        accelerator: `gpu_${gpu}`,
        counts: Array.from({ length: 30 }, (_, slot) => Number(start + 10 * slot >= time)),
      }));
      return { samples: [samplesOf({ instances: { 'i-1': '1*30' }, holdings })] };
    });
  }
  return { ledger, pools };
};

const readPages = async ({ ledger, pools }: Awaited<ReturnType<typeof openPools>>, limit: number) => {
  const pages: string[][] = [];
  let after: OrderKey | undefined;
  for (let left = 100; left > 0; left -= 1) {
    const page = await readChangePage(pools, { ...everything, after, limit }, { ledger });
    pages.push(page.rows.map(({ row }) => `${row.at} ${row.instanceType} ${row.to}`));
    if (page.next === undefined) return pages;
    after = page.next;
  }
  throw new Error('the pages have no end');
};

describe('readChangePage', () => {
  it('gives every change once and in order, however many a page has', async () => {
    const time = fc.nat(30 * 360 - 1).map((slot) => moved(from, 10 * slot));
    const scaled = fc.array(fc.uniqueArray(time, { maxLength: 4 }), { maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(scaled, fc.integer({ min: 1, max: 3 }), async (times, limit) => {
        const opened = await openPools(times);
        const all = await readPages(opened, 1_000);
        const pages = await readPages(opened, limit);
        expect(all.flat()).toHaveLength(times.flat().length);
        expect(pages.flat()).toEqual(all.flat());
        expect(all.flat().map((row) => row.slice(0, 20))).toEqual(
          all
            .flat()
            .map((row) => row.slice(0, 20))
            .toSorted(),
        );
        expect(pages.every((page) => page.length <= limit)).toBe(true);
      }),
      { numRuns: 10 },
    );
  });

  it('leaves to another page what would be too much to read at once, though it may be empty', async () => {
    const change = at('2026-01-03T05:00:00Z');
    const opened = await openPools([[change], ...Array.from({ length: 199 }, () => [])]);
    // A hundred buckets of each of 200 pools a page: 8 h 20 min.
    expect(await readPages(opened, 10)).toEqual([[], [], [], ['2026-01-03T05:00:00Z ml.g6.0xlarge 1']]);
  });
});
