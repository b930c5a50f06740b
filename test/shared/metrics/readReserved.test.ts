import { describe, expect, it } from 'vitest';
import { attribute } from '#shared/domain/attribute.ts';
import { observeLives, type SampledPeriod } from '#shared/domain/lives.ts';
import { anyComponent, type Samples, type SlotCounts } from '#shared/domain/samples.ts';
import { reservationSeries } from '#shared/metrics/poolSeries.ts';
import type { ReadRange } from '#shared/metrics/readCells.ts';
import { readReserved } from '#shared/metrics/readReserved.ts';
import { poolOf } from '#test/builders/bucket.ts';
import { idleFactsOf } from '#test/builders/idleFacts.ts';
import { at, samplesOf } from '#test/builders/samples.ts';
import { sampledAs } from '#test/builders/series.ts';
import { countsOf, type FakeReadCounts, type SampledMetric } from '#test/fakes/countsOf.ts';

const pool = poolOf();
const midnight = at('2026-01-01T00:00:00Z');
const metric = reservationSeries(pool, false);
/** `GPUReservation` in percent of an instance's four accelerators, once an instance and slot. */
const reserved = (percent: number, text: string, frequency = 60): SampledMetric => ({
  ...sampledAs({ metric }, frequency, text),
  value: percent,
});
const summed = (instances: string | SlotCounts, held?: string | SlotCounts, publishFrequency = 60): Samples =>
  samplesOf({
    kind: 'summed',
    publishFrequency,
    instances: { 'ml.g6.12xlarge': instances },
    holdings: held === undefined ? [] : [{ counts: held }],
  });
const cellOf = (samples: Samples, start = midnight, seconds = 300): SampledPeriod => ({
  start,
  seconds,
  samples: [samples],
});

const read = async (
  counts: SampledMetric[] | FakeReadCounts,
  cells: SampledPeriod[],
  changes: Partial<ReadRange & { isProven: boolean; accelerators: number | undefined }> = {},
) => {
  const { isProven = true, ...given } = changes;
  const to = at('2026-01-01T00:10:00Z');
  const range = { from: midnight, to, cell: 300, resolution: 60, ...given };
  const source = { pool, hasSeveralTypes: false, accelerators: 4, isProven, ...given };
  const answer = Array.isArray(counts) ? countsOf(counts) : counts;
  return readReserved(cells, range, source, answer);
};

/** Accelerators held by anybody in each slot of some cells; undefined where nothing says so. */
const anybody = (cells: readonly SampledPeriod[]) =>
  cells.map(
    ({ samples }) =>
      [...(samples[0]?.holdings.values() ?? [])].find(({ component }) => component === anyComponent)?.counts,
  );
const components = (cells: readonly SampledPeriod[]) =>
  cells.map(({ samples }) => [...(samples[0]?.holdings.values() ?? [])].map(({ component }) => component));

describe('readReserved', () => {
  it('adds as many accelerators as SageMaker says are reserved', async () => {
    const cells = [cellOf(summed('11111', '11111')), cellOf(summed('22222'), at('2026-01-01T00:05:00Z'))];
    // 75 % of four on one instance, then 50 % of four on each of two.
    const sampled = [reserved(75, '11111'), reserved(50, '.....22222')];
    expect(anybody(await read(sampled, cells))).toEqual([
      [3, 3, 3, 3, 3],
      [4, 4, 4, 4, 4],
    ]);
  });

  it('reads parts as coarse as the sums', async () => {
    const sampled = [reserved(50, '1*10')];
    expect(anybody(await read(sampled, [cellOf(summed([5], [5]))], { resolution: 300 }))).toEqual([[10]]);
  });

  it.each([
    [120, ['111', '111', '111', '111']],
    [180, ['11', '111', '11', '11']],
    [240, ['11', '11', '11', '11']],
  ])('lies in the slots of a publisher every %s s, in every bucket', async (frequency, slots) => {
    const starts = ['00:00', '00:05', '00:10', '00:15'].map((clock) => at(`2026-01-01T${clock}:00Z`));
    const cells = starts.map((start, index) =>
      cellOf(summed(slots[index] ?? '', undefined, frequency), start),
    );
    const found = await read([reserved(50, '1*20', frequency)], cells, { to: at('2026-01-01T00:20:00Z') });
    expect(anybody(found)).toEqual(slots.map((text) => [...text].map(() => 2)));
  });

  it('adds nothing where nothing is reserved and nobody holds any', async () => {
    const cells = [cellOf(summed('11111'))];
    expect(components(await read([], cells))).toEqual([[]]);
    expect(components(await read([reserved(0, '11111')], cells))).toEqual([[]]);
  });

  it('takes all of a bucket for reserved where components hold some and nothing says how many', async () => {
    const cells = [cellOf(summed('11111', '11111')), cellOf(summed('11111'), at('2026-01-01T00:05:00Z'))];
    expect(anybody(await read([], cells))).toEqual([[4, 4, 4, 4, 4], undefined]);
  });

  it('takes all for reserved where CloudWatch would not say', async () => {
    const cells = [cellOf(summed('11111', '11111')), cellOf(summed('22222'), at('2026-01-01T00:05:00Z'))];
    const found = await read(
      countsOf([], () => true),
      cells,
    );
    expect(anybody(found)).toEqual([
      [4, 4, 4, 4, 4],
      [8, 8, 8, 8, 8],
    ]);
  });

  it('takes all for anybody’s where the sums are not proven, whoever they name', async () => {
    const found = await read([reserved(25, '11111')], [cellOf(summed('11111', '11111'))], {
      isProven: false,
    });
    expect(anybody(found)).toEqual([[4, 4, 4, 4, 4]]);
    expect(components(found)).toEqual([[anyComponent]]);
  });

  it('ends as unknown capacity that nobody is charged for by name', async () => {
    const [cell] = await read([reserved(75, '11111')], [cellOf(summed('11111', '11111'))]);
    const samples = cell?.samples ?? [];
    const { allocated, unknown, idle } = attribute({
      period: { start: midnight, seconds: 300 },
      samples,
      lives: observeLives(cell ? [cell] : []),
      unitsPerInstance: 4,
      publishFrequency: 60,
      idleFacts: idleFactsOf({ smallestCopy: 2 }),
    });
    expect({ allocated, unknown, idle }).toEqual({
      allocated: new Map([['a', 300]]),
      unknown: new Map([['unverified', 600]]),
      idle: [{ reason: 'stranded', blocker: 2, unitSeconds: 300 }],
    });
  });

  it('leaves cells without any series as they are', async () => {
    const cells = [{ start: midnight, seconds: 300, samples: [] }];
    expect(await read([], cells)).toEqual(cells);
  });
});
