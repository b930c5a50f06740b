import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { childOf, nextStart, startOf } from '#shared/domain/calendar.ts';
import { type RollupChild, rollUpChildren } from '#shared/domain/rollUpChildren.ts';
import { levels } from '#shared/domain/rollup.ts';
import { sumSplits } from '#shared/domain/sumSplits.ts';
import { formatInstant, instant } from '#shared/domain/time.ts';
import type { Ledger } from '#shared/ledger/createLedger.ts';
import { readRange } from '#shared/ledger/readRange.ts';
import { rollUpPool } from '#shared/ledger/rollUpPool.ts';
import { anyBucket } from '#test/builders/anyBucket.ts';
import { bucketOf, poolOf } from '#test/builders/bucket.ts';
import { rollupOf } from '#test/builders/rollup.ts';
import { at } from '#test/builders/samples.ts';
import { createMemoryLedger } from '#test/fakes/memoryLedger.ts';

const pool = poolOf();
const read = async (ledger: Ledger, from: string, to: string): Promise<string[]> => {
  const pieces = await readRange(ledger, pool, at(from), at(to));
  return pieces.map(({ grain, start, end }) => `${grain} ${formatInstant(start)} ${formatInstant(end)}`);
};

const fill = async (ledger: Ledger, ...times: string[]) => {
  for (const time of times) await ledger.putBucket(pool, bucketOf({ start: at(time) }), 0);
};

describe('readRange', () => {
  it('reads months, then days, hours, and buckets at the edges and for what is not rolled up yet', async () => {
    const ledger = createMemoryLedger();
    await fill(ledger, '2026-01-30T23:50:00Z', '2026-01-30T23:55:00Z', '2026-01-31T10:00:00Z');
    await fill(ledger, '2026-02-14T00:00:00Z', '2026-03-01T05:00:00Z', '2026-03-02T03:05:00Z');
    await fill(ledger, '2026-03-02T04:00:00Z', '2026-03-02T04:05:00Z', '2026-03-02T04:10:00Z');
    const to = at('2026-03-02T04:00:00Z');
    await rollUpPool(ledger, pool, { from: at('2026-01-01T00:00:00Z'), to, now: to });
    expect(await read(ledger, '2026-01-30T23:55:00Z', '2026-03-02T04:10:00Z')).toEqual([
      'bucket 2026-01-30T23:55:00Z 2026-01-31T00:00:00Z',
      'day 2026-01-31T00:00:00Z 2026-02-01T00:00:00Z',
      'month 2026-02-01T00:00:00Z 2026-03-01T00:00:00Z',
      'day 2026-03-01T00:00:00Z 2026-03-02T00:00:00Z',
      'hour 2026-03-02T03:00:00Z 2026-03-02T04:00:00Z',
      'bucket 2026-03-02T04:00:00Z 2026-03-02T04:05:00Z',
      'bucket 2026-03-02T04:05:00Z 2026-03-02T04:10:00Z',
    ]);
  });

  it('says of each piece which version of what is stored it is, and what that was made from', async () => {
    const ledger = createMemoryLedger();
    await fill(ledger, '2026-01-01T00:05:00Z', '2026-01-01T01:00:00Z');
    await ledger.putBucket(pool, bucketOf({ start: at('2026-01-01T00:05:00Z') }), 1);
    const to = at('2026-01-01T01:00:00Z');
    await rollUpPool(ledger, pool, { from: at('2026-01-01T00:00:00Z'), to, now: to });
    const pieces = await readRange(ledger, pool, at('2026-01-01T00:00:00Z'), at('2026-01-01T02:00:00Z'));
    expect(pieces).toMatchObject([
      { grain: 'hour', version: 1, origin: { versions: new Map([[at('2026-01-01T00:05:00Z'), 2]]) } },
      { grain: 'bucket', version: 1, origin: undefined },
    ]);
    expect(pieces.flatMap(({ splits }) => splits).some((split) => 'version' in split)).toBe(false);
  });

  it('asks four questions of an empty ledger, and none of an empty range', async () => {
    const ledger = createMemoryLedger();
    const asked: string[] = [];
    const watched: Ledger = {
      ...ledger,
      readRollups: async (...args) => {
        asked.push(args[1]);
        return ledger.readRollups(...args);
      },
      readSplits: async (...args) => {
        asked.push('bucket');
        return ledger.readSplits(...args);
      },
    };
    expect(await read(watched, '2026-01-01T00:00:00Z', '2026-04-01T00:00:00Z')).toEqual([]);
    expect(asked).toEqual(['month', 'day', 'hour', 'bucket']);
    expect(await read(watched, '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z')).toEqual([]);
    expect(asked).toHaveLength(4);
  });

  it('refuses a range that does not lie on edges of buckets', async () => {
    const reading = read(createMemoryLedger(), '2026-01-01T00:00:01Z', '2026-01-01T00:05:00Z');
    await expect(reading).rejects.toMatchObject({ code: 'ledger.range' });
  });

  it('refuses to cut an hour whose buckets have expired, and not one that never had more of them', async () => {
    const ledger = createMemoryLedger({ retentionDays: 14 });
    await fill(ledger, '2026-01-01T00:05:00Z', '2026-01-01T00:30:00Z', '2026-01-01T01:05:00Z');
    const to = at('2026-01-01T02:00:00Z');
    await rollUpPool(ledger, pool, { from: at('2026-01-01T00:00:00Z'), to, now: to });
    expect(await read(ledger, '2026-01-01T00:00:00Z', '2026-01-01T00:15:00Z')).toEqual([
      'bucket 2026-01-01T00:05:00Z 2026-01-01T00:10:00Z',
    ]);
    ledger.sweep(at('2026-01-16T00:00:00Z'));
    const message = 'the hour from 2026-01-01T00:00:00Z is not kept by five minutes: ask for whole hours';
    const cut = read(ledger, '2026-01-01T00:00:00Z', '2026-01-01T00:15:00Z');
    await expect(cut).rejects.toMatchObject({ code: 'ledger.too_fine', message });
    expect(await read(ledger, '2026-01-01T00:15:00Z', '2026-01-01T00:30:00Z')).toEqual([]);
    expect(await read(ledger, '2026-01-01T00:00:00Z', '2026-01-01T02:00:00Z')).toEqual([
      'hour 2026-01-01T00:00:00Z 2026-01-01T01:00:00Z',
      'hour 2026-01-01T01:00:00Z 2026-01-01T02:00:00Z',
    ]);
  });

  it('refuses to cut an hour that was stored directly', async () => {
    const ledger = createMemoryLedger();
    await ledger.putRollup(
      pool,
      rollupOf({ origin: { kind: 'samples', samples: [], invocations: new Map() } }),
      0,
    );
    const cut = read(ledger, '2026-01-01T00:30:00Z', '2026-01-01T02:00:00Z');
    await expect(cut).rejects.toMatchObject({ code: 'ledger.too_fine' });
    expect(await read(ledger, '2026-01-01T00:00:00Z', '2026-01-01T02:00:00Z')).toEqual([
      'hour 2026-01-01T00:00:00Z 2026-01-01T01:00:00Z',
    ]);
  });

  it('adds up to the range’s buckets to the last unit, whatever is rolled up and wherever it is cut', async () => {
    const from = at('2026-01-30T00:00:00Z');
    const edge = fc.nat(34 * 288).map((index) => instant(from + index * 300));
    // Half of the buckets and cuts lie where months, days and hours meet.
    const corner = fc
      .tuple(
        fc.constantFrom('2026-01-31', '2026-02-01', '2026-02-02', '2026-03-01', '2026-03-02'),
        fc.integer({ min: -13, max: 13 }),
      )
      .map(([day, buckets]) => instant(at(`${day}T00:00:00Z`) + buckets * 300));
    const time = fc.oneof(edge, corner);
    const buckets = fc.uniqueArray(anyBucket(time), { selector: ({ start }) => start, maxLength: 25 });
    await fc.assert(
      fc.asyncProperty(
        buckets,
        time,
        time,
        fc.array(time, { maxLength: 4 }),
        fc.infiniteStream(fc.boolean()),
        async (all, one, other, someCuts, isStored) => {
          const ledger = createMemoryLedger();
          for (const bucket of all) await ledger.putBucket(pool, bucket, 0);
          let children: RollupChild[] = (
            await ledger.readBuckets(pool, from, instant(from + 40 * 86_400))
          ).map(({ version, expireAt, bucket }) => ({ ...bucket, version, expireAt, splits: [bucket] }));
          for (const level of levels) {
            const rollups = [...Map.groupBy(children, ({ start }) => startOf(level, start))].map(
              ([start, group]) => rollUpChildren(level, start, group),
            );
            for (const rollup of rollups) {
              if (isStored.next().value === true) await ledger.putRollup(pool, rollup, 0);
            }
            children = rollups.map((rollup) => ({ ...rollup, version: 1, expireAt: undefined }));
          }
          const [start, end] = one < other ? [one, other] : [other, one];
          const cuts = someCuts.toSorted((a, b) => a - b);
          const pieces = await readRange(ledger, pool, start, end, cuts);
          const inRange = all.filter((bucket) => bucket.start >= start && bucket.start < end);
          expect(sumSplits(pieces.flatMap(({ splits }) => splits))).toEqual(sumSplits(inRange));
          pieces.forEach((piece, index) => {
            expect(piece.start).toBeGreaterThanOrEqual(pieces[index - 1]?.end ?? start);
            expect(piece.end).toBe(nextStart(piece.grain, piece.start));
            expect(piece.end).toBeLessThanOrEqual(end);
            expect(cuts.filter((cut) => piece.start < cut && cut < piece.end)).toEqual([]);
          });
        },
      ),
      { numRuns: 300 },
    );
  });

  it('gives a day as the sum of its hours and of its buckets, and a month as the sum of its days', async () => {
    const start = at('2026-01-31T00:00:00Z');
    const time = fc.nat(287).map((index) => instant(start + index * 300));
    const buckets = fc.uniqueArray(anyBucket(time), { selector: (each) => each.start, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(buckets, async (all) => {
        const ledger = createMemoryLedger();
        for (const bucket of all) await ledger.putBucket(pool, bucket, 0);
        const end = at('2026-02-01T00:00:00Z');
        await rollUpPool(ledger, pool, { from: start, to: end, now: end });
        const month = at('2026-01-01T00:00:00Z');
        for (const level of levels) {
          const own = (await ledger.readRollups(pool, level, month, end)).flatMap(
            ({ rollup }) => rollup.splits,
          );
          const child = childOf(level);
          const below =
            child === 'bucket'
              ? await ledger.readSplits(pool, month, end)
              : (await ledger.readRollups(pool, child, month, end)).flatMap(({ rollup }) => rollup.splits);
          expect(sumSplits(own)).toEqual(sumSplits(below));
          expect(sumSplits(own)).toEqual(sumSplits(all));
        }
      }),
    );
  });
});
