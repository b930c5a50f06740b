import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Bucket } from '#shared/domain/bucket.ts';
import { buildDetail } from '#shared/domain/buildDetail.ts';
import { unowned } from '#shared/domain/owner.ts';
import { instant } from '#shared/domain/time.ts';
import { anyBucket } from '#test/builders/anyBucket.ts';
import { bucketOf, heldOf, idleOf } from '#test/builders/bucket.ts';
import { at, counts, samplesOf } from '#test/builders/samples.ts';

const hour = at('2026-01-01T00:00:00Z');
const rowOf = (component: string, unitSeconds: number) => ({
  ...unowned,
  component,
  model: undefined,
  shared: undefined,
  ...heldOf(unitSeconds),
});

/** One value in each of the hour's twelve buckets, undefined but where said. */
const inBuckets = (filled: Record<number, string>) =>
  Array.from({ length: 12 }, (_, place) => {
    const text = filled[place];
    return text === undefined ? undefined : counts(text);
  });

describe('an hour in full', () => {
  it('gives each copy its accelerators with their counts, and its part of what its component holds', () => {
    const first = bucketOf({
      allocated: [rowOf('a', 900)],
      idle: idleOf(300),
      samples: [
        samplesOf({
          instances: { 'i-1': '1*30' },
          holdings: [
            { container: 'c-1', accelerator: 'gpu_0', counts: '1*30' },
            { container: 'c-1', accelerator: 'gpu_1', counts: '1*30' },
            { container: 'c-2', accelerator: 'gpu_2', counts: '1*30' },
          ],
        }),
      ],
    });
    const last = bucketOf({
      start: at('2026-01-01T00:55:00Z'),
      allocated: [rowOf('a', 240)],
      idle: idleOf(960),
      samples: [samplesOf({ instances: { 'i-1': '66666' }, holdings: [{ counts: '666.6' }] })],
    });
    expect(
      buildDetail(hour, [
        { version: 3, bucket: last },
        { version: 2, bucket: first },
      ]),
    ).toEqual({
      hour,
      revision: 5,
      series: [
        {
          kind: 'single',
          publishFrequency: 10,
          instances: [{ instance: 'i-1', counts: inBuckets({ 0: '1*30', 11: '66666' }) }],
          copies: [
            {
              component: 'a',
              instance: 'i-1',
              container: 'c-1',
              unitSeconds: 840,
              accelerators: [
                { accelerator: 'gpu_0', counts: inBuckets({ 0: '1*30', 11: '666.6' }) },
                { accelerator: 'gpu_1', counts: inBuckets({ 0: '1*30' }) },
              ],
            },
            {
              component: 'a',
              instance: 'i-1',
              container: 'c-2',
              unitSeconds: 300,
              accelerators: [{ accelerator: 'gpu_2', counts: inBuckets({ 0: '1*30' }) }],
            },
          ],
        },
      ],
      unsampled: new Map(),
    });
  });

  it('scales the copies of an overcounted bucket as their component was', () => {
    const bucket = bucketOf({
      allocated: [rowOf('a', 1_200)],
      idle: idleOf(0),
      overcounted: true,
      samples: [
        samplesOf({
          instances: { 'i-1': '1*30' },
          holdings: ['c-1', 'c-2', 'c-3', 'c-4', 'c-5'].map((container) => ({ container, counts: '1*30' })),
        }),
      ],
    });
    const [series] = buildDetail(hour, [{ version: 1, bucket }]).series;
    expect(series?.copies.map(({ unitSeconds }) => unitSeconds)).toEqual([240, 240, 240, 240, 240]);
  });

  it('cuts slots at the edges of a bucket', () => {
    // Slots of 120 s from 00:04 on: one minute, two, and two of the bucket from 00:05.
    const bucket = bucketOf({
      start: at('2026-01-01T00:05:00Z'),
      allocated: [rowOf('a', 180)],
      idle: idleOf(1_020),
      samples: [
        samplesOf({ publishFrequency: 120, instances: { 'i-1': '111' }, holdings: [{ counts: '11.' }] }),
      ],
    });
    const detail = buildDetail(hour, [{ version: 1, bucket }]);
    expect(detail.series[0]?.copies[0]?.unitSeconds).toBe(180);
    expect(detail.unsampled).toEqual(new Map());
  });

  it('says what is allocated beyond the samples', () => {
    const bucket = bucketOf({
      allocated: [rowOf('a', 500), rowOf('b', 300)],
      idle: idleOf(400),
      evidence: 'copies',
    });
    const detail = buildDetail(hour, [{ version: 1, bucket }]);
    expect(detail.series[0]?.copies).toMatchObject([{ component: 'a', unitSeconds: 300 }]);
    expect(detail.unsampled).toEqual(
      new Map([
        ['a', 200],
        ['b', 300],
      ]),
    );
  });

  it('adds up by component to what the hour’s buckets allocate, in any order of them', () => {
    const slots = fc.array(fc.nat(2), { minLength: 30, maxLength: 30 }).map((all) => all.join(''));
    const holding = fc.record({
      component: fc.constantFrom('a', 'b'),
      container: fc.constantFrom('c-1', 'c-2', 'c-3'),
      accelerator: fc.constantFrom('gpu_0', 'gpu_1'),
      counts: slots,
    });
    const bucket = fc
      .tuple(
        anyBucket(fc.nat(11).map((place) => instant(hour + place * 300))),
        fc.array(holding, { maxLength: 4 }),
      )
      .map(([base, holdings]): Bucket => {
        return { ...base, samples: [samplesOf({ instances: { 'i-1': '1*30' }, holdings })] };
      });
    const buckets = fc
      .uniqueArray(bucket, { selector: ({ start }) => start, maxLength: 12 })
      .map((all) => all.map((each) => ({ version: 1, bucket: each })));
    fc.assert(
      fc.property(buckets, (all) => {
        const detail = buildDetail(hour, all);
        expect(buildDetail(hour, all.toReversed())).toEqual(detail);
        for (const component of ['a', 'b']) {
          const allocated = all
            .flatMap(({ bucket: { allocated: rows } }) => rows)
            .filter((row) => (row.shared?.base ?? row.component) === component);
          const copies = detail.series
            .flatMap((series) => series.copies)
            .filter((copy) => copy.component === component);
          expect(
            copies.reduce((sum, { unitSeconds }) => sum + unitSeconds, 0) +
              (detail.unsampled.get(component) ?? 0),
          ).toBe(allocated.reduce((sum, { unitSeconds }) => sum + unitSeconds, 0));
        }
      }),
    );
  });
});
