import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { midnight, queryStat, refusalOf, sampled, startCloudWatch } from './callCloudWatch.ts';

const perMinute = (count: number, value = (i: number) => i): (readonly [number, number])[] =>
  Array.from({ length: count }, (_, i) => [i * 60, value(i)]);

describe('paging', () => {
  const metrics = [
    sampled('A', perMinute(5)),
    sampled(
      'B',
      perMinute(3, (i) => 10 + i),
    ),
    sampled(
      'C',
      perMinute(2, (i) => 20 + i),
    ),
  ];
  const MetricDataQueries = [
    queryStat('a', 'A'),
    queryStat('none', 'None'),
    queryStat('b', 'B'),
    queryStat('c', 'C'),
  ];

  const pagesOf = (input: object) => {
    const { getMetricData } = startCloudWatch({ metrics });
    const pages: string[][] = [];
    let token: string | undefined;
    do {
      const page = getMetricData({
        from: 0,
        to: 300,
        MetricDataQueries,
        ...input,
        ...(token && { NextToken: token }),
      });
      pages.push(
        page.MetricDataResults.map(({ Id, Values, StatusCode }) => `${Id} ${Values.join(',')} ${StatusCode}`),
      );
      token = page.NextToken;
    } while (token !== undefined && pages.length < 20);
    return pages;
  };

  it('carries on in the middle of a series, newest first', () => {
    expect(pagesOf({ MaxDatapoints: 4 })).toEqual([
      ['a 4,3,2,1 PartialData'],
      ['a 0 Complete', 'none  Complete', 'b 12,11,10 Complete', 'c  PartialData'],
      ['c 21,20 Complete'],
    ]);
  });

  it('carries on in the middle of a series, oldest first', () => {
    expect(pagesOf({ MaxDatapoints: 4, ScanBy: 'TimestampAscending' })).toEqual([
      ['a 0,1,2,3 PartialData'],
      ['a 4 Complete', 'none  Complete', 'b 10,11,12 PartialData'],
      ['b  Complete', 'c 20,21 Complete'],
    ]);
  });

  it('gives everything at once when it fits', () => {
    expect(pagesOf({})).toEqual([
      ['a 4,3,2,1,0 Complete', 'none  Complete', 'b 12,11,10 Complete', 'c 21,20 Complete'],
    ]);
  });

  it('gives the same points whatever the size of the page', () => {
    const minutes = fc.uniqueArray(fc.nat(30), { maxLength: 12 });
    fc.assert(
      fc.property(
        fc.array(minutes, { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 1, max: 20 }),
        fc.boolean(),
        (series, MaxDatapoints, isNewestFirst) => {
          const { getMetricData } = startCloudWatch({
            metrics: series.map((times, i) =>
              sampled(
                `M${i}`,
                times.map((minute) => [minute * 60, minute]),
              ),
            ),
          });
          const input = {
            from: 0,
            to: 1860,
            MaxDatapoints,
            ScanBy: isNewestFirst ? 'TimestampDescending' : 'TimestampAscending',
            MetricDataQueries: series.map((_, i) => queryStat(`m${i}`, `M${i}`)),
          };
          const got = series.map((): number[] => []);
          const complete = new Set<string>();
          let NextToken: string | undefined;
          do {
            const page = getMetricData({ ...input, ...(NextToken && { NextToken }) });
            for (const { Id, Values, StatusCode } of page.MetricDataResults) {
              got[Number(Id.slice(1))]?.push(...Values);
              if (StatusCode === 'Complete') complete.add(Id);
            }
            expect(page.MetricDataResults.flatMap(({ Values }) => Values).length).toBeLessThanOrEqual(
              MaxDatapoints,
            );
            NextToken = page.NextToken;
          } while (NextToken !== undefined);
          expect(got).toEqual(
            series.map((times) => times.toSorted((a, b) => (isNewestFirst ? b - a : a - b))),
          );
          expect(complete.size).toBe(series.length);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('gives 100,800 points on a page and the rest on the next', () => {
    const week = 10_080;
    const names = Array.from({ length: 11 }, (_, i) => `M${i}`);
    const { getMetricData } = startCloudWatch({
      at: 7 * 86_400,
      sources: [
        {
          list: () => [],
          read: ({ start, end, period }) => new Float64Array((end - start) / period).fill(1),
          resolution: () => 60,
        },
      ],
    });
    const input = {
      from: 0,
      to: 7 * 86_400,
      MetricDataQueries: names.map((name, i) => queryStat(`m${i}`, name)),
    };
    const first = getMetricData(input);
    const points = (page: typeof first) => page.MetricDataResults.map(({ Values }) => Values.length);
    expect(points(first)).toEqual([...new Array(10).fill(week), 0]);
    const second = getMetricData({ ...input, NextToken: first.NextToken });
    expect(points(second)).toEqual([week]);
    expect(second.NextToken).toBeUndefined();
  });

  it('sees on later pages what there was at the first', () => {
    const { getMetricData, clock } = startCloudWatch({ at: 121, metrics: [sampled('A', perMinute(5))] });
    const input = { from: 0, to: 300, MaxDatapoints: 2, MetricDataQueries: [queryStat('a', 'A')] };
    const first = getMetricData(input);
    clock.advanceTo(midnight + 300);
    const second = getMetricData({ ...input, NextToken: first.NextToken });
    expect([first, second].map((page) => page.MetricDataResults[0]?.Values)).toEqual([[2, 1], [0]]);
  });

  it('refuses a token of another request, and what is no token', () => {
    const { getMetricData } = startCloudWatch({ metrics });
    const input = { from: 0, to: 300, MaxDatapoints: 4, MetricDataQueries };
    const { NextToken } = getMetricData(input);
    for (const wrong of [
      { to: 240, NextToken },
      { MaxDatapoints: 5, NextToken },
      { NextToken: 'garbage' },
      { NextToken: 'e30' },
    ])
      expect(refusalOf(() => getMetricData({ ...input, ...wrong }))).toMatchObject({
        shape: 'InvalidNextToken',
        queryCode: 'InvalidNextToken',
      });
  });
});
