import { childOf, startsOf } from '#shared/domain/calendar.ts';
import { NotFoundError } from '#shared/domain/errors.ts';
import { type PriceSpan, priceKey, priceSpans } from '#shared/domain/priceSpans.ts';
import type { RateKind } from '#shared/domain/rateKind.ts';
import { traceRows } from '#shared/domain/traceRows.ts';
import type { Window } from '#shared/domain/window.ts';
import type { Ledger } from '#shared/ledger/createLedger.ts';
import { readRange } from '#shared/ledger/readRange.ts';
import { type PoolName, type PoolPrices, pricesIn, type StoredSighting } from './gatherPrices.ts';

/** A price of a pool and from when to when it was in force, by `priceKey`. */
export type DatedPrice = PriceSpan & { pool: PoolName };

type Reads = Pick<Ledger, 'readRollups' | 'readSplits'>;

/** Prices change rarely; whoever changes them every hour is told the day. */
const mostReads = 100;

/** What the items below one say of its prices; undefined where there are none that are finer. */
const lookInto = async (
  ledger: Reads,
  kind: RateKind,
  { pool, from, to, grain, wanted }: StoredSighting,
  rateKind: RateKind,
): Promise<StoredSighting[] | undefined> => {
  if (grain === 'bucket') return undefined;
  const cuts = startsOf(childOf(grain), from, to);
  const pieces = await readRange(ledger, pool, from, to, cuts).catch((error: unknown) => {
    if (error instanceof NotFoundError) return undefined;
    throw error;
  });
  return pieces?.flatMap((piece): StoredSighting[] => {
    const rows = traceRows([{ pool, splits: piece.splits }], rateKind);
    const own = pricesIn(rows, wanted, rateKind).filter(({ price }) => price.kind === kind);
    const prices = new Set(own.map(({ price }) => priceKey(price)));
    const { start, end, grain: finer } = piece;
    return prices.size === 0 ? [] : [{ pool, from: start, to: end, grain: finer, wanted, prices }];
  });
};

/**
 * From when to when each price of a figure was in force. Where a stored item has several, the items below it are read to tell when they
 * changed, down to buckets as far as they are kept.
 */
export const datePrices = async (
  ledger: Reads,
  pools: readonly PoolPrices[],
  window: Window,
  rateKind: RateKind,
): Promise<DatedPrice[]> => {
  let reads = 0;
  const refine = async (own: PoolPrices, sighting: StoredSighting): Promise<StoredSighting[]> => {
    if (sighting.prices.size < 2 || reads >= mostReads) return [sighting];
    reads += 1;
    const found = await lookInto(ledger, own.kind, sighting, rateKind);
    if (found === undefined) return [sighting];
    return (await Promise.all(found.map((each) => refine(own, each)))).flat();
  };
  const dated = pools.map(async (own) => {
    const sightings = (await Promise.all(own.sightings.map((each) => refine(own, each)))).flat();
    return priceSpans(sightings, window).map((span) => ({ ...span, pool: own.pool }));
  });
  return (await Promise.all(dated)).flat();
};
