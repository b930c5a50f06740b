import { describe, expect, it } from 'vitest';
import { backCast } from '#shared/domain/forecast/backCast.ts';
import { at } from '#test/builders/samples.ts';

const days = (...levels: number[]) => ({
  from: at('2026-03-02T00:00:00Z'),
  values: levels.flatMap((level) => Array.from({ length: 24 }, () => level)),
});

describe('backCast', () => {
  it('asks at this hour of each day before, for as long as is asked now', () => {
    expect(backCast(days(5, 5, 5, 8), 'flat', 6)).toEqual({ hours: 6, errors: [3, 0, 0] });
    expect(backCast(days(5, 5, 5, 8), 'flat', 24)).toEqual({ hours: 24, errors: [3, 0, 0] });
  });

  it('looks no further ahead than a third of the history, but a day', () => {
    expect(backCast(days(5, 5, 5, 5, 5, 5, 5, 5, 5), 'flat', 744)).toEqual({
      hours: 72,
      errors: [0, 0, 0, 0, 0, 0],
    });
    expect(backCast(days(5), 'flat', 744)).toEqual({ hours: 24, errors: [] });
  });

  it('leaves out what fewer than half of its hours tell', () => {
    const { from, values } = days(5, 5, 5, 5);
    const holed = {
      from,
      values: values.map((value, index) => (index >= 72 && index < 85 ? undefined : value)),
    };
    expect(backCast(holed, 'flat', 24).errors).toEqual([0, 0]);
  });
});
