import { describe, expect, it } from 'vitest';
import { pageStyle } from '#shared/apiPage/pageStyle.ts';
import { pairs, palettes } from '#shared/apiPage/palette.ts';

/** Relative luminance of WCAG 2.2. */
const luminance = (colour: string): number => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

const contrast = (a: string, b: string): number => {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
};

describe.each(['light', 'dark'] as const)('the page by %s', (name) => {
  it.each(pairs)('can be read: %s on %s', (front, back) => {
    expect(contrast(palettes[name][front], palettes[name][back])).toBeGreaterThanOrEqual(4.5);
  });
});

it('is measured rightly', () => {
  expect(contrast('#ffffff', '#000000')).toBeCloseTo(21);
  expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2);
});

it('has no colour but those of the palettes', () => {
  const known: readonly string[] = Object.values(palettes).flatMap((palette) => Object.values(palette));
  const used = pageStyle.match(/#[0-9a-f]{3,8}\b/gi) ?? [];
  expect(used.filter((colour) => !known.includes(colour))).toEqual([]);
});
