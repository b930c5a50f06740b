import { describe, expect, it } from 'vitest';
import { midnight, queryStat, sampled, startCloudWatch } from './callCloudWatch.ts';

describe('GetMetricData of a metric', () => {
  const cloudWatch = () =>
    startCloudWatch({
      metrics: [
        sampled(
          'Load',
          [
            [0, 1],
            [10, 3],
            [60, 5],
            [190, 7],
          ],
          { Host: 'a' },
        ),
      ],
    });
  const dimensions = { Host: 'a' };

  it('gives the newest point first, stamped with the start of its period, and leaves gaps out', () => {
    const { MetricDataResults, Messages, NextToken } = cloudWatch().getMetricData({
      from: 0,
      to: 240,
      MetricDataQueries: [queryStat('m1', 'Load', { dimensions })],
    });
    expect(MetricDataResults).toEqual([
      {
        Id: 'm1',
        Label: 'Load',
        Timestamps: [midnight + 180, midnight + 60, midnight],
        Values: [7, 5, 4],
        StatusCode: 'Complete',
      },
    ]);
    expect(Messages).toEqual([]);
    expect(NextToken).toBeUndefined();
  });

  it.each([
    ['SampleCount', [2, 1, 1]],
    ['Sum', [4, 5, 7]],
    ['Average', [2, 5, 7]],
    ['Minimum', [1, 5, 7]],
    ['Maximum', [3, 5, 7]],
  ])('gives %s', (stat, values) => {
    const { MetricDataResults } = cloudWatch().getMetricData({
      from: 0,
      to: 240,
      ScanBy: 'TimestampAscending',
      MetricDataQueries: [queryStat('m1', 'Load', { dimensions, stat })],
    });
    expect(MetricDataResults[0]?.Values).toEqual(values);
  });

  it('gives a complete result without points for a metric that is not there', () => {
    const [result] = cloudWatch().getMetricData({
      from: 0,
      to: 240,
      MetricDataQueries: [queryStat('m1', 'Load')],
    }).MetricDataResults;
    expect(result).toEqual({ Id: 'm1', Label: 'Load', Timestamps: [], Values: [], StatusCode: 'Complete' });
  });

  it('does not give samples that the clock has not reached', () => {
    const { MetricDataResults } = startCloudWatch({
      at: 65,
      metrics: [
        sampled('Load', [
          [60, 1],
          [65, 1],
          [70, 1],
        ]),
      ],
    }).getMetricData({ from: 0, to: 120, MetricDataQueries: [queryStat('m1', 'Load')] });
    expect(MetricDataResults[0]).toMatchObject({ Timestamps: [midnight + 60], Values: [1] });
  });

  it('takes fractional times and starts periods at the rounded StartTime', () => {
    const { MetricDataResults } = cloudWatch().getMetricData({
      from: 70.25,
      to: 390.75,
      MetricDataQueries: [queryStat('m1', 'Load', { dimensions, period: 300 })],
    });
    expect(MetricDataResults[0]).toMatchObject({ Timestamps: [midnight + 60], Values: [12] });
  });

  it('has ten-second points when StartTime is three hours ago to the second', () => {
    const { getMetricData } = startCloudWatch({ at: 3 * 3600, metrics: [sampled('Load', [[0, 1]])] });
    const query = queryStat('m1', 'Load', { period: 10 });
    expect(
      getMetricData({ from: 0, to: 60, MetricDataQueries: [query] }).MetricDataResults[0]?.Values,
    ).toEqual([1]);
  });

  it('has no ten-second points any more when StartTime is over three hours ago, but whole minutes', () => {
    const { getMetricData } = startCloudWatch({
      at: 3 * 3600 + 1,
      metrics: [
        sampled('Load', [
          [0, 1],
          [9000, 2],
        ]),
      ],
    });
    const [ten, minute] = getMetricData({
      from: 0,
      to: 9060,
      MetricDataQueries: [queryStat('ten', 'Load', { period: 10 }), queryStat('minute', 'Load')],
    }).MetricDataResults;
    expect(ten).toMatchObject({ Values: [], StatusCode: 'Complete' });
    expect(minute).toMatchObject({ Values: [2, 1], StatusCode: 'Complete' });
  });

  it('leaves out queries with ReturnData false and fills labels in', () => {
    const { MetricDataResults } = cloudWatch().getMetricData({
      from: 0,
      to: 240,
      MetricDataQueries: [
        queryStat('hidden', 'Load', { dimensions, ReturnData: false }),
        queryStat('m1', 'Load', {
          dimensions,
          Label: `\${LABEL} of \${PROP('Dim.Host')} at \${PROP('Period')}`,
        }),
      ],
    });
    expect(MetricDataResults.map(({ Id, Label }) => [Id, Label])).toEqual([['m1', 'Load of a at 60']]);
  });

  it('reads each query once, over its own window only', () => {
    const { getMetricData, source } = cloudWatch();
    getMetricData({ from: 0, to: 240, MetricDataQueries: [queryStat('m1', 'Load', { dimensions })] });
    expect(source.reads.map(({ start, end, period }) => [start - midnight, end - midnight, period])).toEqual([
      [0, 240, 60],
    ]);
    expect(source.listings).toEqual([]);
  });
});
