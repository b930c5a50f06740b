import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Bucket } from '#shared/domain/bucket.ts';
import { childOf, nextStart, startOf } from '#shared/domain/calendar.ts';
import { type RollupChild, rollUpChildren } from '#shared/domain/rollUpChildren.ts';
import { levels } from '#shared/domain/rollup.ts';
import { type Instant, instant } from '#shared/domain/time.ts';
import type { Ledger } from '#shared/ledger/createLedger.ts';
import { rollUpPool } from '#shared/ledger/rollUpPool.ts';
import { anyBucket } from '#test/builders/anyBucket.ts';
import { poolOf } from '#test/builders/bucket.ts';
import { at } from '#test/builders/samples.ts';
import { createMemoryLedger, type MemoryLedger } from '#test/fakes/memoryLedger.ts';

const pool = poolOf();

/** Puts a bucket in place of whatever stands there. */
const put = async (ledger: Ledger, bucket: Bucket): Promise<void> => {
  const [stored] = await ledger.readBuckets(pool, bucket.start, nextStart('bucket', bucket.start));
  await ledger.putBucket(pool, bucket, stored?.version ?? 0);
};

/** Crashes at the `crashAt`-th put, as if the function had ended there. */
const crashing = (ledger: MemoryLedger, crashAt: number): Ledger => {
  let puts = 0;
  const count = () => {
    puts += 1;
    if (puts === crashAt) throw new Error('crashed');
  };
  return {
    ...ledger,
    putRollup: async (...args) => {
      count();
      await ledger.putRollup(...args);
    },
    putDetail: async (...args) => {
      count();
      await ledger.putDetail(...args);
    },
  };
};

/** Every ended period with children is stored, and is the pure function of them. */
const expectInLine = async (ledger: MemoryLedger, from: Instant, to: Instant): Promise<void> => {
  for (const level of levels) {
    const child = childOf(level);
    const start = startOf(level, from);
    const children: RollupChild[] =
      child === 'bucket'
        ? (await ledger.readBuckets(pool, start, to)).map(({ version, expireAt, bucket }) => ({
            ...bucket,
            version,
            expireAt,
            splits: [bucket],
          }))
        : (await ledger.readRollups(pool, child, start, to)).map(({ version, rollup }) => ({
            ...rollup,
            version,
            expireAt: undefined,
          }));
    const wanted = [...Map.groupBy(children, (each) => startOf(level, each.start))]
      .filter(([period]) => nextStart(level, period) <= to)
      .map(([period, all]) => rollUpChildren(level, period, all))
      .toSorted((a, b) => a.start - b.start);
    const all = await ledger.readRollups(pool, level, start, to);
    expect(all.map(({ rollup }) => rollup)).toEqual(wanted);
    if (level !== 'hour') continue;
    for (const { start: hour, origin } of wanted) {
      const versions = origin.kind === 'children' ? [...origin.versions.values()] : [];
      const revision = versions.reduce((sum, version) => sum + version, 0);
      expect(await ledger.readDetail(pool, hour)).toMatchObject({ revision });
    }
  }
};

describe('roll-ups of a pool', () => {
  const days = { from: at('2026-01-30T00:00:00Z'), to: at('2026-02-02T00:00:00Z') };
  const now = at('2026-02-02T01:00:00Z');
  const place = fc
    .constantFrom(0, 1, 11, 12, 13, 287, 288, 300, 575, 576, 590)
    .map((index) => instant(days.from + index * 300));
  const step = fc.oneof(
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('put' as const), bucket: anyBucket(place) }) },
    fc.record({ kind: fc.constant('run' as const), crashAt: fc.integer({ min: 1, max: 8 }) }),
    fc.record({ kind: fc.constant('race' as const), bucket: anyBucket(place) }),
  );

  it('are what their children add up to, whatever crashed or raced before the last run', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const ledger = createMemoryLedger();
        for (const each of steps) {
          if (each.kind === 'put') await put(ledger, each.bucket);
          else if (each.kind === 'run') {
            await rollUpPool(crashing(ledger, each.crashAt), pool, { ...days, now }).catch(
              (error: unknown) => {
                if (!(error instanceof Error) || error.message !== 'crashed') throw error;
              },
            );
          } else {
            await Promise.all([
              rollUpPool(ledger, pool, { ...days, now }),
              put(ledger, each.bucket),
              rollUpPool(ledger, pool, { ...days, now }),
            ]);
          }
        }
        await rollUpPool(ledger, pool, { ...days, now });
        await expectInLine(ledger, days.from, days.to);
        const before = { ...ledger.puts };
        await rollUpPool(ledger, pool, { ...days, now });
        expect(ledger.puts).toEqual(before);
      }),
      { numRuns: 200 },
    );
  });
});
