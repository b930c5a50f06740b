import type { PoolRate } from '#shared/domain/poolState.ts';
import type { RateKind } from '#shared/domain/rateKind.ts';
import type { RatedPool, RatesInForce } from '#shared/domain/rates.ts';
import { ratesOf } from '#shared/domain/ratesOf.ts';
import { after, bucketSeconds, type Instant } from '#shared/domain/time.ts';
import { edgesIn } from '#shared/domain/validity.ts';
import type { PriceChange } from './priceChange.ts';

/**
 * When a pool's price changes within some time, past or to come, by the rates document and its list prices, and by how much.
 * A price that was nothing, or was not known, has no factor, and is left out.
 *
 * @param history the pool's list prices.
 */
export const priceChangesOf = (
  rates: RatesInForce,
  history: readonly PoolRate[],
  pool: RatedPool,
  kind: RateKind,
  range: { from: Instant; to: Instant },
): PriceChange[] => {
  const priceAt = (time: Instant): number => {
    const { rate, chargeRate } = ratesOf(rates, history, pool, time);
    return Number((kind === 'cost' ? rate : chargeRate)?.perInstanceHour ?? 0n);
  };
  const edges = new Set([...edgesIn(rates.document.rules), ...history.map(({ from }) => from)]);
  return [...edges]
    .filter((at) => range.from < at && at < range.to)
    .toSorted((a, b) => a - b)
    .flatMap((at) => {
      const [before, then] = [priceAt(after(at, -bucketSeconds)), priceAt(at)];
      const factor = then / before;
      return before === 0 || factor === 1 ? [] : [{ instanceType: pool.instanceType, at, factor }];
    });
};
