import type { BucketRate } from './bucket.ts';
import type { RateKind } from './rateKind.ts';
import type { Instant } from './time.ts';
import type { TracedPart } from './traceRows.ts';
import type { Unit } from './unit.ts';
import type { Window } from './window.ts';

/** A price as a figure rests on it; undefined where none is known. */
export type Price = { kind: RateKind; rate: BucketRate | undefined; unit: Unit | undefined };

export const priceKey = ({ kind, rate, unit }: Price): string =>
  JSON.stringify([
    kind,
    rate?.perInstanceHour.toString() ?? 0,
    rate?.source ?? 0,
    rate?.revision ?? 0,
    unit?.kind ?? 0,
    unit?.perInstance ?? 0,
  ]);

/** The prices that a part of a row rests on: of a variance what is paid and what is charged. */
export const pricesOf = ({ rate, variance, unit }: TracedPart, kind: RateKind): Price[] =>
  variance === undefined
    ? [{ kind, rate, unit }]
    : [
        { kind: 'cost', rate, unit },
        { kind: 'charge', rate: variance.charged, unit },
      ];

/** Some time of a pool in which prices held, by `priceKey`. */
export type PriceSighting = Window & { prices: ReadonlySet<string> };

export type PriceSpan = Window & { key: string };

/**
 * From when to when prices were in force, as a pool's sightings tell: each until another one takes its place, the first from the window's
 * start, the last to its end. Where one sighting has several, nothing tells when in it they changed: each is told of all of it.
 *
 * @param sightings in order of time; one after the other.
 */
export const priceSpans = (sightings: readonly PriceSighting[], window: Window): PriceSpan[] => {
  const spans: PriceSpan[] = [];
  const open = new Map<string, Instant>();
  let before: PriceSighting | undefined;
  for (const sighting of sightings) {
    for (const [key, from] of [...open]) {
      if (sighting.prices.has(key)) continue;
      const to = before !== undefined && before.prices.size > 1 ? before.to : sighting.from;
      spans.push({ key, from, to });
      open.delete(key);
    }
    for (const key of sighting.prices)
      if (!open.has(key)) open.set(key, before === undefined ? window.from : sighting.from);
    before = sighting;
  }
  for (const [key, from] of open) spans.push({ key, from, to: window.to });
  return spans.toSorted((a, b) => a.from - b.from || a.to - b.to || (a.key < b.key ? -1 : 1));
};
