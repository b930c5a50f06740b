import { describe, expect, it } from 'vitest';
import { usualSpend } from '#shared/domain/watches/usualSpend.ts';

const hours = (days: number, cost: (day: number, hour: number) => number | undefined) =>
  Array.from({ length: days * 24 }, (_, index) => cost(Math.floor(index / 24), index % 24));

describe('usualSpend', () => {
  it('is unknown while less than a day is', () => {
    expect(
      usualSpend(
        hours(1, (_, hour) => (hour < 23 ? 5 : undefined)),
        24,
      ),
    ).toBeUndefined();
    expect(
      usualSpend(
        hours(1, () => 5),
        24,
      ),
    ).toEqual({ median: 5, deviation: 0, confidence: 'low' });
    expect(
      usualSpend(
        hours(3, () => 5),
        -1,
      ),
    ).toBeUndefined();
  });

  it('is the last day’s at first, then the same hour’s of the days before', () => {
    const offices = (days: number) => hours(days, (_, hour) => (hour >= 8 && hour < 20 ? 20 : 4));
    expect(usualSpend(offices(1), 24 + 12)).toMatchObject({ median: 20 });
    expect(usualSpend(offices(5), 120)).toEqual({ median: 4, deviation: 0, confidence: 'low' });
    expect(usualSpend([...offices(8), ...offices(1)], 8 * 24 + 12)).toEqual({
      median: 20,
      deviation: 0,
      confidence: 'medium',
    });
  });

  it('knows weekends from two weeks on', () => {
    const weekdays = hours(28, (day) => (day % 7 < 5 ? 10 : 1));
    expect(usualSpend(weekdays, 26 * 24 + 12)).toEqual({ median: 1, deviation: 0, confidence: 'high' });
    expect(usualSpend(weekdays, 23 * 24 + 12)).toMatchObject({ median: 10 });
  });

  it('looks back five weeks', () => {
    const changed = hours(50, (day) => (day < 28 ? 100 : 10));
    expect(usualSpend(changed, 49 * 24 + 12)).toMatchObject({ median: 10 });
  });

  it('says how far such hours lie from it, one bad day apart', () => {
    const wild = hours(9, (day) => [10, 14, 6, 10, 500, 12, 8, 10, 10][day]);
    expect(usualSpend(wild, 9 * 24 + 12)).toEqual({ median: 10, deviation: 2, confidence: 'medium' });
  });

  it('asks nothing of the hour itself, nor of those after it', () => {
    const changed = hours(10, (day) => (day < 8 ? 10 : 99));
    expect(usualSpend(changed, 8 * 24)).toMatchObject({ median: 10, deviation: 0 });
  });
});
