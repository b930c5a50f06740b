import { describe, expect, it } from 'vitest';
import type { Lifetime } from '#shared/domain/ownLife.ts';
import type { Samples } from '#shared/domain/samples.ts';
import { formatInstant, after as later } from '#shared/domain/time.ts';
import type { FleetStart } from '#shared/metrics/assignInstances.ts';
import { type PoolSeries, sumSeries } from '#shared/metrics/poolSeries.ts';
import type { ReadRange } from '#shared/metrics/readCells.ts';
import { readSamples } from '#shared/metrics/readSamples.ts';
import type { StoredSamples } from '#shared/metrics/readSingles.ts';
import { poolOf } from '#test/builders/bucket.ts';
import { at, samplesOf } from '#test/builders/samples.ts';
import { holdingSeriesOf, instanceSeriesOf, sampledAs } from '#test/builders/series.ts';
import { countsOf, type FakeReadCounts, type SampledMetric } from '#test/fakes/countsOf.ts';

const midnight = at('2026-01-01T00:00:00Z');
const fleetOf = (changes: Partial<FleetStart> = {}): FleetStart => ({
  startedAt: at('2025-12-01T00:00:00Z'),
  publishFrequency: 10,
  isOfPool: true,
  ...changes,
});
const i1 = instanceSeriesOf();
const i2 = instanceSeriesOf('i-2');
const gpu = holdingSeriesOf();
const singles = (...series: (typeof i1 | typeof gpu)[]): PoolSeries => ({
  kind: 'single',
  instances: series.filter((each) => !('component' in each)),
  holdings: series.filter((each) => 'component' in each),
});

type Given = {
  series?: PoolSeries;
  range?: Partial<ReadRange>;
  fleets?: FleetStart[];
  life?: Partial<Lifetime>;
  stored?: StoredSamples;
};

/** Reads two buckets from midnight on of a pool that publishes every ten seconds. */
const read = async (counts: SampledMetric[] | FakeReadCounts, given: Given = {}) => {
  const readCounts = Array.isArray(counts) ? countsOf(counts) : counts;
  const range = { from: midnight, to: at('2026-01-01T00:10:00Z'), cell: 300, resolution: 1, ...given.range };
  const series = given.series ?? singles(i1);
  const fleets = given.fleets ?? [fleetOf()];
  const life = { createdAt: at('2025-12-01T00:00:00Z'), deletedBy: undefined, ...given.life };
  const stored = given.stored ?? new Map();
  const { samples, unread, isMeasured } = await readSamples(
    series,
    range,
    { life, fleets },
    stored,
    readCounts,
  );
  const cells = Object.fromEntries(
    [...samples].map(([start, each]) => [formatInstant(start).slice(11, 16), each.filter(hasAny)]),
  );
  return { cells, unread, isMeasured, calls: readCounts.calls };
};
const hasAny = ({ instances, holdings }: Samples): boolean => instances.size + holdings.size > 0;
const nothingUnread = { instances: [], holdings: [] };

describe('readSamples, of single things', () => {
  it('reads full buckets, and empty ones, by their sums alone', async () => {
    const { cells, unread, calls } = await read([sampledAs(i1, 10, '1*30'), sampledAs(gpu, 10, '1*30')], {
      series: singles(i1, gpu),
    });
    expect(cells).toEqual({
      '00:00': [samplesOf({ instances: { 'i-1': '1*30' }, holdings: [{ counts: '1*30' }] })],
      '00:05': [],
    });
    expect(unread).toEqual(nothingUnread);
    expect(calls.map(({ period }) => period)).toEqual([300]);
  });

  it('reads slot by slot the series and the buckets that are partly filled', async () => {
    const started = `${'.'.repeat(20)}${'1'.repeat(40)}`;
    const { cells, calls } = await read([sampledAs(i1, 10, '1*60'), sampledAs(gpu, 10, started)], {
      series: singles(i1, gpu),
    });
    expect(cells).toEqual({
      '00:00': [
        samplesOf({
          instances: { 'i-1': '1*30' },
          holdings: [{ counts: '....................1111111111' }],
        }),
      ],
      '00:05': [samplesOf({ instances: { 'i-1': '1*30' }, holdings: [{ counts: '1*30' }] })],
    });
    expect(calls.slice(1)).toEqual([
      { metrics: [gpu.metric], from: midnight, to: at('2026-01-01T00:05:00Z'), period: 10 },
    ]);
  });

  it('does not read again slot by slot what has the sum that is stored', async () => {
    const partial = samplesOf({ instances: { 'i-1': '....................1111111111' } });
    const sampled = [sampledAs(i1, 10, '....................1111111111')];
    const { cells, calls } = await read(sampled, { stored: new Map([[midnight, [partial]]]) });
    expect(cells['00:00']).toEqual([partial]);
    expect(calls).toHaveLength(1);
    const grown = await read([sampledAs(i1, 10, '...................11111111111')], {
      stored: new Map([[midnight, [partial]]]),
    });
    expect(grown.cells['00:00']).toEqual([
      samplesOf({ instances: { 'i-1': '...................11111111111' } }),
    ]);
  });

  it('reads slot by slot what is stored as a sum alone, now that its slots may be had', async () => {
    const slots = '..........11111.....1111111111';
    const { cells, calls } = await read([sampledAs(i1, 10, slots)], {
      stored: new Map([[midnight, [samplesOf({ instances: { 'i-1': [15] } })]]]),
    });
    expect(cells['00:00']).toEqual([samplesOf({ instances: { 'i-1': slots } })]);
    expect(calls).toHaveLength(2);
  });

  it('reads minutes where single samples are gone, and nothing finer than five where minutes are', async () => {
    const sampled = [sampledAs(i1, 10, `${'1'.repeat(45)}`)];
    const minutes = await read(sampled, { range: { resolution: 60 } });
    expect(minutes.cells).toEqual({
      '00:00': [samplesOf({ instances: { 'i-1': '1*30' } })],
      '00:05': [samplesOf({ instances: { 'i-1': [6, 6, 3, 0, 0] } })],
    });
    expect(minutes.calls.map(({ period }) => period)).toEqual([300, 60]);
    const fives = await read(sampled, { range: { resolution: 300 } });
    expect(fives.cells).toEqual({
      '00:00': [samplesOf({ instances: { 'i-1': '1*30' } })],
      '00:05': [samplesOf({ instances: { 'i-1': [15] } })],
    });
    expect(fives.calls.map(({ period }) => period)).toEqual([300]);
  });

  it('reads a minute publisher slot by slot from sums of a minute', async () => {
    const { cells } = await read([sampledAs(i1, 60, '.1111111..')], {
      range: { resolution: 60 },
      fleets: [fleetOf({ publishFrequency: 60 })],
    });
    expect(cells).toEqual({
      '00:00': [samplesOf({ publishFrequency: 60, instances: { 'i-1': '.1111' } })],
      '00:05': [samplesOf({ publishFrequency: 60, instances: { 'i-1': '111..' } })],
    });
  });

  it.each([
    [120, { '00:00': '111', '00:05': '111', '00:10': '1..' }],
    [180, { '00:00': '11', '00:05': '111', '00:10': '1.' }],
    [240, { '00:00': '11', '00:05': '11', '00:10': '1.' }],
  ])(
    'loses no second of a sample every %s s that reaches into the next bucket',
    async (frequency, expected) => {
      // The last sample is the one that reaches over 00:10:00.
      const text = '1'.repeat(Math.ceil(600 / frequency) + (600 % frequency === 0 ? 1 : 0));
      const { cells } = await read([sampledAs(i1, frequency, text)], {
        range: { to: at('2026-01-01T00:15:00Z') },
        fleets: [fleetOf({ publishFrequency: frequency })],
      });
      expect(cells).toEqual(
        Object.fromEntries(
          Object.entries(expected).map(([start, counts]) => [
            start,
            [samplesOf({ publishFrequency: frequency, instances: { 'i-1': counts } })],
          ]),
        ),
      );
    },
  );

  it('reads hours where nothing finer divides a bucket', async () => {
    const range = { to: at('2026-01-01T02:00:00Z'), cell: 3_600, resolution: 300 };
    const { cells } = await read([sampledAs(i1, 120, '1*42')], {
      range,
      fleets: [fleetOf({ publishFrequency: 120 })],
    });
    expect(cells).toEqual({
      '00:00': [samplesOf({ publishFrequency: 120, instances: { 'i-1': '1*30' } })],
      '01:00': [samplesOf({ publishFrequency: 120, instances: { 'i-1': [5, 5, 2, 0, 0, 0] } })],
    });
    const hourly = await read([sampledAs(i1, 120, '1*42')], {
      range: { ...range, resolution: 3_600 },
      fleets: [fleetOf({ publishFrequency: 120 })],
    });
    expect(hourly.cells['01:00']).toEqual([samplesOf({ publishFrequency: 120, instances: { 'i-1': [12] } })]);
  });

  it('joins two names of one accelerator, and counts it once', async () => {
    const renamed = holdingSeriesOf({}, 'AcceleratorId');
    const { cells } = await read(
      [
        sampledAs(gpu, 10, `${'1'.repeat(20)}${'.'.repeat(10)}`),
        sampledAs(renamed, 10, `${'.'.repeat(10)}${'1'.repeat(20)}`),
      ],
      { series: singles(gpu, renamed) },
    );
    expect(cells['00:00']).toEqual([samplesOf({ holdings: [{ counts: '1*30' }] })]);
  });
});

describe('readSamples, of what CloudWatch would not give', () => {
  it('tells which series these are', async () => {
    const counts = countsOf([sampledAs(i1, 10, '1*60'), sampledAs(gpu, 10, '1*60')], ({ name }) =>
      name.startsWith('GPU'),
    );
    const { cells, unread } = await read(counts, { series: singles(i1, gpu) });
    expect(cells['00:00']).toEqual([samplesOf({ instances: { 'i-1': '1*30' } })]);
    expect(unread).toEqual({ instances: [], holdings: [{ key: 'i-1|c-1|gpu_0', instance: 'i-1' }] });
  });

  it('keeps the full buckets of a series whose slots it would not give, and the sums of the others', async () => {
    const counts = countsOf([sampledAs(i1, 10, '1*50')], (_, { period }) => period === 10);
    const { cells, unread } = await read(counts);
    expect(cells).toEqual({
      '00:00': [samplesOf({ instances: { 'i-1': '1*30' } })],
      '00:05': [samplesOf({ instances: { 'i-1': [20] } })],
    });
    expect(unread).toEqual({ instances: ['i-1'], holdings: [] });
  });

  it('keeps no sum of a bucket into which a sample before may reach', async () => {
    const counts = countsOf([sampledAs(i1, 120, '11')], (_, { period }) => period === 120);
    const { cells, unread } = await read(counts, { fleets: [fleetOf({ publishFrequency: 120 })] });
    expect(cells).toEqual({ '00:00': [], '00:05': [] });
    expect(unread).toEqual({ instances: ['i-1'], holdings: [] });
  });

  it('takes more samples than there can be for a series that is not known, never for more time', async () => {
    const { cells, unread } = await read([sampledAs(i1, 10, '1*60')], {
      fleets: [fleetOf({ publishFrequency: 60 })],
    });
    expect(cells).toEqual({ '00:00': [], '00:05': [] });
    expect(unread).toEqual({ instances: ['i-1'], holdings: [] });
  });

  it('takes a new instance that could not be read for the newest fleet’s', async () => {
    const unreadable = countsOf([], () => true);
    expect((await read(unreadable)).unread).toEqual({ instances: ['i-1'], holdings: [] });
    const fleets = [fleetOf(), fleetOf({ startedAt: midnight, isOfPool: false })];
    expect((await read(unreadable, { fleets })).unread).toEqual(nothingUnread);
  });
});

describe('readSamples, of samples that came early or late', () => {
  it('takes one sample more than a bucket can have for jitter, and two for what is not known', async () => {
    const over = (extra: number) =>
      read([sampledAs(i1, 10, `${'1'.repeat(29)}${1 + extra}${'.'.repeat(30)}`)]);
    expect(await over(1)).toMatchObject({
      cells: { '00:00': [samplesOf({ instances: { 'i-1': '1*30' } })] },
      unread: nothingUnread,
    });
    expect(await over(2)).toMatchObject({
      cells: { '00:00': [] },
      unread: { instances: ['i-1'], holdings: [] },
    });
  });

  it('puts a sample back that slipped into the slot beside its own', async () => {
    const { cells } = await read([sampledAs(i1, 10, `${'1'.repeat(9)}.211${'1'.repeat(12)}2.1..`)]);
    expect(cells['00:00']).toEqual([samplesOf({ instances: { 'i-1': `${'1'.repeat(28)}..` } })]);
  });

  it('counts no more than one sample a slot where no slot beside it lacks one', async () => {
    const { cells } = await read([sampledAs(i1, 10, `1112111${'.'.repeat(23)}`)]);
    expect(cells['00:00']).toEqual([samplesOf({ instances: { 'i-1': `1111111${'.'.repeat(23)}` } })]);
  });

  it('puts samples back among minutes too, where single samples are gone', async () => {
    const slipped = `${'1'.repeat(11)}2.${'1'.repeat(11)}${'.'.repeat(6)}`;
    const { cells } = await read([sampledAs(i1, 10, slipped)], { range: { resolution: 60 } });
    expect(cells['00:00']).toEqual([samplesOf({ instances: { 'i-1': [6, 6, 6, 6, 0] } })]);
  });

  it('loses none of the samples of two buckets when one slips over the edge between them', async () => {
    const slipped = `${'1'.repeat(29)}2.${'1'.repeat(29)}`;
    const { cells } = await read([sampledAs(i1, 10, slipped)]);
    expect(cells).toEqual({
      '00:00': [samplesOf({ instances: { 'i-1': '1*30' } })],
      '00:05': [samplesOf({ instances: { 'i-1': `.${'1'.repeat(29)}` } })],
    });
  });
});

describe('readSamples, while an endpoint is updated', () => {
  const updatedAt = at('2026-01-01T00:05:00Z');
  const range = { to: at('2026-01-01T00:20:00Z') };
  /** An instance that is there all the time, and one that starts at 00:08:20, three minutes after the update. */
  const blue = (frequency: number) => sampledAs(i1, frequency, `1*${1_200 / frequency}`);
  const green = (frequency: number, startedAt = at('2026-01-01T00:08:20Z')) =>
    sampledAs(i2, frequency, `1*${Math.ceil((range.to - startedAt) / frequency)}`, startedAt);
  const instancesOf = (samples: readonly Samples[]) =>
    samples.map(({ publishFrequency, instances }) => [publishFrequency, ...instances.keys()]);

  it('leaves the instances of another type to their own pool', async () => {
    const counts = [blue(10), green(10)];
    const given = { series: singles(i1, i2), range };
    const ofOld = [fleetOf(), fleetOf({ startedAt: updatedAt, isOfPool: false })];
    const old = await read(counts, { ...given, fleets: ofOld });
    expect(Object.values(old.cells).map(instancesOf)).toEqual([
      [[10, 'i-1']],
      [[10, 'i-1']],
      [[10, 'i-1']],
      [[10, 'i-1']],
    ]);
    const ofNew = [fleetOf({ isOfPool: false }), fleetOf({ startedAt: updatedAt })];
    const fresh = await read(counts, { ...given, fleets: ofNew });
    expect(Object.values(fresh.cells).map(instancesOf)).toEqual([
      [],
      [[10, 'i-2']],
      [[10, 'i-2']],
      [[10, 'i-2']],
    ]);
  });

  it.each([
    [60, 10],
    [10, 60],
  ])('reads both fleets at their own frequency when it changes from %s s to %s s', async (from, to) => {
    const fleets = [
      fleetOf({ publishFrequency: from }),
      fleetOf({ publishFrequency: to, startedAt: updatedAt }),
    ];
    const startedAt = at('2026-01-01T00:08:00Z');
    const { cells, unread } = await read([blue(from), green(to, startedAt)], {
      series: singles(i1, i2),
      range,
      fleets,
    });
    const full = (frequency: number) => `1*${300 / frequency}`;
    const whole = [
      samplesOf({ publishFrequency: from, instances: { 'i-1': full(from) } }),
      samplesOf({ publishFrequency: to, instances: { 'i-2': full(to) } }),
    ];
    expect(cells['00:00']).toEqual(whole.slice(0, 1));
    expect(cells['00:10']).toEqual(whole);
    expect(cells['00:15']).toEqual(whole);
    const begun = to === 60 ? '...11' : `${'.'.repeat(18)}${'1'.repeat(12)}`;
    expect(cells['00:05']?.[1]).toEqual(samplesOf({ publishFrequency: to, instances: { 'i-2': begun } }));
    expect(unread).toEqual(nothingUnread);
  });

  it('lets an instance that is known stay with its pool and frequency', async () => {
    const stored = new Map([
      [later(midnight, -300), [samplesOf({ publishFrequency: 60, instances: { 'i-1': '11111' } })]],
    ]);
    const fleets = [
      fleetOf({ publishFrequency: 60 }),
      fleetOf({ startedAt: later(midnight, -3_600), isOfPool: false }),
    ];
    const { cells } = await read([sampledAs(i1, 60, '1*10')], { stored, fleets });
    expect(cells['00:00']).toEqual([samplesOf({ publishFrequency: 60, instances: { 'i-1': '11111' } })]);
  });

  it('gives what is held on an instance to that instance’s pool', async () => {
    const held = holdingSeriesOf({ instance: 'i-2', container: 'c-2' });
    const fleets = [fleetOf(), fleetOf({ startedAt: updatedAt, isOfPool: false })];
    const heldLate = { ...green(10), metric: held.metric };
    const { cells } = await read([blue(10), green(10), heldLate], {
      series: singles(i1, i2, held),
      range,
      fleets,
    });
    expect(cells['00:15']).toEqual([samplesOf({ instances: { 'i-1': '1*30' } })]);
  });
});

describe('readSamples, of sums', () => {
  const series = sumSeries(poolOf(), true, ['a']);
  const [instances] = series.instances;
  const [held] = series.holdings;
  const sampled = instances && held ? [sampledAs(instances, 10, '2*60'), sampledAs(held, 10, '3*60')] : [];

  it('reads every slot, which may hold any number of samples', async () => {
    const { cells, calls } = await read(sampled, { series });
    const whole = samplesOf({
      kind: 'summed',
      instances: { 'ml.g6.12xlarge': '2*30' },
      holdings: [{ counts: '3*30' }],
    });
    expect(cells).toEqual({ '00:00': [whole], '00:05': [whole] });
    expect(calls.map(({ period }) => period)).toEqual([10]);
  });

  it('reads them in the parts that CloudWatch still has', async () => {
    const at60 = await read(sampled, { series, range: { resolution: 60 } });
    expect(at60.cells['00:00']?.[0]?.instances.get('ml.g6.12xlarge')).toEqual([12, 12, 12, 12, 12]);
    const at300 = await read(sampled, { series, range: { resolution: 300 } });
    expect(at300.cells['00:00']?.[0]?.instances.get('ml.g6.12xlarge')).toEqual([60]);
  });

  it('leaves any number of samples in a slot: they are of several things', async () => {
    const given = instances ? [sampledAs(instances, 10, `${'2'.repeat(14)}4.${'2'.repeat(14)}`)] : [];
    const { cells } = await read(given, { series });
    expect(cells['00:00']?.[0]?.instances.get('ml.g6.12xlarge')?.slice(13, 17)).toEqual([2, 4, 0, 2]);
  });

  const startOf = (bucket: string) => at(`2026-01-01T${bucket}:00Z`);
  /** Two instances that publish in turn every so many seconds, from those buckets on, to 00:15. */
  const readTurns = async (turns: readonly (readonly [string, number])[]) => {
    const begins = turns.map(([bucket]) => startOf(bucket));
    const counts = turns.flatMap(([bucket, frequency], index) => {
      const seconds = (begins[index + 1] ?? startOf('00:15')) - startOf(bucket);
      return instances ? [sampledAs(instances, frequency, `2*${seconds / frequency}`, startOf(bucket))] : [];
    });
    const fleets = turns.map(([, publishFrequency], index) =>
      fleetOf({ publishFrequency, ...(index > 0 && { startedAt: begins[index] }) }),
    );
    const { cells } = await read(counts, { series, fleets, range: { to: startOf('00:15') } });
    return Object.values(cells);
  };
  const ten = [samplesOf({ kind: 'summed', instances: { 'ml.g6.12xlarge': '2*30' } })];
  const sixty = [samplesOf({ kind: 'summed', publishFrequency: 60, instances: { 'ml.g6.12xlarge': '2*5' } })];

  it('reads each bucket at the frequency of the fleet in force', async () => {
    expect(
      await readTurns([
        ['00:00', 10],
        ['00:05', 60],
      ]),
    ).toEqual([ten, sixty, sixty]);
    expect(
      await readTurns([
        ['00:00', 60],
        ['00:10', 10],
      ]),
    ).toEqual([sixty, sixty, ten]);
  });

  it('does not read a bucket at the frequency of the fleets before and after it', async () => {
    expect(
      await readTurns([
        ['00:00', 60],
        ['00:05', 10],
        ['00:10', 60],
      ]),
    ).toEqual([sixty, ten, sixty]);
  });

  it('tells which sums CloudWatch would not give', async () => {
    const counts = countsOf(sampled, ({ name }) => name === 'CPUUtilization');
    const { unread } = await read(counts, { series });
    expect(unread).toEqual({ instances: ['ml.g6.12xlarge'], holdings: [] });
  });
});

describe('readSamples, of what held accelerators did', () => {
  const half = (sampled: SampledMetric): SampledMetric => ({ ...sampled, value: 50.125 });

  it('reads it by bucket, in the call that counts the samples, beside the metric that it is of', async () => {
    const started = `${'.'.repeat(20)}${'1'.repeat(40)}`;
    const { cells, isMeasured, calls } = await read(
      [sampledAs(i1, 10, '1*60'), half(sampledAs(gpu, 10, started))],
      { series: singles(i1, gpu) },
    );
    expect(Object.values(cells).map(([samples]) => [...(samples?.holdings.values() ?? [])][0]?.load)).toEqual(
      [
        { samples: 10, sum: 50_125 },
        { samples: 30, sum: 150_375 },
      ],
    );
    expect(isMeasured).toBe(true);
    expect(calls[0]?.metrics).toEqual([i1.metric, gpu.metric, { ...gpu.metric, statistic: 'Sum' }]);
    expect(calls.slice(1).flatMap(({ metrics }) => metrics)).toEqual([gpu.metric]);
  });

  it('reads that of a pool’s sums in the same parts as their counts', async () => {
    const series = sumSeries(poolOf(), false, ['a']);
    const [sum] = series.holdings;
    const held = sum === undefined ? [] : [half(sampledAs(sum, 120, '33333'))];
    const fleets = [fleetOf({ publishFrequency: 120 })];
    const { cells, calls } = await read(held, { series, fleets });
    // Samples at 00:00, 00:02 and 00:04, at 00:06 and 00:08: that of 00:04 reaches into the second bucket.
    expect(Object.values(cells).map(([samples]) => [...(samples?.holdings.values() ?? [])][0])).toMatchObject(
      [
        { counts: [3, 3, 3], load: { samples: 9, sum: 45_113 } },
        { counts: [3, 3, 3], load: { samples: 6, sum: 30_075 } },
      ],
    );
    expect(calls).toHaveLength(1);
  });

  it('joins what two names of one accelerator say, and counts it once', async () => {
    const other = holdingSeriesOf({}, 'AcceleratorId');
    const sampled = [half(sampledAs(gpu, 10, '1*30')), half(sampledAs(other, 10, '1*20'))];
    const { cells } = await read(sampled, { series: singles(gpu, other) });
    expect([...(cells['00:00']?.[0]?.holdings.values() ?? [])]).toMatchObject([
      { load: { samples: 30, sum: 150_375 } },
    ]);
  });

  it('tells that CloudWatch would not say it, and keeps the samples', async () => {
    const { cells, unread, isMeasured } = await read([sampledAs(gpu, 10, '1*30')], { series: singles(gpu) });
    expect({ isMeasured, unread }).toEqual({ isMeasured: false, unread: nothingUnread });
    expect(cells['00:00']).toEqual([samplesOf({ holdings: [{ counts: '1*30' }] })]);
  });
});
