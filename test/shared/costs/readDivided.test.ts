import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LedgerCell, readDivided } from '#shared/costs/readDivided.ts';
import type { Bucket } from '#shared/domain/bucket.ts';
import { addMoney, costOf, rate } from '#shared/domain/money.ts';
import { repriceSplit } from '#shared/domain/repriceSplit.ts';
import { bucketAt } from '#shared/domain/slots.ts';
import { after, bucketsOf, formatInstant, type Instant } from '#shared/domain/time.ts';
import type { Ledger } from '#shared/ledger/createLedger.ts';
import { rollUpPool } from '#shared/ledger/rollUpPool.ts';
import { poolOf } from '#test/builders/bucket.ts';
import { builtBucketOf } from '#test/builders/builtBucket.ts';
import { deploymentOf, recordedComponent, recordOf } from '#test/builders/endpointRecord.ts';
import { settledState } from '#test/builders/poolState.ts';
import { rollupOf } from '#test/builders/rollup.ts';
import { at, samplesOf } from '#test/builders/samples.ts';
import { createMemoryLedger } from '#test/fakes/memoryLedger.ts';

const pool = poolOf();
const record = recordOf({ components: [recordedComponent({ acceleratorsPerCopy: 2 })] });
const byInstance = { stepSeconds: undefined, byInstance: true, byCopy: false } as const;
const dayBefore = at('2025-12-31T00:00:00Z');

const full = samplesOf({
  publishFrequency: 60,
  instances: { 'i-1': '11111', 'i-2': '11111' },
  holdings: [{ counts: '11111' }, { instance: 'i-2', container: 'c-2', counts: '11111' }],
});

/** Puts buckets of two instances; of those named the second has no sample. */
const fill = async (ledger: Ledger, starts: readonly Instant[], silent: readonly Instant[] = []) => {
  const samplesAt = (start: Instant) => [
    silent.includes(start)
      ? samplesOf({ publishFrequency: 60, instances: { 'i-1': '11111' }, holdings: [{ counts: '11111' }] })
      : full,
  ];
  for (const start of starts) {
    const around = starts.filter((each) => each !== start && Math.abs(each - start) <= 1_800);
    const neighbours = around.map((each) => ({ ...bucketAt(each), samples: samplesAt(each) }));
    const { bucket } = builtBucketOf({
      start,
      samples: samplesAt(start),
      neighbours,
      idleFacts: { smallestCopy: 2 },
    });
    await ledger.putBucket(pool, bucket, 0);
  }
};

const read = async (
  ledger: Ledger,
  from: string,
  to: string,
  division: Parameters<typeof readDivided>[4] = byInstance,
  priced?: (bucket: Bucket) => Bucket,
): Promise<LedgerCell[]> =>
  Array.fromAsync(readDivided({ ledger }, pool, record, { from: at(from), to: at(to) }, division, priced));

const textOf = ({ start, instance, allocated, idle, unknown }: LedgerCell): string => {
  const rows = [
    ...allocated.map(({ component, unitSeconds }) => `${component} ${unitSeconds}`),
    ...idle.map(({ reason, unitSeconds }) => `${reason} ${unitSeconds}`),
    ...unknown.map(({ reason, unitSeconds }) => `${reason} ${unitSeconds}`),
  ];
  return `${formatInstant(start).slice(11, 16)} ${instance ?? '-'}: ${rows.join(', ')}`;
};

describe('readDivided', () => {
  it('gives the cells of a range in order of time, with how they are known', async () => {
    const ledger = createMemoryLedger();
    const starts = bucketsOf(at('2026-01-01T00:00:00Z'), at('2026-01-01T00:15:00Z'));
    await fill(ledger, starts);
    const cells = await read(ledger, '2026-01-01T00:05:00Z', '2026-01-01T00:15:00Z');
    expect(cells.map(textOf)).toEqual([
      '00:05 i-1: a 300, unplaced 900',
      '00:05 i-2: a 300, unplaced 900',
      '00:10 i-1: a 300, unplaced 900',
      '00:10 i-2: a 300, unplaced 900',
    ]);
    expect(cells[0]).toMatchObject({
      evidence: 'sampled',
      backfilled: false,
      overcounted: false,
      seconds: 300,
    });
  });

  it('sees a hole that reaches over where it stops to read', async () => {
    const ledger = createMemoryLedger();
    const starts = bucketsOf(at('2026-01-01T00:00:00Z'), at('2026-01-01T04:00:00Z'));
    const silent = bucketsOf(at('2026-01-01T01:50:00Z'), at('2026-01-01T02:15:00Z'));
    await fill(ledger, starts, silent);
    const cells = await read(ledger, '2026-01-01T00:00:00Z', '2026-01-01T04:00:00Z');
    expect(cells.filter(({ unknown }) => unknown.length > 0).map(textOf)).toEqual([
      '01:50 i-2: hole 1200',
      '01:55 i-2: hole 1200',
      '02:00 i-2: hole 1200',
      '02:05 i-2: hole 1200',
      '02:10 i-2: hole 1200',
    ]);
  });

  it('reads two hours at a time, and each bucket once', async () => {
    const ledger = createMemoryLedger();
    const asked: string[] = [];
    const watched: Ledger = {
      ...ledger,
      readBuckets: async (own, from, to) => {
        asked.push(`${formatInstant(from).slice(11, 16)} ${formatInstant(to).slice(11, 16)}`);
        return ledger.readBuckets(own, from, to);
      },
    };
    await fill(ledger, bucketsOf(at('2026-01-01T00:00:00Z'), at('2026-01-01T06:00:00Z')));
    const cells = await read(watched, '2026-01-01T01:20:00Z', '2026-01-01T05:10:00Z');
    expect(asked).toEqual(['00:50 03:30', '03:30 05:30', '05:30 05:40']);
    expect(cells).toHaveLength(2 * 46);
  });

  it('tells the reason of what is idle by what is recorded of the endpoint', async () => {
    const ledger = createMemoryLedger();
    const samples = samplesOf({
      publishFrequency: 60,
      instances: { 'i-1': '11111', 'i-2': '11111' },
      holdings: ['gpu_0', 'gpu_1', 'gpu_2', 'other'].map((accelerator) => ({
        counts: '11111',
        ...(accelerator === 'other' ? { instance: 'i-2', container: 'c-2' } : { accelerator }),
      })),
    });
    const start = at('2026-01-01T00:00:00Z');
    const { bucket } = builtBucketOf({ start, samples: [samples], idleFacts: { smallestCopy: 2 } });
    await ledger.putBucket(pool, bucket, 0);
    const cells = await read(ledger, '2026-01-01T00:00:00Z', '2026-01-01T00:05:00Z');
    expect(cells.map(textOf)).toEqual(['00:00 i-1: a 900, stranded 300', '00:00 i-2: a 300, unplaced 900']);
  });

  it('tells an instance that is new from one that may have run for long', async () => {
    const ledger = createMemoryLedger();
    const old = poolOf({ endpointCreatedAt: dayBefore });
    const collectedFrom = at('2026-01-01T00:00:00Z');
    const periods = [0, 300, 600].map((seconds) => {
      const instances = { 'i-1': '11111', ...(seconds === 0 ? {} : { 'i-2': '11111' }) };
      const samples = [samplesOf({ publishFrequency: 60, instances })];
      return { ...bucketAt(after(collectedFrom, seconds)), samples };
    });
    for (const each of periods) {
      const neighbours = periods.filter(({ start }) => start < each.start);
      const idleFacts = { newFrom: at('2026-01-01T00:00:10Z') };
      await ledger.putBucket(old, builtBucketOf({ ...each, neighbours, idleFacts }).bucket, 0);
    }
    await ledger.changePool(old, () => settledState({ from: collectedFrom, to: collectedFrom }));
    const of = recordOf({ createdAt: dayBefore, deployments: [deploymentOf({ startedAt: dayBefore })] });
    const range = { from: at('2026-01-01T00:10:00Z'), to: at('2026-01-01T00:15:00Z') };
    const cells = await Array.fromAsync(readDivided({ ledger }, old, of, range, byInstance));
    expect(cells.map(textOf)).toEqual(['00:10 i-1: empty 1200', '00:10 i-2: starting 1200']);
  });

  it('tells what is charged where it is given the buckets at that rate', async () => {
    const ledger = createMemoryLedger();
    const charge = { perInstanceHour: rate(7_200_000_000n), source: 'internal', revision: 1 };
    await fill(ledger, [at('2026-01-01T00:00:00Z')]);
    const division = { stepSeconds: 10, byInstance: true, byCopy: true } as const;
    const cells = await read(ledger, '2026-01-01T00:00:00Z', '2026-01-01T00:05:00Z', division, (bucket) => ({
      ...bucket,
      ...repriceSplit(bucket, charge),
    }));
    const rows = cells.flatMap(({ allocated, idle, unknown }) => [...allocated, ...idle, ...unknown]);
    expect(addMoney(rows.flatMap(({ cost }) => cost ?? []))).toBe(costOf(600, charge.perInstanceHour));
  });

  it('gives the same cells wherever a range is cut', async () => {
    const ledger = createMemoryLedger();
    const starts = bucketsOf(at('2026-01-01T00:00:00Z'), at('2026-01-01T04:00:00Z'));
    await fill(ledger, starts, bucketsOf(at('2026-01-01T00:55:00Z'), at('2026-01-01T01:20:00Z')));
    const whole = await read(ledger, '2026-01-01T00:00:00Z', '2026-01-01T04:00:00Z');
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...starts), async (cut) => {
        const parts = [
          ...(await read(ledger, '2026-01-01T00:00:00Z', formatInstant(cut))),
          ...(await read(ledger, formatInstant(cut), '2026-01-01T04:00:00Z')),
        ];
        expect(parts).toEqual(whole);
      }),
      { numRuns: 20 },
    );
  });
});

describe('readDivided, of what is not kept', () => {
  it('refuses an hour whose buckets have expired, and not one that never had more of them', async () => {
    const ledger = createMemoryLedger({ retentionDays: 14 });
    await fill(ledger, [at('2026-01-01T00:05:00Z'), at('2026-01-01T00:30:00Z'), at('2026-01-01T03:05:00Z')]);
    const to = at('2026-01-01T04:00:00Z');
    await rollUpPool(ledger, pool, { from: at('2026-01-01T00:00:00Z'), to, now: to });
    expect(await read(ledger, '2026-01-01T00:00:00Z', '2026-01-01T04:00:00Z')).toHaveLength(6);
    ledger.sweep(at('2026-01-15T02:00:00Z'));
    await expect(read(ledger, '2026-01-01T00:00:00Z', '2026-01-01T04:00:00Z')).rejects.toMatchObject({
      code: 'ledger.too_fine',
      message:
        'the hour from 2026-01-01T00:00:00Z of ep is kept as a whole, without the samples that tell its instances, copies and minutes apart: ask from a later hour on, or for whole hours by component',
    });
    // It was not there in that part of the hour.
    expect(await read(ledger, '2026-01-01T00:35:00Z', '2026-01-01T04:00:00Z')).toHaveLength(2);
  });

  it('refuses an hour that was stored directly', async () => {
    const ledger = createMemoryLedger();
    const origin = { kind: 'samples' as const, samples: [], invocations: new Map() };
    await ledger.putRollup(pool, rollupOf({ origin }), 0);
    const reading = read(ledger, '2026-01-01T00:30:00Z', '2026-01-01T01:00:00Z');
    await expect(reading).rejects.toMatchObject({ code: 'ledger.too_fine' });
    expect(await read(ledger, '2026-01-01T01:00:00Z', '2026-01-01T02:00:00Z')).toEqual([]);
  });

  it('refuses a range that does not lie on edges of buckets', async () => {
    const reading = read(createMemoryLedger(), '2026-01-01T00:00:10Z', '2026-01-01T00:05:00Z');
    await expect(reading).rejects.toMatchObject({
      code: 'ledger.range',
      message: '2026-01-01T00:00:10Z is not on an edge of five minutes',
    });
  });
});
