import { describe, expect, it } from 'vitest';
import { chooseMethod, methodsFor } from '#shared/domain/forecast/chooseMethod.ts';
import { at } from '#test/builders/samples.ts';

const series = (days: number, value: (day: number, hour: number) => number) => ({
  from: at('2026-03-02T00:00:00Z'),
  values: Array.from({ length: days * 24 }, (_, index) => value(Math.floor(index / 24), index % 24)),
});

const isOpen = (hour: number): boolean => hour >= 8 && hour < 20;

describe('chooseMethod', () => {
  it('takes the finest that the history is long enough for, until four back-casts can tell', () => {
    const turned = (days: number) => series(days, (day, hour) => (day === 0 && !isOpen(hour) ? 0 : 10));
    expect(chooseMethod(turned(2), 6)).toMatchObject({ method: 'hour of day', backCasts: { errors: [10] } });
    expect(chooseMethod(turned(7), 6)).toMatchObject({ method: 'flat' });
  });

  it('takes the one that was least wrong', () => {
    const offices = series(10, (_, hour) => (isOpen(hour) ? 20 : 4));
    expect(chooseMethod(offices, 6)).toMatchObject({ method: 'hour of day' });
    const weekdays = series(28, (day, hour) => (day % 7 < 5 && isOpen(hour) ? 20 : 4));
    expect(chooseMethod(weekdays, 24)).toMatchObject({ method: 'hour of week' });
  });

  it('takes the coarser of two that are as good', () => {
    expect(
      chooseMethod(
        series(28, () => 10),
        6,
      ),
    ).toMatchObject({ method: 'flat' });
  });
});

describe('methodsFor', () => {
  it('needs two days for hours of the day, two weeks for hours of the week', () => {
    expect(methodsFor(47)).toEqual(['flat']);
    expect(methodsFor(48)).toEqual(['flat', 'hour of day']);
    expect(methodsFor(335)).toEqual(['flat', 'hour of day']);
    expect(methodsFor(336)).toEqual(['flat', 'hour of day', 'hour of week']);
  });
});
