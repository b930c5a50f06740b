import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attribute } from '#shared/domain/attribute.ts';
import type { Bucket } from '#shared/domain/bucket.ts';
import { type Around, explainSeries, seriesOfComponent } from '#shared/domain/explainSeries.ts';
import { observeLives } from '#shared/domain/lives.ts';
import { bucketAt } from '#shared/domain/slots.ts';
import { formatInstant } from '#shared/domain/time.ts';
import { bucketOf } from '#test/builders/bucket.ts';
import { idleFactsOf } from '#test/builders/idleFacts.ts';
import { at, coarsened, samplesOf } from '#test/builders/samples.ts';
import { gpus } from '#test/builders/unit.ts';

const start = at('2026-01-01T00:05:00Z');

const aroundOf = (buckets: readonly Bucket[]): Around => ({
  lives: observeLives(buckets.map((each) => ({ ...bucketAt(each.start), samples: each.samples }))),
  holdings: new Map(buckets.flatMap(({ samples }) => samples.flatMap(({ holdings }) => [...holdings]))),
});

const explain = (bucket: Bucket, ...others: Bucket[]) => explainSeries(bucket, aroundOf([bucket, ...others]));

describe('explainSeries', () => {
  it('tells each series’ samples, which of them are missing, and what they come to', () => {
    const samples = samplesOf({
      instances: { 'i-1': '1*30' },
      holdings: [{ counts: '111111111111..1111111111111111', load: { samples: 28, sum: 140_000 } }],
    });
    const [held, instance] = explain(bucketOf({ start, samples: [samples] }));
    expect(held).toMatchObject({
      instance: 'i-1',
      holding: { component: 'a', container: 'c-1', accelerator: 'gpu_0' },
      seen: 28,
      expected: 30,
      missing: [{ from: at('2026-01-01T00:07:00Z'), to: at('2026-01-01T00:07:20Z'), samples: 2 }],
      units: 1,
      unitSeconds: 280,
      load: { samples: 28, sum: 140_000 },
    });
    expect(instance).toMatchObject({
      holding: undefined,
      seen: 30,
      missing: [],
      units: 4,
      unitSeconds: 1_200,
    });
  });

  it('misses nothing before a series’ first sample and after its last', () => {
    const samples = samplesOf({
      instances: { 'i-1': '1*30' },
      holdings: [{ counts: '..........1111111111..........' }],
    });
    const [held] = explain(bucketOf({ start, samples: [samples] }));
    expect(held).toMatchObject({ seen: 10, expected: 10, missing: [], unitSeconds: 100 });
  });

  it('misses all of a series that has no sample here, and some before and after', () => {
    const seen = samplesOf({ instances: { 'i-1': '1*30' }, holdings: [{ counts: '1*30' }] });
    const unseen = samplesOf({ instances: { 'i-1': '1*30' } });
    const [held] = explain(
      bucketOf({ start, samples: [unseen] }),
      bucketOf({ start: at('2026-01-01T00:00:00Z'), samples: [seen] }),
      bucketOf({ start: at('2026-01-01T00:10:00Z'), samples: [seen] }),
    );
    expect(held).toMatchObject({ seen: 0, expected: 30, unitSeconds: 0 });
    expect(held?.missing.map(({ from, to }) => [formatInstant(from), formatInstant(to)])).toEqual([
      ['2026-01-01T00:05:00Z', '2026-01-01T00:10:00Z'],
    ]);
  });

  it('counts of a slot that crosses the bucket’s edge the part inside', () => {
    // Slots of 120 seconds: the first began a minute before, the last one ends with the bucket.
    const samples = samplesOf({
      publishFrequency: 120,
      instances: { 'i-1': '111' },
      holdings: [{ counts: '111' }],
    });
    const [held] = explain(bucketOf({ start, samples: [samples] }));
    expect(held).toMatchObject({ seen: 3, unitSeconds: 300, slots: { first: at('2026-01-01T00:04:00Z') } });
  });

  it('counts several samples a slot where CloudWatch has nothing finer', () => {
    const fine = samplesOf({ instances: { 'i-1': '1*30' }, holdings: [{ counts: '1*30' }] });
    const [held] = explain(bucketOf({ start, samples: [coarsened(fine, 5)] }));
    expect(held).toMatchObject({ counts: [6, 6, 6, 6, 6], seen: 30, expected: 30, unitSeconds: 300 });
  });

  it('knows no missing samples of sums, whose things come and go', () => {
    const samples = samplesOf({
      kind: 'summed',
      instances: { 'ml.g6.12xlarge': '2*30' },
      holdings: [{ counts: [...new Array<number>(15).fill(3), ...new Array<number>(15).fill(1)] }],
    });
    const [held] = explain(bucketOf({ start, unit: gpus(4), samples: [samples] }));
    expect(held).toMatchObject({ kind: 'summed', seen: 60, expected: 60, missing: [], unitSeconds: 600 });
  });

  it('takes a copy’s samples for the units that it holds', () => {
    const samples = samplesOf({ instances: { 'i-1': '1*30' }, holdings: [{ counts: '1*30', units: 2 }] });
    const [held] = explain(bucketOf({ start, samples: [samples] }));
    expect(held).toMatchObject({ seen: 30, units: 2, unitSeconds: 600 });
  });

  it('has whole instances rest on the instances’ own series', () => {
    const all = explain(bucketOf({ start, samples: [samplesOf({ instances: { 'i-1': '1*30' } })] }));
    expect(seriesOfComponent(all, '').map(({ instance }) => instance)).toEqual(['i-1']);
    expect(seriesOfComponent(all, 'a')).toEqual([]);
  });

  it('comes to what is attributed, and what is missing to what is unknown', () => {
    const anyCounts = fc.array(fc.constantFrom(1, 1, 1, 0), { minLength: 30, maxLength: 30 });
    const anyHoldings = fc.uniqueArray(
      fc.record({
        component: fc.constantFrom('a', 'b'),
        accelerator: fc.constantFrom('0', '1', '2'),
        counts: anyCounts,
      }),
      {
        maxLength: 4,
        selector: ({ accelerator }) => accelerator,
      },
    );
    fc.assert(
      fc.property(anyHoldings, (holdings) => {
        const samples = [samplesOf({ instances: { 'i-1': '1*30' }, holdings })];
        const bucket = bucketOf({ start, samples });
        const around = aroundOf([bucket]);
        const { allocated, unknown } = attribute({
          period: bucketAt(start),
          samples,
          lives: around.lives,
          unitsPerInstance: 4,
          publishFrequency: 10,
          idleFacts: idleFactsOf(),
        });
        const series = explainSeries(bucket, around);
        const sum = (all: readonly number[]) => all.reduce((a, b) => a + b, 0);
        for (const component of ['a', 'b'])
          expect(sum(seriesOfComponent(series, component).map(({ unitSeconds }) => unitSeconds))).toBe(
            allocated.get(component) ?? 0,
          );
        expect(sum(series.map(({ seen, expected }) => (expected - seen) * 10))).toBe(
          unknown.get('hole') ?? 0,
        );
      }),
    );
  });
});
