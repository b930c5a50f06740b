import { describe, expect, it } from 'vitest';
import { readValues } from '#local/aws/cloudwatch/readValues.ts';
import { createSampleSource } from './sampleSource.ts';

const metric = { namespace: 'App', name: 'Load', dimensions: {} };
const source = createSampleSource([
  {
    metric,
    samples: [
      [120, 1],
      [180, 5],
      [420, 3],
      [480, 9],
      [720, 100],
    ],
  },
]);

describe('readValues', () => {
  it.each([
    ['SampleCount', [2, 2]],
    ['Sum', [6, 12]],
    ['Average', [3, 6]],
    ['Minimum', [1, 3]],
    ['Maximum', [5, 9]],
  ] as const)('puts %s of periods off their grid together from smaller steps', (statistic, expected) => {
    const values = readValues(source, { metric, statistic }, { start: 120, period: 300, length: 2 }, 1000);
    expect([...values]).toEqual(expected);
  });

  it('weighs an average by the samples of each step', () => {
    const uneven = createSampleSource([
      {
        metric,
        samples: [
          [120, 1],
          [130, 1],
          [180, 4],
        ],
      },
    ]);
    const values = readValues(
      uneven,
      { metric, statistic: 'Average' },
      { start: 120, period: 300, length: 1 },
      1000,
    );
    expect([...values]).toEqual([2]);
  });

  it('reads a period on its own grid at once', () => {
    const one = createSampleSource([{ metric, samples: [[300, 2]] }]);
    readValues(one, { metric, statistic: 'Sum' }, { start: 300, period: 300, length: 4 }, 900);
    expect(one.reads).toEqual([
      { metric, statistic: 'Sum', start: 300, end: 1500, period: 300, before: 900 },
    ]);
  });

  it('gives nothing for an unknown metric', () => {
    const unknown = { ...metric, name: 'Other' };
    expect(
      readValues(source, { metric: unknown, statistic: 'Sum' }, { start: 120, period: 300, length: 2 }, 999),
    ).toEqual([]);
  });
});
