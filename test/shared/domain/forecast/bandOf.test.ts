import { describe, expect, it } from 'vitest';
import { bandOf } from '#shared/domain/forecast/bandOf.ts';

describe('bandOf', () => {
  it('is what four back-casts in five kept to', () => {
    expect(bandOf({ hours: 24, errors: [9, 1, 2, 3, 4, 5, 6, 7, 8] }, 100, 24)).toBe(8);
    expect(bandOf({ hours: 24, errors: [3, 1, 4, 2] }, 100, 24)).toBe(4);
  });

  it('is at least half of the level where back-casts are few', () => {
    expect(bandOf({ hours: 24, errors: [] }, 100, 24)).toBe(50);
    expect(bandOf({ hours: 24, errors: [1, 2, 70] }, 100, 24)).toBe(70);
  });

  it('widens by the fourth root of how much further it looks, and never narrows', () => {
    expect(bandOf({ hours: 24, errors: [1, 1, 1, 1] }, 100, 24 * 16)).toBe(2);
    expect(bandOf({ hours: 24, errors: [1, 1, 1, 1] }, 100, 6)).toBe(1);
  });
});
