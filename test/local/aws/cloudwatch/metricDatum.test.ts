import { describe, expect, it } from 'vitest';
import { midnight, refusalOf, startCloudWatch } from './callCloudWatch.ts';

const put = (datum: object) =>
  startCloudWatch({ at: 3600 }).putMetricData({ Namespace: 'App', MetricData: [datum] });

const load = (time: number, rest: object) => ({ MetricName: 'Load', Timestamp: midnight + time, ...rest });

describe('an entry of PutMetricData', () => {
  const invalid = { shape: 'InvalidParameterValueException', queryCode: 'InvalidParameterValue' };
  const missing = { shape: 'MissingRequiredParameterException', queryCode: 'MissingParameter' };
  const combination = {
    shape: 'InvalidParameterCombinationException',
    queryCode: 'InvalidParameterCombination',
  };

  it.each([
    ['a point without value', load(0, {}), missing],
    ['a point without name', { Value: 1 }, missing],
    ['a value and values', load(0, { Value: 1, Values: [1] }), combination],
    ['fewer counts than values', load(0, { Values: [1, 2], Counts: [1] }), invalid],
    ['counts without values', load(0, { Value: 1, Counts: [1] }), invalid],
    ['151 values', load(0, { Values: new Array(151).fill(1) }), invalid],
    [
      'a statistic set without samples',
      load(0, { StatisticValues: { SampleCount: 0, Sum: 0, Minimum: 0, Maximum: 0 } }),
      invalid,
    ],
    [
      'a minimum above the maximum',
      load(0, { StatisticValues: { SampleCount: 1, Sum: 1, Minimum: 2, Maximum: 1 } }),
      invalid,
    ],
    ['a value beyond 2^360', load(0, { Value: 2 ** 361 }), invalid],
    ['a storage resolution of 10', load(0, { Value: 1, StorageResolution: 10 }), invalid],
    ['an unknown unit', load(0, { Value: 1, Unit: 'Dollars' }), invalid],
    [
      'a dimension twice',
      load(0, {
        Value: 1,
        Dimensions: [
          { Name: 'A', Value: 'x' },
          { Name: 'A', Value: 'y' },
        ],
      }),
      invalid,
    ],
    ['a point more than two hours ahead', load(3600 + 7201, { Value: 1 }), invalid],
    ['a point more than two weeks back', load(3600 - 14 * 86_400 - 1, { Value: 1 }), invalid],
  ])('refuses %s', (_, datum, refusal) => {
    expect(refusalOf(() => put(datum))).toMatchObject(refusal);
  });
});
