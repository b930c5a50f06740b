import { describe, expect, it } from 'vitest';
import { formatInstant } from '#shared/domain/time.ts';
import { cellsOf, countPeriod, readByCell } from '#shared/metrics/readCells.ts';
import { at } from '#test/builders/samples.ts';
import { instanceSeriesOf, sampledAs } from '#test/builders/series.ts';
import { countsOf } from '#test/fakes/countsOf.ts';

const midnight = at('2026-01-01T00:00:00Z');
const range = { from: midnight, to: at('2026-01-01T00:15:00Z'), cell: 300, resolution: 1 };
const series = instanceSeriesOf();

describe('cellsOf', () => {
  it('gives the starts of a range’s buckets or hours', () => {
    expect(cellsOf(range).map(formatInstant)).toEqual([
      '2026-01-01T00:00:00Z',
      '2026-01-01T00:05:00Z',
      '2026-01-01T00:10:00Z',
    ]);
    expect(cellsOf({ ...range, to: at('2026-01-01T02:00:00Z'), cell: 3_600 })).toHaveLength(2);
  });
});

describe('countPeriod', () => {
  it.each([
    [10, 1, 10],
    [240, 1, 240],
    [10, 60, 60],
    [60, 60, 60],
    [120, 60, 120],
    [10, 300, 300],
    [120, 300, 600],
    [180, 300, 900],
    [240, 300, 1_200],
    [240, 3_600, 3_600],
  ])('is, at %s s between samples and sums of %s s, %s s', (frequency, resolution, period) => {
    expect(countPeriod(frequency, resolution)).toBe(period);
  });
});

describe('readByCell', () => {
  it('reads all from the first cell to the last', async () => {
    const readCounts = countsOf([sampledAs(series, 60, '11111.1111')]);
    const cells = [midnight, at('2026-01-01T00:10:00Z')];
    const [counts] = await readByCell([series.metric], 60, cells, range, readCounts);
    expect([...(counts ?? [])].map(([start, each]) => [formatInstant(start).slice(11, 16), each])).toEqual([
      ['00:00', [1, 1, 1, 1, 1]],
      ['00:05', [0, 1, 1, 1, 1]],
      ['00:10', [0, 0, 0, 0, 0]],
    ]);
  });

  it('asks for whole slots where one crosses the edge of the range', async () => {
    const readCounts = countsOf([sampledAs(series, 240, '1111')]);
    const cells = [at('2026-01-01T00:05:00Z')];
    const [counts] = await readByCell([series.metric], 240, cells, range, readCounts);
    expect(readCounts.calls).toMatchObject([
      { from: at('2026-01-01T00:04:00Z'), to: at('2026-01-01T00:12:00Z'), period: 240 },
    ]);
    expect([...(counts?.values() ?? [])]).toEqual([[1, 1]]);
  });

  it('asks for nothing without cells, and tells what CloudWatch would not give', async () => {
    const readCounts = countsOf([], () => true);
    expect(await readByCell([series.metric], 60, [], range, readCounts)).toEqual([new Map()]);
    expect(readCounts.calls).toEqual([]);
    expect(await readByCell([series.metric], 60, [midnight], range, readCounts)).toEqual([undefined]);
  });
});
