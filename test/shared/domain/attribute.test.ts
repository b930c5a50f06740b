import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Attribution, attribute } from '#shared/domain/attribute.ts';
import type { Described } from '#shared/domain/bucket.ts';
import { type Lives, observeLives, type SampledPeriod } from '#shared/domain/lives.ts';
import { presumeUnread, type Unread } from '#shared/domain/presumeLives.ts';
import { anyComponent, type Samples } from '#shared/domain/samples.ts';
import { bucketAt } from '#shared/domain/slots.ts';
import { idleFactsOf } from '#test/builders/idleFacts.ts';
import { at, coarsened, samplesOf } from '#test/builders/samples.ts';

const before = bucketAt(at('2026-01-01T00:00:00Z'));
const bucket = bucketAt(at('2026-01-01T00:05:00Z'));
const next = bucketAt(at('2026-01-01T00:10:00Z'));
const nothing: Unread = { instances: [], holdings: [] };

type Given = {
  unitsPerInstance?: number | undefined;
  neighbours?: SampledPeriod[];
  unread?: Partial<Unread>;
  described?: Described;
  publishFrequency?: number;
  lives?: Lives;
};

const secondsOf = (rows: Attribution['idle']): number =>
  rows.reduce((sum, { unitSeconds }) => sum + unitSeconds, 0);

/** Splits what was sampled from 00:05 to 00:10 on instances of four accelerators. */
const split = (samples: Samples | Samples[], given: Given = {}) => {
  const all = [samples].flat();
  const lives = observeLives([{ ...bucket, samples: all }, ...(given.neighbours ?? [])]);
  const {
    allocated,
    idle,
    unknown,
    usage: _,
    ...rest
  } = attribute({
    period: bucket,
    samples: all,
    lives: presumeUnread(lives, { ...nothing, ...given.unread }, next.start),
    unitsPerInstance: 4,
    publishFrequency: all[0]?.publishFrequency ?? 60,
    idleFacts: idleFactsOf(),
    ...given,
  });
  return {
    ...rest,
    allocated: Object.fromEntries(allocated),
    idle: secondsOf(idle),
    unknown: Object.fromEntries(unknown),
  };
};

const described = (instances: number, units: Record<string, number> = {}): Described => ({
  instances,
  units: new Map(Object.entries(units)),
});

describe('attribute', () => {
  it("splits the AWS post's instances: four GPUs to one component, two to another, two idle", () => {
    const samples = samplesOf({
      instances: { 'i-1': '1*30', 'i-2': '1*30' },
      holdings: [
        ...['gpu_0', 'gpu_1', 'gpu_2', 'gpu_3'].map((accelerator) => ({ accelerator, counts: '1*30' })),
        { component: 'b', instance: 'i-2', container: 'c-2', counts: '1*30' },
        { component: 'b', instance: 'i-2', container: 'c-3', accelerator: 'gpu_1', counts: '1*30' },
      ],
    });
    expect(split(samples)).toEqual({
      instanceSeconds: 600,
      unitSeconds: 2_400,
      allocated: { a: 1_200, b: 600 },
      idle: 600,
      unknown: {},
      overcounted: false,
    });
  });

  it("counts a hole inside an accelerator's series as unknown, and what is outside it as idle", () => {
    const samples = samplesOf({
      publishFrequency: 60,
      instances: { 'i-1': '11111' },
      holdings: [{ counts: '.1.1.' }],
    });
    expect(split(samples, { unitsPerInstance: 1 })).toMatchObject({
      allocated: { a: 120 },
      unknown: { hole: 60 },
      idle: 120,
      unitSeconds: 300,
    });
  });

  it("counts a hole inside an instance's series as unknown capacity, and nothing outside it", () => {
    const samples = samplesOf({ publishFrequency: 60, instances: { 'i-1': '.1.1.' } });
    expect(split(samples)).toMatchObject({
      instanceSeconds: 180,
      unitSeconds: 720,
      idle: 480,
      unknown: { hole: 240 },
    });
  });

  it('sees a hole that reaches over the edges of the bucket by what its neighbours hold', () => {
    const full = samplesOf({
      publishFrequency: 60,
      instances: { 'i-1': '11111' },
      holdings: [{ counts: '11111' }],
    });
    const neighbours = [before, next].map((period) => ({ ...period, samples: [full] }));
    expect(split([], { neighbours })).toMatchObject({
      unitSeconds: 1_200,
      unknown: { hole: 1_200 },
      idle: 0,
      allocated: {},
    });
    expect(split([], { neighbours: neighbours.slice(0, 1) })).toMatchObject({ unitSeconds: 0, unknown: {} });
  });

  it("lets an accelerator's sample vouch for its instance, and leaves the rest of that instance unknown", () => {
    const samples = samplesOf({
      publishFrequency: 60,
      instances: { 'i-1': '1111.' },
      holdings: [{ counts: '11111' }],
    });
    expect(split(samples)).toMatchObject({
      unitSeconds: 1_200,
      allocated: { a: 300 },
      idle: 720,
      unknown: { hole: 180 },
      overcounted: false,
    });
  });

  it('scales components down to capacity when more is counted than there is, on that instance alone', () => {
    const samples = samplesOf({
      publishFrequency: 300,
      instances: { 'i-1': '1', 'i-2': '1' },
      holdings: [
        { component: 'a', accelerator: 'gpu_0', counts: '1' },
        { component: 'b', container: 'c-2', accelerator: 'gpu_0', counts: '1' },
        { component: 'c', container: 'c-3', accelerator: 'gpu_0', counts: '1' },
        { component: 'c', instance: 'i-2', container: 'c-4', accelerator: 'gpu_0', counts: '1' },
      ],
    });
    expect(split(samples, { unitsPerInstance: 2 })).toEqual({
      instanceSeconds: 600,
      unitSeconds: 1_200,
      allocated: { a: 200, b: 200, c: 500 },
      idle: 300,
      unknown: {},
      overcounted: true,
    });
  });

  it('gives seconds that do not divide to the first names, in whatever order they were read', () => {
    const holdings = ['c', 'b', 'a'].map((component) => ({ component, container: component, counts: '1' }));
    const given = { publishFrequency: 10, instances: { 'i-1': '1.............................' } };
    const sliver = (order: typeof holdings) =>
      samplesOf({ ...given, holdings: order.map((each) => ({ ...each, counts: `1${'.'.repeat(29)}` })) });
    for (const order of [holdings, holdings.toReversed()]) {
      expect(split(sliver(order), { unitsPerInstance: 1 }).allocated).toEqual({ a: 4, b: 3, c: 3 });
    }
  });

  it('cuts samples at the edges of the bucket when the frequency does not divide it', () => {
    // Slots of 00:05 at 120 s: 00:04 (60 s of it here), 00:06, 00:08.
    const samples = samplesOf({
      publishFrequency: 120,
      instances: { 'i-1': '111' },
      holdings: [{ counts: '11.' }],
    });
    expect(split(samples, { unitsPerInstance: 1 })).toMatchObject({
      unitSeconds: 300,
      allocated: { a: 180 },
      idle: 120,
    });
  });

  it('keeps what is held when nobody knows how many accelerators an instance has', () => {
    const samples = samplesOf({
      publishFrequency: 60,
      instances: { 'i-1': '11111' },
      holdings: [{ counts: '1.111' }],
    });
    expect(split(samples, { unitsPerInstance: undefined })).toEqual({
      instanceSeconds: 300,
      unitSeconds: 300,
      allocated: { a: 240 },
      unknown: { hole: 60 },
      idle: 0,
      overcounted: false,
    });
  });

  it('splits an hour as it does a bucket', () => {
    const hour = { start: at('2026-01-01T00:00:00Z'), seconds: 3_600 };
    const samples = [
      samplesOf({ publishFrequency: 120, instances: { 'i-1': '5*6' }, holdings: [{ counts: '..5552' }] }),
    ];
    const lives = observeLives([{ ...hour, samples }]);
    const given = {
      period: hour,
      samples,
      lives,
      unitsPerInstance: 2,
      publishFrequency: 120,
      idleFacts: idleFactsOf(),
    };
    expect(attribute(given)).toMatchObject({
      unitSeconds: 7_200,
      allocated: new Map([['a', 2_040]]),
      idle: [
        { reason: 'empty', unitSeconds: 2_400 },
        { reason: 'unplaced', unitSeconds: 2_760 },
      ],
    });
  });
});

describe('attribute, from coarse counts', () => {
  const hosted = (instance: string, held: string) =>
    samplesOf({ instances: { 'i-1': instance }, holdings: [{ counts: held }] });
  const full = '1*30';
  const tails = '.............11111111111111111';
  const heads = '11111111.....................';

  it.each([
    [
      'full series',
      hosted(full, full),
      { unitSeconds: 1_200, allocated: { a: 300 }, idle: 900, unknown: {} },
    ],
    [
      'series that start inside a part',
      hosted(tails, tails),
      { unitSeconds: 680, allocated: { a: 170 }, idle: 510, unknown: {} },
    ],
    [
      'series that end inside a part',
      hosted(`${heads}.`, `${heads}.`),
      { unitSeconds: 320, allocated: { a: 80 }, idle: 240, unknown: {} },
    ],
    [
      'a copy that comes late to its instance',
      hosted(full, tails),
      { unitSeconds: 1_200, allocated: { a: 170 }, idle: 1_030, unknown: {} },
    ],
  ])('counts what it does slot by slot: %s', (_, samples, expected) => {
    for (const length of [30, 5, 1]) expect(split(coarsened(samples, length))).toMatchObject(expected);
  });

  it('counts a hole in the middle as unknown, as it does slot by slot', () => {
    const samples = hosted('1111111111111....1111111111111', full);
    const neighbours = [before, next].map((period) => ({ ...period, samples: [hosted(full, full)] }));
    const holed = { unitSeconds: 1_200, allocated: { a: 300 }, idle: 780, unknown: { hole: 120 } };
    expect(split(samples, { neighbours })).toMatchObject(holed);
    expect(split(coarsened(samples, 5), { neighbours })).toMatchObject(holed);
    expect(split(coarsened(samples, 1), { neighbours })).toMatchObject(holed);
  });

  it('counts a hole of a held accelerator as unknown, as it does slot by slot', () => {
    const samples = hosted(full, '1111111111111....1111111111111');
    for (const length of [30, 5]) {
      expect(split(coarsened(samples, length))).toMatchObject({
        unitSeconds: 1_200,
        allocated: { a: 260 },
        unknown: { hole: 40 },
      });
    }
  });

  it('takes one series in coarse parts for a reason to compare all of its instance in them', () => {
    const { instances } = hosted(full, full);
    const samples = { ...samplesOf({ holdings: [{ counts: [6, 6, 6, 2, 0] }] }), instances };
    expect(split(samples)).toMatchObject({ unitSeconds: 1_200, allocated: { a: 200 }, idle: 1_000 });
  });

  /** Instances that live once, and what is held on them for a part of that time, in samples of three buckets. */
  const history = fc.constantFrom(10, 30, 60).chain((frequency) => {
    const slots = 900 / frequency;
    const span = fc
      .tuple(fc.nat(slots), fc.nat(slots))
      .map(([a, b]): [number, number] => [Math.min(a, b), Math.max(a, b)]);
    const instance = fc.record({ span, held: fc.array(span, { maxLength: 4 }) });
    return fc.record({ frequency: fc.constant(frequency), instances: fc.array(instance, { maxLength: 3 }) });
  });

  it('gives what single samples give, for any lives without a hole, at 10, 30 and 60 s', () => {
    fc.assert(
      fc.property(history, ({ frequency, instances }) => {
        const perBucket = 300 / frequency;
        const lived = (place: number, [from, to]: [number, number]) =>
          Array.from({ length: perBucket }, (_, slot) => {
            const time = place * perBucket + slot;
            return time >= from && time < to ? 1 : 0;
          });
        const periods = (length: number) =>
          [before, bucket, next].map((period, place): SampledPeriod => {
            const samples = samplesOf({
              publishFrequency: frequency,
              instances: Object.fromEntries(
                instances.map(({ span }, index) => [`i-${index}`, lived(place, span)]),
              ),
              holdings: instances.flatMap(({ span, held }, index) =>
                held.map(([from, to], gpu) => ({
                  component: `of-${gpu % 2}`,
                  instance: `i-${index}`,
                  container: `c-${gpu}`,
                  counts: lived(place, [Math.max(from, span[0]), Math.min(to, span[1])]),
                })),
              ),
            });
            return { ...period, samples: [coarsened(samples, length)] };
          });
        const splitAll = (length: number) => {
          const all = periods(length);
          const lives = observeLives(all);
          return all.map(({ samples, ...period }) => {
            const given = { period, samples, lives, unitsPerInstance: 4, publishFrequency: frequency };
            const { idle, ...rest } = attribute({ ...given, idleFacts: idleFactsOf() });
            // Why it is idle is told by count.
            return { ...rest, idle: secondsOf(idle) };
          });
        };
        const bySlot = splitAll(perBucket);
        expect(splitAll(5)).toEqual(bySlot);
        expect(splitAll(1)).toEqual(bySlot);
      }),
    );
  });
});

describe('attribute, of what could not be read', () => {
  const early = { ...before, samples: [samplesOf({ publishFrequency: 60, instances: { 'i-1': '11111' } })] };

  it('keeps an instance whose samples CloudWatch would not give as unknown', () => {
    expect(split([], { neighbours: [early], unread: { instances: ['i-1'] } })).toMatchObject({
      instanceSeconds: 300,
      unitSeconds: 1_200,
      unknown: { unread: 1_200 },
      idle: 0,
    });
  });

  it('keeps an accelerator whose samples CloudWatch would not give, beside idle ones', () => {
    const samples = samplesOf({ publishFrequency: 60, instances: { 'i-1': '11111' } });
    const unread = { holdings: [{ key: 'i-1|c-1|gpu_0', instance: 'i-1' }] };
    expect(split(samples, { unread })).toMatchObject({
      unitSeconds: 1_200,
      unknown: { unread: 300 },
      idle: 900,
    });
  });

  it('presumes an instance that was never read for this bucket', () => {
    expect(split([], { unread: { instances: ['i-7'] } })).toMatchObject({
      unitSeconds: 1_200,
      unknown: { unread: 1_200 },
    });
  });
});

describe('attribute, of several sets of series', () => {
  it('adds the fleets of a deployment, each at its own publish frequency', () => {
    const blue = samplesOf({
      publishFrequency: 60,
      instances: { 'i-1': '11111' },
      holdings: [{ counts: '11111' }],
    });
    const green = samplesOf({
      publishFrequency: 10,
      instances: { 'i-2': '....................1111111111' },
      holdings: [{ instance: 'i-2', container: 'c-2', counts: '.........................11111' }],
    });
    expect(split([green, blue])).toMatchObject({
      instanceSeconds: 400,
      unitSeconds: 1_600,
      allocated: { a: 350 },
      idle: 1_250,
      unknown: {},
    });
  });

  it('counts an instance that stands under two frequencies once, where more of its time is vouched for', () => {
    const right = samplesOf({
      publishFrequency: 60,
      instances: { 'i-1': '11111' },
      holdings: [{ counts: '11111' }],
    });
    const wrong = samplesOf({
      publishFrequency: 10,
      instances: { 'i-1': '1.....1.....1.....1.....1.....' },
      holdings: [{ counts: '1.....1.....1.....1.....1.....' }],
    });
    const once = { instanceSeconds: 300, unitSeconds: 1_200, allocated: { a: 300 }, idle: 900, unknown: {} };
    expect(split([wrong, right])).toMatchObject(once);
    expect(split([right, wrong])).toMatchObject(once);
  });

  it('counts the singles or the sums of a bucket, never both', () => {
    const singles = samplesOf({
      instances: { 'i-1': '1*30', 'i-2': '1*30' },
      holdings: [{ counts: '1*30' }, { instance: 'i-2', counts: '1*30' }],
    });
    const sums = samplesOf({
      kind: 'summed',
      instances: { 'ml.g6.12xlarge': '2*30' },
      holdings: [{ counts: '2*30' }],
    });
    const once = {
      instanceSeconds: 600,
      unitSeconds: 2_400,
      allocated: { a: 600 },
      idle: 1_800,
      unknown: {},
    };
    expect(split([singles, sums])).toMatchObject(once);
    expect(split([singles])).toMatchObject(once);
    expect(split([sums])).toMatchObject(once);
  });

  it('takes the sums where the singles show less', () => {
    const singles = samplesOf({ instances: { 'i-1': '1*30' } });
    const sums = samplesOf({
      kind: 'summed',
      instances: { 'ml.g6.12xlarge': '2*30' },
      holdings: [{ counts: '3*30' }],
    });
    expect(split([singles, sums])).toMatchObject({
      unitSeconds: 2_400,
      allocated: { a: 900 },
      idle: 1_500,
      unknown: {},
    });
  });

  it('has no hole of a single instance where sums were read instead', () => {
    const singles = [before, next].map((period) => {
      return { ...period, samples: [samplesOf({ instances: { 'i-1': '1*30' } })] };
    });
    const sums = samplesOf({ kind: 'summed', instances: { 'ml.g6.12xlarge': '1*30' } });
    expect(split(sums, { neighbours: singles })).toMatchObject({
      unitSeconds: 1_200,
      idle: 1_200,
      unknown: {},
    });
  });
});

describe('attribute, from sums', () => {
  const sums = (instances: string, held: string) =>
    samplesOf({
      kind: 'summed',
      publishFrequency: 60,
      instances: { 'ml.g6.12xlarge': instances },
      holdings: [{ counts: held }],
    });

  it('follows a sum up and down without taking a step down for a hole', () => {
    expect(split(sums('13221', '48844'))).toMatchObject({
      instanceSeconds: 540,
      unitSeconds: 2_160,
      allocated: { a: 1_680 },
      idle: 480,
      unknown: {},
    });
  });

  it('takes the width of a later time for no sign of instances at an earlier one', () => {
    const later = { ...next, samples: [sums('33333', '33333')] };
    expect(split(sums('11111', '11111'), { neighbours: [later] })).toMatchObject({
      instanceSeconds: 300,
      unitSeconds: 1_200,
      allocated: { a: 300 },
      idle: 900,
      unknown: {},
    });
  });

  it('lets held accelerators vouch for as many instances as they need where the instances have no sample', () => {
    expect(split(sums('22..2', '55555'))).toMatchObject({
      instanceSeconds: 600,
      unitSeconds: 2_400,
      allocated: { a: 1_500 },
      idle: 540,
      unknown: { hole: 360 },
    });
  });

  it('keeps a sum that CloudWatch would not give at its last width, unknown', () => {
    const early = { ...before, samples: [sums('23333', '23333')] };
    const unread = { instances: ['ml.g6.12xlarge'] };
    expect(split([], { neighbours: [early], unread })).toMatchObject({
      instanceSeconds: 900,
      unitSeconds: 3_600,
      unknown: { unread: 3_600 },
    });
  });
});

describe('attribute, of one instance', () => {
  it('says that more was counted than there is, and only then, and has no idle beside it', () => {
    const counts = fc.array(fc.constantFrom(0, 1, 1, 2, 3), { minLength: 5, maxLength: 5 });
    const holdings = fc.array(counts, { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(counts, holdings, fc.constantFrom(1, 2, 3), (own, held, unitsPerInstance) => {
        const samples = samplesOf({
          publishFrequency: 60,
          instances: { 'i-1': own },
          holdings: held.map((each, index) => ({
            component: `of-${index}`,
            container: `c-${index}`,
            counts: each,
          })),
        });
        const { unitSeconds, allocated, idle, overcounted } = split(samples, { unitsPerInstance });
        const counted = held.flat().reduce((sum: number, count) => sum + count * 60, 0);
        expect(overcounted).toBe(counted > unitSeconds);
        const allocatedSeconds = Object.values(allocated).reduce((sum, seconds) => sum + seconds, 0);
        expect(allocatedSeconds).toBe(Math.min(counted, unitSeconds));
        if (overcounted) expect(idle).toBe(0);
      }),
    );
  });
});

describe('attribute, of what SageMaker describes', () => {
  const samples = samplesOf({
    publishFrequency: 60,
    instances: { 'i-1': '11111' },
    holdings: [{ counts: '11111' }],
  });

  it('keeps instances that never had a sample as unknown', () => {
    expect(split([], { described: described(2) })).toEqual({
      instanceSeconds: 600,
      unitSeconds: 2_400,
      allocated: {},
      idle: 0,
      unknown: { unsampled: 2_400 },
      overcounted: false,
    });
    expect(split(samples, { described: described(2) })).toMatchObject({
      unitSeconds: 2_400,
      allocated: { a: 300 },
      idle: 900,
      unknown: { unsampled: 1_200 },
    });
  });

  it('keeps the accelerators of a copy that never had a sample as unknown and not as idle', () => {
    expect(split(samples, { described: described(1, { a: 2, b: 1 }) })).toMatchObject({
      unitSeconds: 1_200,
      allocated: { a: 300 },
      idle: 300,
      unknown: { unsampled: 600 },
    });
  });

  it('counts a copy on an instance that is unknown already only once', () => {
    expect(split([], { described: described(1, { a: 2 }) })).toMatchObject({
      unitSeconds: 1_200,
      idle: 0,
      unknown: { unsampled: 1_200 },
    });
    const holed = samplesOf({
      publishFrequency: 60,
      instances: { 'i-1': '11111' },
      holdings: [{ counts: '1..11' }],
    });
    expect(split(holed, { described: described(1, { a: 1 }) })).toMatchObject({
      allocated: { a: 180 },
      unknown: { hole: 120 },
      idle: 900,
    });
  });

  it('calls no more unknown than there is', () => {
    expect(split(samples, { described: described(1, { a: 9 }) })).toMatchObject({
      unitSeconds: 1_200,
      allocated: { a: 300 },
      idle: 0,
      unknown: { unsampled: 900 },
    });
  });

  it('says nothing more once samples show as much', () => {
    expect(split(samples, { described: described(1, { a: 1 }) })).toEqual(split(samples));
  });

  it('knows instances but no capacity when nobody knows their accelerators', () => {
    expect(split([], { described: described(2), unitsPerInstance: undefined })).toMatchObject({
      instanceSeconds: 600,
      unitSeconds: 0,
      unknown: {},
    });
  });
});

describe('attribute, of reserved accelerators', () => {
  const reserved = (counts: string, named: string) =>
    samplesOf({
      kind: 'summed',
      publishFrequency: 60,
      instances: { 'ml.g6.12xlarge': '11111' },
      holdings: [{ counts: named }, { component: anyComponent, container: '*', counts }],
    });

  it('counts those that no component names as unknown and not as idle', () => {
    expect(split(reserved('33333', '11111'))).toMatchObject({
      unitSeconds: 1_200,
      allocated: { a: 300 },
      unknown: { unverified: 600 },
      idle: 300,
    });
  });

  it('says nothing more where components name all of them', () => {
    expect(split(reserved('.1111', '11111'))).toMatchObject({
      allocated: { a: 300 },
      unknown: {},
      idle: 900,
    });
  });

  it('never shows them as a component', () => {
    expect(Object.keys(split(reserved('44444', '.....')).allocated)).toEqual([]);
  });
});

describe('attribute, whatever it is given', () => {
  const slots = fc.constantFrom(0, 0, 1, 1, 1, 1, 1, 2, 5);
  const countsAt = (frequency: number) =>
    fc
      .constantFrom(...(frequency === 120 ? [3] : [300 / frequency, 1]))
      .chain((length) => fc.array(slots, { minLength: length, maxLength: length }));
  const anySamples = fc
    .record({
      kind: fc.constantFrom('single' as const, 'summed' as const),
      frequency: fc.constantFrom(30, 60, 120),
    })
    .chain(({ kind, frequency }) => {
      const name = fc.constantFrom('i-1', 'i-2', '__proto__');
      return fc
        .record({
          instances: fc.array(fc.tuple(name, countsAt(frequency)), { maxLength: 3 }),
          holdings: fc.array(
            fc.record({
              component: fc.constantFrom('a', 'b', '__proto__', anyComponent),
              instance: name,
              container: fc.constantFrom('c-1', 'c-2', 'c-3'),
              accelerator: fc.constantFrom('gpu_0', 'gpu_1'),
              counts: countsAt(frequency),
            }),
            { maxLength: 8 },
          ),
        })
        .map(({ instances, holdings }) =>
          samplesOf({
            kind,
            publishFrequency: frequency,
            instances: Object.fromEntries(instances),
            holdings,
          }),
        );
    });
  const anyDescribed = fc.option(
    fc
      .record({ instances: fc.nat(3), copies: fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.nat(9))) })
      .map(({ instances, copies }): Described => ({ instances, units: new Map(copies) })),
    { nil: undefined },
  );
  const anyUnread = fc.record({
    instances: fc.subarray(['i-1', 'i-2', 'i-3']),
    holdings: fc.subarray([
      { key: 'i-1|c-1|gpu_0', instance: 'i-1' },
      { key: 'i-2|c-9|gpu_0', instance: 'i-2' },
    ]),
  });

  it('adds up, with no row below nothing', () => {
    const input = fc.record({
      periods: fc.tuple(...[before, bucket, next].map(() => fc.array(anySamples, { maxLength: 3 }))),
      unitsPerInstance: fc.constantFrom(undefined, 1, 2, 4, 7),
      unread: anyUnread,
      described: anyDescribed,
      idleFacts: fc.constantFrom(
        idleFactsOf(),
        idleFactsOf({ smallestCopy: 2, newFrom: before.start }),
        idleFactsOf({ deploying: [{ from: before.start, to: undefined }] }),
      ),
    });
    fc.assert(
      fc.property(input, ({ periods, unitsPerInstance, unread, described: capacity, idleFacts }) => {
        // At 120 s the buckets of 00:00 and 00:10 have three slots too, the last one cut.
        const all = [before, bucket, next].map((period, index) => ({
          ...period,
          samples: periods[index] ?? [],
        }));
        const lives = presumeUnread(observeLives(all), unread, next.start);
        const { instanceSeconds, unitSeconds, allocated, idle, unknown } = attribute({
          period: bucket,
          samples: periods[1] ?? [],
          lives,
          unitsPerInstance,
          publishFrequency: 60,
          described: capacity,
          idleFacts,
        });
        const rows = [...allocated.values(), ...idle.map((row) => row.unitSeconds), ...unknown.values()];
        expect(rows.every((seconds) => Number.isInteger(seconds) && seconds > 0)).toBe(true);
        expect(rows.reduce((sum, seconds) => sum + seconds, 0)).toBe(unitSeconds);
        if (unitsPerInstance !== undefined) expect(unitSeconds).toBe(instanceSeconds * unitsPerInstance);
        expect(allocated.has(anyComponent)).toBe(false);
      }),
      { numRuns: 500 },
    );
  });
});
