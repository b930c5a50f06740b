import { describe, expect, it } from 'vitest';
import { midnight, queryStat, refusalOf, sampled, startCloudWatch } from './callCloudWatch.ts';

const perMinute = (count: number, value = (i: number) => i): (readonly [number, number])[] =>
  Array.from({ length: count }, (_, i) => [i * 60, value(i)]);

describe('expressions', () => {
  const metrics = [
    sampled(
      'A',
      perMinute(3, (i) => i + 1),
      { Host: 'a' },
    ),
    sampled('A', [[60, 10]], { Host: 'b' }),
    sampled(
      'B',
      perMinute(3, () => 100),
    ),
  ];
  const ask = (MetricDataQueries: object[], input: object = {}) =>
    startCloudWatch({ metrics }).getMetricData({
      from: 0,
      to: 180,
      ScanBy: 'TimestampAscending',
      MetricDataQueries,
      ...input,
    });
  const valuesOf = (queries: object[], input: object = {}) =>
    ask(queries, input).MetricDataResults.map(({ Id, Label, Values }) => [Id, Label, Values]);

  it('may refer to queries that come later', () => {
    expect(
      valuesOf([
        { Id: 'e1', Expression: 'e2 * 2' },
        { Id: 'e2', Expression: 'm1 + 1' },
        queryStat('m1', 'A', { dimensions: { Host: 'a' }, ReturnData: false }),
      ]),
    ).toEqual([
      ['e1', 'e1', [4, 6, 8]],
      ['e2', 'e2', [2, 3, 4]],
    ]);
  });

  it('tells the series of a SEARCH apart by what differs', () => {
    expect(valuesOf([{ Id: 'e1', Expression: "SEARCH('{App,Host}', 'Sum', 60)" }])).toEqual([
      ['e1', 'a', [1, 2, 3]],
      ['e1', 'b', [10]],
    ]);
  });

  it('puts a plain label in front of each series of an array', () => {
    expect(valuesOf([{ Id: 'e1', Label: 'x2', Expression: "SEARCH('{App,Host}', 'Sum', 60) * 2" }])).toEqual([
      ['e1', 'x2 a', [2, 4, 6]],
      ['e1', 'x2 b', [20]],
    ]);
  });

  it("lets a query's Period override that of its SEARCH, and stand in for a missing one", () => {
    const sum = [['e1', 'e1', [16]]];
    expect(valuesOf([{ Id: 'e1', Period: 180, Expression: "SUM(SEARCH('{App,Host}', 'Sum', 60))" }])).toEqual(
      sum,
    );
    expect(valuesOf([{ Id: 'e1', Period: 180, Expression: "SUM(SEARCH('{App,Host}', 'Sum'))" }])).toEqual(
      sum,
    );
  });

  it('computes over all metrics of the call', () => {
    const stats = [
      queryStat('m1', 'A', { dimensions: { Host: 'a' }, ReturnData: false }),
      queryStat('m2', 'B', { ReturnData: false }),
    ];
    expect(valuesOf([...stats, { Id: 'e1', Expression: 'SUM(METRICS())' }])).toEqual([
      ['e1', 'e1', [101, 102, 103]],
    ]);
    expect(valuesOf([...stats, { Id: 'e1', Expression: 'METRICS("2") / 100' }])).toEqual([
      ['e1', 'B', [1, 1, 1]],
    ]);
  });

  it('gives no NextToken but PartialData when points do not fit', () => {
    const { NextToken, MetricDataResults } = ask([queryStat('m1', 'B'), { Id: 'e1', Expression: 'm1 + 1' }], {
      MaxDatapoints: 4,
      ScanBy: 'TimestampDescending',
    });
    expect(NextToken).toBeUndefined();
    expect(MetricDataResults).toEqual([
      {
        Id: 'm1',
        Label: 'B',
        Timestamps: [midnight + 120, midnight + 60, midnight],
        Values: [100, 100, 100],
        StatusCode: 'Complete',
      },
      { Id: 'e1', Label: 'e1', Timestamps: [midnight + 120], Values: [101], StatusCode: 'PartialData' },
    ]);
  });

  it('says when a SEARCH finds more than 500 series, and gives 500', () => {
    const many = Array.from({ length: 501 }, (_, i) => sampled('Load', [[0, 1]], { Host: `h${i}` }));
    const { MetricDataResults, Messages } = startCloudWatch({ metrics: many }).getMetricData({
      from: 0,
      to: 60,
      MetricDataQueries: [{ Id: 'e1', Expression: "SEARCH('{App,Host}', 'Sum', 60)" }],
    });
    expect(MetricDataResults).toHaveLength(500);
    expect(Messages).toEqual([
      {
        Code: 'MaxMetricsExceeded',
        Value: 'Maximum number of allowed metrics exceeded. Your search may have been limited.',
      },
    ]);
  });

  it('reads a new metric by name before the listing lag lets SEARCH find it', () => {
    const { getMetricData, clock } = startCloudWatch({
      at: 600,
      listingLagSeconds: 900,
      metrics: [sampled('A', [[0, 7]])],
    });
    const ask = () =>
      getMetricData({
        from: 0,
        to: 60,
        MetricDataQueries: [queryStat('m1', 'A'), { Id: 'e1', Expression: "SEARCH('{App}', 'Sum', 60)" }],
      }).MetricDataResults.map(({ Id, Values }) => [Id, Values]);
    expect(ask()).toEqual([['m1', [7]]]);
    clock.advanceTo(midnight + 900);
    expect(ask()).toEqual([
      ['m1', [7]],
      ['e1', [7]],
    ]);
  });

  it('finds under its own account only', () => {
    const search = (account: string) => [
      { Id: 'e1', Expression: `SEARCH('{App} :aws.AccountId="${account}"', 'Sum', 60)` },
    ];
    expect(valuesOf(search('123456789012'))).toEqual([['e1', 'B', [100, 100, 100]]]);
    expect(valuesOf(search('999999999999'))).toEqual([]);
  });

  it.each([
    ['e1 + 1', "Error in expression 'e1': the Id 'e1' depends on itself"],
    ['e2 + 1', "Error in expression 'e2': the Id 'e1' depends on itself"],
    ['m9 + 1', "Error in expression 'e1': Unknown Id 'm9'"],
    ['MEDIAN(m1)', "Error in expression 'e1': Unknown function 'MEDIAN'"],
    [
      'SUM(m1)',
      "Error in expression 'e1': the result must be a time series or an array of time series, not a scalar",
    ],
    ["SEARCH('{App}', 'tm99', 60)", "Error in expression 'e1': SEARCH does not know 'tm99'"],
    ["SEARCH('{App}', 'Sum')", "Error in expression 'e1': SEARCH needs a period"],
    ["SEARCH('{App}', 'Sum', 45)", "Error in expression 'e1': SEARCH takes a period of 1, 5, 10, 20, 30"],
    [
      "SEARCH(' ', 'Sum', 60)",
      "Error in expression 'e1': SEARCH needs a schema in braces, a search term or both",
    ],
    ['SELECT AVG(CPU) FROM "App"', "Error in expression 'e1': this local CloudWatch has no Metrics Insights"],
  ])('refuses %s', (Expression, message) => {
    const refusal = refusalOf(() =>
      ask([{ Id: 'e1', Expression }, { Id: 'e2', Expression: 'e1 * 2' }, queryStat('m1', 'B')]),
    );
    expect(refusal).toMatchObject({ shape: 'ValidationException', queryCode: 'ValidationError' });
    expect(refusal.message).toContain(message);
  });

  it('refuses a Period that is not that of the series computed with', () => {
    const { message } = refusalOf(() =>
      ask([queryStat('m1', 'B'), { Id: 'e1', Expression: 'm1 * 2', Period: 300 }]),
    );
    expect(message).toBe(
      "Error in expression 'e1': its Period is 300, but what it computes with has a period of 60",
    );
  });

  it('refuses a NextToken', () => {
    expect(
      refusalOf(() => ask([{ Id: 'e1', Expression: 'm1' }, queryStat('m1', 'B')], { NextToken: 'x' })).shape,
    ).toBe('InvalidNextToken');
  });
});
