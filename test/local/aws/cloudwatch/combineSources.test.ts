import { describe, expect, it } from 'vitest';
import { combineSources } from '#local/aws/cloudwatch/combineSources.ts';
import { createStoredMetrics } from '#local/aws/cloudwatch/storedMetrics.ts';
import { createSampleSource } from './sampleSource.ts';

const shared = { namespace: 'App', name: 'Load', dimensions: { Host: 'a' } };
const own = { namespace: 'App', name: 'Load', dimensions: { Host: 'b' } };
const source = combineSources([
  createSampleSource([
    {
      metric: shared,
      samples: [
        [60, 1],
        [70, 2],
      ],
      resolution: 10,
    },
  ]),
  createSampleSource([
    {
      metric: shared,
      samples: [
        [30, 8],
        [65, 6],
        [120, 5],
      ],
      resolution: 1,
    },
    { metric: own, samples: [[60, 4]], resolution: 60 },
  ]),
]);
const read = (statistic: 'SampleCount' | 'Sum' | 'Average' | 'Minimum' | 'Maximum') => [
  ...source.read({ metric: shared, statistic, start: 60, end: 240, period: 60, before: 1000 }),
];

describe('combineSources', () => {
  it('gives a metric that two sources know the samples of both', () => {
    expect(read('SampleCount')).toEqual([3, 1, Number.NaN]);
    expect(read('Sum')).toEqual([9, 5, Number.NaN]);
    expect(read('Minimum')).toEqual([1, 5, Number.NaN]);
    expect(read('Maximum')).toEqual([6, 5, Number.NaN]);
  });

  it('averages over all samples, not over the averages of the sources', () => {
    expect(read('Average')).toEqual([3, 5, Number.NaN]);
  });

  it('leaves a percentile open where two sources have samples', () => {
    const log = (...samples: [time: number, value: number][]) => {
      const stored = createStoredMetrics();
      for (const [time, value] of samples)
        stored.put(own, 1, time, { sampleCount: 1, sum: value, minimum: value, maximum: value });
      return stored;
    };
    const both = combineSources([log([60, 1], [120, 2]), log([70, 9])]);
    const values = both.read({
      metric: own,
      statistic: 'p50',
      start: 60,
      end: 240,
      period: 60,
      before: 1000,
    });
    expect([...values]).toEqual([Number.NaN, 2, Number.NaN]);
  });

  it('lists a shared metric once, with the first sample that any source has', () => {
    expect([...source.list({}, 0, 1000)]).toEqual([
      { metric: shared, firstSampleAt: 30 },
      { metric: own, firstSampleAt: 60 },
    ]);
  });

  it('knows the finest resolution, and none for an unknown metric', () => {
    expect(source.resolution(shared)).toBe(1);
    expect(combineSources([]).resolution(shared)).toBeUndefined();
  });
});
