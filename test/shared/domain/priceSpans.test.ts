import { describe, expect, it } from 'vitest';
import { type PriceSighting, priceSpans } from '#shared/domain/priceSpans.ts';
import { formatInstant } from '#shared/domain/time.ts';
import { at } from '#test/builders/samples.ts';

const time = (clock: string) => at(`2026-01-01T${clock}:00Z`);
const window = { from: time('00:00'), to: time('10:00') };
const seen = (from: string, to: string, ...prices: string[]): PriceSighting => {
  return { from: time(from), to: time(to), prices: new Set(prices) };
};
const spans = (...sightings: PriceSighting[]) =>
  priceSpans(sightings, window).map(
    ({ key, from, to }) => `${key} ${formatInstant(from).slice(11, 16)} ${formatInstant(to).slice(11, 16)}`,
  );

describe('priceSpans', () => {
  it('has one price for all of the window, whenever the pool was there', () => {
    expect(spans(seen('02:00', '03:00', 'old'), seen('05:00', '06:00', 'old'))).toEqual(['old 00:00 10:00']);
  });

  it('ends a price where another takes its place, also the one before it again', () => {
    expect(
      spans(seen('02:00', '03:00', 'old'), seen('05:00', '06:00', 'new'), seen('07:00', '08:00', 'old')),
    ).toEqual(['old 00:00 05:00', 'new 05:00 07:00', 'old 07:00 10:00']);
  });

  it('tells two prices of one hour both of all of it', () => {
    expect(
      spans(
        seen('02:00', '03:00', 'old'),
        seen('03:00', '04:00', 'old', 'new'),
        seen('06:00', '07:00', 'new'),
      ),
    ).toEqual(['old 00:00 04:00', 'new 03:00 10:00']);
  });

  it('has none of nothing', () => {
    expect(spans()).toEqual([]);
  });
});
