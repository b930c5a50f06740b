import { describe, expect, it } from 'vitest';
import { midnight, refusalOf, sampled, startCloudWatch } from './callCloudWatch.ts';

const HOUR = 3600;
const DAY = 86_400;

const namesOf = (listing: { Metrics: { MetricName: string }[] }) =>
  listing.Metrics.map(({ MetricName }) => MetricName);

describe('ListMetrics', () => {
  const metrics = [
    sampled('A', [[0, 1]], { Host: 'a', Zone: 'x' }),
    sampled('B', [[0, 1]], { Host: 'b' }),
    sampled('C', [[0, 1]]),
    {
      ...sampled('A', [[midnight, 1]]),
      metric: { namespace: 'Other', name: 'A', dimensions: { Host: 'a' } },
      samples: [[midnight, 1]] as const,
    },
  ];
  const list = (input: object) => namesOf(startCloudWatch({ metrics }).listMetrics(input));

  it('writes a metric with its dimensions', () => {
    expect(startCloudWatch({ metrics }).listMetrics({ MetricName: 'B' })).toEqual({
      Metrics: [{ Namespace: 'App', MetricName: 'B', Dimensions: [{ Name: 'Host', Value: 'b' }] }],
    });
  });

  it.each([
    [{}, ['A', 'B', 'C', 'A']],
    [{ Namespace: 'App' }, ['A', 'B', 'C']],
    [{ Namespace: 'app' }, []],
    [{ MetricName: 'A' }, ['A', 'A']],
    [{ Dimensions: [{ Name: 'Host' }] }, ['A', 'B', 'A']],
    [{ Dimensions: [{ Name: 'Host', Value: 'a' }] }, ['A', 'A']],
    [{ Namespace: 'App', Dimensions: [{ Name: 'Zone' }, { Name: 'Host', Value: 'a' }] }, ['A']],
    [{ Dimensions: [{ Name: 'Zone', Value: 'y' }] }, []],
  ])('lists metrics that have at least %j', (filter, names) => {
    expect(list(filter)).toEqual(names);
  });

  it('knows two weeks, and with RecentlyActive three hours', () => {
    const { listMetrics, clock } = startCloudWatch({ at: 3 * HOUR, metrics });
    expect(namesOf(listMetrics({ RecentlyActive: 'PT3H', Namespace: 'App' }))).toEqual(['A', 'B', 'C']);
    clock.advanceTo(midnight + 3 * HOUR + 1);
    expect(namesOf(listMetrics({ RecentlyActive: 'PT3H' }))).toEqual([]);
    clock.advanceTo(midnight + 14 * DAY);
    expect(namesOf(listMetrics({ Namespace: 'App' }))).toEqual(['A', 'B', 'C']);
    clock.advanceTo(midnight + 14 * DAY + 1);
    expect(namesOf(listMetrics())).toEqual([]);
  });

  it('lists a new metric when the lag has passed', () => {
    const { listMetrics, clock } = startCloudWatch({ at: 899, listingLagSeconds: 900, metrics });
    expect(namesOf(listMetrics({ Namespace: 'App' }))).toEqual([]);
    clock.advanceTo(midnight + 900);
    expect(namesOf(listMetrics({ Namespace: 'App' }))).toEqual(['A', 'B', 'C']);
  });

  it('does not list what has no sample yet', () => {
    expect(
      namesOf(
        startCloudWatch({
          at: 60,
          metrics: [sampled('A', [[60, 1]]), sampled('B', [[59, 1]])],
        }).listMetrics(),
      ),
    ).toEqual(['B']);
  });

  it('gives 500 a page, from one listing', () => {
    const many = Array.from({ length: 1001 }, (_, i) => sampled(`M${i}`, [[0, 1]]));
    const { listMetrics, source, clock } = startCloudWatch({ metrics: many });
    const first = listMetrics();
    const second = listMetrics({ NextToken: first.NextToken });
    clock.advanceTo(midnight + 30 * DAY);
    const third = listMetrics({ NextToken: second.NextToken });
    expect([first, second, third].map((page) => [page.Metrics.length, page.Metrics[0]?.MetricName])).toEqual([
      [500, 'M0'],
      [500, 'M500'],
      [1, 'M1000'],
    ]);
    expect(third.NextToken).toBeUndefined();
    expect(source.listings).toHaveLength(1);
  });

  it('refuses a token that was given for another filter', () => {
    const many = Array.from({ length: 501 }, (_, i) => sampled(`M${i}`, [[0, 1]]));
    const { listMetrics } = startCloudWatch({ metrics: many });
    const { NextToken } = listMetrics({ Namespace: 'App' });
    expect(namesOf(listMetrics({ Namespace: 'App', NextToken }))).toEqual(['M500']);
    expect(refusalOf(() => listMetrics({ NextToken })).queryCode).toBe('InvalidParameterValue');
  });

  it('makes a forgotten listing anew', () => {
    const many = Array.from({ length: 501 }, (_, i) => sampled(`M${i}`, [[0, 1]], { Host: 'a' }));
    const { listMetrics, clock } = startCloudWatch({ metrics: many });
    const { NextToken } = listMetrics();
    for (let i = 1; i <= 9; i++) {
      clock.advanceTo(midnight + HOUR + i);
      listMetrics();
    }
    expect(namesOf(listMetrics({ NextToken }))).toEqual(['M500']);
  });

  it('names the owning account when linked accounts are included', () => {
    const { listMetrics } = startCloudWatch({ metrics });
    expect(listMetrics({ MetricName: 'B', IncludeLinkedAccounts: true }).OwningAccounts).toEqual([
      '123456789012',
    ]);
    expect(namesOf(listMetrics({ IncludeLinkedAccounts: true, OwningAccount: '999999999999' }))).toEqual([]);
  });

  it.each([
    [
      'RecentlyActive of another span',
      { RecentlyActive: 'PT4H' },
      'RecentlyActive is invalid: it can only be PT3H',
    ],
    ['an empty namespace', { Namespace: '' }, 'The value for parameter Namespace is invalid'],
    [
      'a dimension without a name',
      { Dimensions: [{ Value: 'a' }] },
      'The parameter Dimensions.member.1.Name is required.',
    ],
    [
      'eleven dimensions',
      { Dimensions: new Array(11).fill({ Name: 'Host' }) },
      'The value for parameter Dimensions is invalid',
    ],
    ['an unknown member', { Namespaces: 'App' }, 'Unrecognized key: "Namespaces"'],
    ['a token that is none', { NextToken: 'garbage' }, 'The NextToken is malformed'],
  ])('refuses %s', (_, input, message) => {
    const refusal = refusalOf(() => startCloudWatch().listMetrics(input));
    expect(refusal).toMatchObject({
      shape: 'InvalidParameterValueException',
      queryCode: 'InvalidParameterValue',
    });
    expect(refusal.message).toContain(message);
  });

  it('refuses an owning account without linked accounts', () => {
    expect(refusalOf(() => startCloudWatch().listMetrics({ OwningAccount: '123456789012' }))).toMatchObject({
      shape: 'InvalidParameterCombinationException',
      queryCode: 'InvalidParameterCombination',
    });
  });
});
