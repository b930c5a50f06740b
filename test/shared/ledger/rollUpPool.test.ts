import { describe, expect, it } from 'vitest';
import type { Bucket } from '#shared/domain/bucket.ts';
import { nextStart } from '#shared/domain/calendar.ts';
import { ConflictError } from '#shared/domain/errors.ts';
import { levels } from '#shared/domain/rollup.ts';
import { formatInstant } from '#shared/domain/time.ts';
import type { Ledger } from '#shared/ledger/createLedger.ts';
import { rollUpPool } from '#shared/ledger/rollUpPool.ts';
import { bucketOf, idleOf, poolOf } from '#test/builders/bucket.ts';
import { rollupOf } from '#test/builders/rollup.ts';
import { at } from '#test/builders/samples.ts';
import { createMemoryLedger } from '#test/fakes/memoryLedger.ts';

const pool = poolOf();
const newYear = at('2026-01-01T00:00:00Z');
const february = at('2026-02-01T00:00:00Z');
const none = { written: 0, unchanged: 0, sealed: 0 };

/** Puts a bucket in place of whatever stands there. */
const put = async (ledger: Ledger, bucket: Bucket): Promise<void> => {
  const [stored] = await ledger.readBuckets(pool, bucket.start, nextStart('bucket', bucket.start));
  await ledger.putBucket(pool, bucket, stored?.version ?? 0);
};
const putAt = (ledger: Ledger, time: string, changes: Partial<Bucket> = {}) =>
  put(ledger, bucketOf({ start: at(time), ...changes }));

const run = (ledger: Ledger, from: string, to: string, now = to) =>
  rollUpPool(ledger, pool, { from: at(from), to: at(to), now: at(now) });

/** What is stored: `hour 2026-01-01T00:00:00Z: 1200`, with capacity in accelerator-seconds. */
const stored = async (ledger: Ledger): Promise<string[]> => {
  const all = await Promise.all(
    levels.map((level) => ledger.readRollups(pool, level, newYear, at('2027-01-01T00:00:00Z'))),
  );
  return all.flat().map(({ version, rollup: { level, start, splits } }) => {
    const unitSeconds = splits.reduce((sum, { total }) => sum + total.unitSeconds, 0);
    return `${level} ${formatInstant(start)} v${version}: ${unitSeconds}`;
  });
};

describe('rollUpPool', () => {
  it('makes the hours that ended by `to` and end after `from`, each with its hour in full', async () => {
    const ledger = createMemoryLedger();
    for (const clock of ['00:55', '01:00', '01:55', '02:00', '03:00']) {
      await putAt(ledger, `2026-01-01T${clock}:00Z`);
    }
    const counts = await run(ledger, '2026-01-01T01:00:00Z', '2026-01-01T03:30:00Z');
    expect(counts).toEqual({ hours: { ...none, written: 2 }, days: none, months: none, conflicts: 0 });
    expect(await stored(ledger)).toEqual([
      'hour 2026-01-01T01:00:00Z v1: 2400',
      'hour 2026-01-01T02:00:00Z v1: 1200',
    ]);
    expect(await ledger.readDetail(pool, at('2026-01-01T01:00:00Z'))).toMatchObject({ revision: 2 });
    expect(await ledger.readDetail(pool, at('2026-01-01T00:00:00Z'))).toBeUndefined();
  });

  it('makes a day when it has ended, and a month when it has', async () => {
    const ledger = createMemoryLedger();
    for (const time of ['2026-01-30T12:00:00Z', '2026-01-31T23:00:00Z', '2026-01-31T23:55:00Z']) {
      await putAt(ledger, time);
    }
    await run(ledger, '2026-01-30T00:00:00Z', '2026-01-31T23:55:00Z');
    expect(await stored(ledger)).toEqual([
      'hour 2026-01-30T12:00:00Z v1: 1200',
      'day 2026-01-30T00:00:00Z v1: 1200',
    ]);
    await run(ledger, '2026-01-31T23:30:00Z', '2026-02-01T00:00:00Z');
    expect(await stored(ledger)).toEqual([
      'hour 2026-01-30T12:00:00Z v1: 1200',
      'hour 2026-01-31T23:00:00Z v1: 2400',
      'day 2026-01-30T00:00:00Z v1: 1200',
      'day 2026-01-31T00:00:00Z v1: 2400',
      'month 2026-01-01T00:00:00Z v1: 3600',
    ]);
  });

  it('writes nothing when run again', async () => {
    const ledger = createMemoryLedger();
    await putAt(ledger, '2026-01-31T23:55:00Z');
    await run(ledger, '2026-01-31T23:00:00Z', '2026-02-01T00:00:00Z');
    const before = { ...ledger.puts };
    expect(await run(ledger, '2026-01-31T23:00:00Z', '2026-02-01T00:00:00Z')).toEqual({
      hours: { ...none, unchanged: 1 },
      days: { ...none, unchanged: 1 },
      months: { ...none, unchanged: 1 },
      conflicts: 0,
    });
    expect(ledger.puts).toEqual(before);
  });

  it('carries a late change of an old bucket to its hour, day and month', async () => {
    const ledger = createMemoryLedger();
    for (const time of ['2026-01-05T10:00:00Z', '2026-01-05T11:00:00Z', '2026-01-06T00:00:00Z']) {
      await putAt(ledger, time);
    }
    await run(ledger, '2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z');
    await putAt(ledger, '2026-01-05T10:35:00Z');
    const counts = await run(ledger, '2026-01-05T10:35:00Z', '2026-02-01T00:00:00Z');
    expect(counts).toMatchObject({
      hours: { written: 1, unchanged: 2 },
      days: { written: 1, unchanged: 1 },
      months: { written: 1 },
    });
    expect(await stored(ledger)).toEqual([
      'hour 2026-01-05T10:00:00Z v2: 2400',
      'hour 2026-01-05T11:00:00Z v1: 1200',
      'hour 2026-01-06T00:00:00Z v1: 1200',
      'day 2026-01-05T00:00:00Z v2: 3600',
      'day 2026-01-06T00:00:00Z v1: 1200',
      'month 2026-01-01T00:00:00Z v2: 4800',
    ]);
    expect(await ledger.readDetail(pool, at('2026-01-05T10:00:00Z'))).toMatchObject({ revision: 2 });
  });

  it('seals an hour when its first bucket has expired, deleted or not', async () => {
    const ledger = createMemoryLedger({ retentionDays: 14 });
    await putAt(ledger, '2026-01-01T00:00:00Z');
    await putAt(ledger, '2026-01-01T00:55:00Z');
    await run(ledger, '2026-01-01T00:00:00Z', '2026-01-01T01:00:00Z');
    await putAt(ledger, '2026-01-01T00:55:00Z', { overcounted: true });
    const late = ['2026-01-01T00:00:00Z', '2026-01-01T01:00:00Z'] as const;
    expect(await run(ledger, ...late, '2026-01-15T00:05:00Z')).toMatchObject({ hours: { sealed: 1 } });
    ledger.sweep(at('2026-01-15T00:05:00Z'));
    expect(await ledger.readBuckets(pool, newYear, february)).toHaveLength(1);
    expect(await run(ledger, ...late, '2026-01-15T00:05:00Z')).toMatchObject({ hours: { sealed: 1 } });
    // A bucket that is gone seals its hour by a clock that runs behind, too.
    expect(await run(ledger, ...late, '2026-01-15T00:04:59Z')).toMatchObject({ hours: { sealed: 1 } });
    expect(await stored(ledger)).toEqual(['hour 2026-01-01T00:00:00Z v1: 2400']);
  });

  it('makes an hour anew until its first bucket expires', async () => {
    const ledger = createMemoryLedger({ retentionDays: 14 });
    await putAt(ledger, '2026-01-01T00:00:00Z');
    await run(ledger, '2026-01-01T00:00:00Z', '2026-01-01T01:00:00Z');
    await putAt(ledger, '2026-01-01T00:55:00Z');
    const counts = await run(ledger, '2026-01-01T00:00:00Z', '2026-01-01T01:00:00Z', '2026-01-15T00:04:59Z');
    expect(counts).toMatchObject({ hours: { written: 1 } });
  });

  it('leaves an hour that was stored directly, and takes it into its day', async () => {
    const ledger = createMemoryLedger();
    const origin = { kind: 'samples', samples: [], invocations: new Map() } as const;
    const direct = rollupOf({ origin, evidence: 'copies' });
    await ledger.putRollup(pool, direct, 0);
    await putAt(ledger, '2026-01-01T00:00:00Z');
    const counts = await run(ledger, '2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z');
    expect(counts).toMatchObject({ hours: { ...none, sealed: 1 }, days: { written: 1 } });
    expect(await ledger.readRollups(pool, 'hour', newYear, february)).toEqual([
      { version: 1, rollup: direct },
    ]);
    const [day] = await ledger.readRollups(pool, 'day', newYear, february);
    expect(day?.rollup.evidence).toBe('copies');
  });

  it('reads a parent before its children, so that no run undoes a later one', async () => {
    const ledger = createMemoryLedger();
    await putAt(ledger, '2026-01-01T00:00:00Z');
    let reads = 0;
    /** Another run changes the bucket and rolls it up, between this run's first read and its second. */
    const interrupt = async () => {
      reads += 1;
      if (reads !== 1) return;
      await putAt(ledger, '2026-01-01T00:00:00Z', { allocated: [], idle: idleOf(1_200) });
      await run(ledger, '2026-01-01T00:00:00Z', '2026-01-01T01:00:00Z');
    };
    const slow: Ledger = {
      ...ledger,
      readRollups: async (...range) => {
        const read = await ledger.readRollups(...range);
        await interrupt();
        return read;
      },
      readBuckets: async (...range) => {
        const read = await ledger.readBuckets(...range);
        await interrupt();
        return read;
      },
    };
    expect(await run(slow, '2026-01-01T00:00:00Z', '2026-01-01T01:00:00Z')).toMatchObject({ conflicts: 1 });
    const [hour] = await ledger.readRollups(pool, 'hour', newYear, february);
    expect(hour?.rollup.origin).toMatchObject({ versions: new Map([[newYear, 2]]) });
    expect(hour?.rollup.splits).toMatchObject([{ allocated: [] }]);
    expect(await ledger.readDetail(pool, newYear)).toMatchObject({ revision: 2 });
  });

  it('gives up when it loses six times in a row', async () => {
    const ledger = createMemoryLedger();
    await putAt(ledger, '2026-01-01T00:00:00Z');
    let puts = 0;
    const losing: Ledger = {
      ...ledger,
      putRollup: async () => {
        puts += 1;
        throw new ConflictError('ledger.conflict', 'another run was first');
      },
    };
    await expect(run(losing, '2026-01-01T00:00:00Z', '2026-01-01T01:00:00Z')).rejects.toThrow(
      'another run was first',
    );
    expect(puts).toBe(6);
  });

  it('reads no days or months while none of the range has ended', async () => {
    const ledger = createMemoryLedger();
    const read: string[] = [];
    const watched: Ledger = {
      ...ledger,
      readRollups: async (...[of, level, from, to]) => {
        read.push(level);
        return ledger.readRollups(of, level, from, to);
      },
    };
    await run(watched, '2026-01-15T10:00:00Z', '2026-01-15T11:10:00Z');
    expect(read).toEqual(['hour']);
  });
});
