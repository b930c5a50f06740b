import { describe, expect, it } from 'vitest';
import { midnight, queryStat, refusalOf, sampled, startCloudWatch } from './callCloudWatch.ts';

const put = (data: object[], at = 3600) => {
  const cloudWatch = startCloudWatch({ at });
  cloudWatch.putMetricData({ Namespace: 'App', MetricData: data });
  return cloudWatch;
};

/** Values of the metric `Load` of the first three minutes, oldest first. */
const read = (
  { getMetricData }: Pick<ReturnType<typeof startCloudWatch>, 'getMetricData'>,
  stat = 'Sum',
  period = 60,
) =>
  getMetricData({
    from: 0,
    to: 180,
    ScanBy: 'TimestampAscending',
    MetricDataQueries: [queryStat('m1', 'Load', { stat, period })],
  }).MetricDataResults.map(({ Timestamps, Values }) =>
    Timestamps.map((t, i) => [t - midnight, Values[i]]),
  )[0];

const load = (time: number, rest: object) => ({ MetricName: 'Load', Timestamp: midnight + time, ...rest });

describe('PutMetricData', () => {
  it.each([
    [
      'SampleCount',
      [
        [0, 5],
        [120, 1],
      ],
    ],
    [
      'Sum',
      [
        [0, 31],
        [120, 4],
      ],
    ],
    [
      'Average',
      [
        [0, 6.2],
        [120, 4],
      ],
    ],
    [
      'Minimum',
      [
        [0, 1],
        [120, 4],
      ],
    ],
    [
      'Maximum',
      [
        [0, 10],
        [120, 4],
      ],
    ],
  ])('keeps values, counts and statistic sets of one minute as one: %s', (stat, expected) => {
    const cloudWatch = put([
      load(120, { Value: 4 }),
      load(30, { Values: [2, 8], Counts: [1, 1] }),
      load(59, { Values: [10] }),
      load(0, { StatisticValues: { SampleCount: 2, Sum: 11, Minimum: 1, Maximum: 10 } }),
    ]);
    expect(read(cloudWatch, stat)).toEqual(expected);
  });

  it('weighs values by their counts', () => {
    const cloudWatch = put([load(0, { Values: [1, 5], Counts: [3, 2] })]);
    expect(read(cloudWatch, 'SampleCount')).toEqual([[0, 5]]);
    expect(read(cloudWatch, 'Sum')).toEqual([[0, 13]]);
  });

  it('keeps seconds at a storage resolution of 1 and minutes otherwise', () => {
    expect(read(put([load(37, { Value: 1, StorageResolution: 1 })]), 'Sum', 1)).toEqual([[37, 1]]);
    expect(read(put([load(37, { Value: 1 })]), 'Sum', 1)).toEqual([[0, 1]]);
  });

  it('stamps a point without a time with now, readable when the clock has passed it', () => {
    const cloudWatch = put([{ MetricName: 'Load', Value: 1 }], 60);
    expect(read(cloudWatch)).toEqual([]);
    cloudWatch.clock.advanceTo(midnight + 61);
    expect(read(cloudWatch)).toEqual([[60, 1]]);
  });

  it('does not give points of a minute that the clock has not reached', () => {
    const cloudWatch = put(
      [load(61, { Value: 1, StorageResolution: 1 }), load(65, { Value: 8, StorageResolution: 1 })],
      62,
    );
    expect(read(cloudWatch)).toEqual([[60, 1]]);
  });

  it('tells metrics apart by their dimensions, in whatever order', () => {
    const { getMetricData } = put([
      load(0, {
        Value: 1,
        Dimensions: [
          { Name: 'A', Value: 'x' },
          { Name: 'B', Value: 'y' },
        ],
      }),
      load(0, {
        Value: 2,
        Dimensions: [
          { Name: 'B', Value: 'y' },
          { Name: 'A', Value: 'x' },
        ],
      }),
      load(0, { Value: 8 }),
    ]);
    const [both, none, one] = getMetricData({
      from: 0,
      to: 60,
      MetricDataQueries: [
        queryStat('both', 'Load', { dimensions: { B: 'y', A: 'x' } }),
        queryStat('none', 'Load'),
        queryStat('one', 'Load', { dimensions: { A: 'x' } }),
      ],
    }).MetricDataResults.map(({ Values }) => Values);
    expect([both, none, one]).toEqual([[3], [8], []]);
  });

  it('lists and finds what was put', () => {
    const { listMetrics, getMetricData } = put([load(0, { Value: 1, Unit: 'Count' })]);
    expect(listMetrics({ Namespace: 'App' }).Metrics).toEqual([
      { Namespace: 'App', MetricName: 'Load', Dimensions: [] },
    ]);
    const [found] = getMetricData({
      from: 0,
      to: 60,
      MetricDataQueries: [{ Id: 'e1', Expression: "SEARCH('load', 'Sum', 60)" }],
    }).MetricDataResults;
    expect(found?.Values).toEqual([1]);
  });

  it('adds to a metric that another source knows', () => {
    const cloudWatch = startCloudWatch({
      metrics: [
        sampled('Load', [
          [0, 5],
          [60, 6],
        ]),
      ],
    });
    cloudWatch.putMetricData({ Namespace: 'App', MetricData: [load(60, { Value: 4 })] });
    expect(read(cloudWatch)).toEqual([
      [0, 5],
      [60, 10],
    ]);
  });

  it('stores nothing when one entry is wrong', () => {
    const cloudWatch = startCloudWatch();
    const MetricData = [load(0, { Value: 1 }), load(0, {})];
    expect(() => cloudWatch.putMetricData({ Namespace: 'App', MetricData })).toThrow(
      'MetricData.member.2 needs one of',
    );
    expect(read(cloudWatch)).toEqual([]);
  });

  const invalid = { shape: 'InvalidParameterValueException', queryCode: 'InvalidParameterValue' };

  it.each([['AWS/EC2'], [':x'], ['']])('refuses the namespace "%s"', (Namespace) => {
    const { putMetricData } = startCloudWatch();
    expect(refusalOf(() => putMetricData({ Namespace, MetricData: [load(0, { Value: 1 })] }))).toMatchObject(
      invalid,
    );
  });

  it('refuses entities and more than 1000 entries', () => {
    const { putMetricData } = startCloudWatch();
    const MetricData = new Array(1001).fill(load(0, { Value: 1 }));
    expect(refusalOf(() => putMetricData({ Namespace: 'App', MetricData }))).toMatchObject(invalid);
    expect(
      refusalOf(() => putMetricData({ Namespace: 'App', MetricData: [], EntityMetricData: [] })).message,
    ).toContain('EntityMetricData');
  });
});
