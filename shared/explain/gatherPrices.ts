import type { Pool } from '#shared/domain/bucket.ts';
import type { Grain } from '#shared/domain/calendar.ts';
import { type Price, type PriceSighting, priceKey, pricesOf } from '#shared/domain/priceSpans.ts';
import type { RateKind } from '#shared/domain/rateKind.ts';
import type { TracedPart } from '#shared/domain/traceRows.ts';
import type { TracedPiece } from './cells.ts';

/** Prices of a figure's rows in some stored item, and which rows they are of. */
export type StoredSighting = PriceSighting & { pool: Pool; grain: Grain; wanted: ReadonlySet<string> };

/** What one price is of, whichever life of the endpoint's name. */
export type PoolName = Pick<Pool, 'endpoint' | 'variant' | 'instanceType'>;

/** The prices of one kind that a figure's rows of a pool rest on, in order of time. */
export type PoolPrices = { pool: PoolName; kind: RateKind; sightings: StoredSighting[] };

export type KnownPrice = Price & { ratesVersions: Set<number> };

/** The prices of one kind of some rows in an item. */
export const pricesIn = (
  rows: ReadonlyMap<string, readonly TracedPart[]>,
  wanted: ReadonlySet<string>,
  rateKind: RateKind,
): { price: Price; ratesVersion: number }[] =>
  [...wanted].flatMap((key) =>
    (rows.get(key) ?? []).flatMap((part) =>
      pricesOf(part, rateKind).map((price) => ({ price, ratesVersion: part.ratesVersion })),
    ),
  );

const isSame = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean =>
  a.size === b.size && a.symmetricDifference(b).size === 0;

/** Gathers the prices of a figure: of each pool when which held, and what each is. */
export const createPrices = (rateKind: RateKind) => {
  const known = new Map<string, KnownPrice>();
  const pools = new Map<string, PoolPrices>();
  const see = (kind: RateKind, sighting: StoredSighting): void => {
    const { endpoint, variant, instanceType } = sighting.pool;
    const pool = { endpoint, variant, instanceType };
    const key = JSON.stringify([kind, endpoint, variant, instanceType]);
    const own = pools.get(key) ?? { pool, kind, sightings: [] };
    pools.set(key, own);
    const last = own.sightings.at(-1);
    // Nothing changes: a year of it needs no more memory than a day.
    if (last?.pool === sighting.pool && sighting.prices.size === 1 && isSame(last.prices, sighting.prices))
      own.sightings[own.sightings.length - 1] = { ...last, to: sighting.to };
    else own.sightings.push(sighting);
  };
  return {
    add: (pool: Pool, { piece, rows }: TracedPiece, wanted: ReadonlySet<string>): void => {
      const found = pricesIn(rows, wanted, rateKind);
      for (const { price, ratesVersion } of found) {
        const key = priceKey(price);
        const entry = known.get(key) ?? { ...price, ratesVersions: new Set() };
        entry.ratesVersions.add(ratesVersion);
        known.set(key, entry);
      }
      for (const [kind, own] of Map.groupBy(found, ({ price }) => price.kind)) {
        const prices = new Set(own.map(({ price }) => priceKey(price)));
        const { start: from, end: to, grain } = piece;
        see(kind, { pool, from, to, grain, wanted, prices });
      }
    },
    /** What each price is, by `priceKey`. */
    known: (): ReadonlyMap<string, KnownPrice> => known,
    pools: (): PoolPrices[] =>
      [...pools.values()].map((own) => {
        return { ...own, sightings: own.sightings.toSorted((a, b) => a.from - b.from) };
      }),
  };
};
