import type { Instant } from '#shared/domain/time.ts';
import type { PriceChange } from './priceChange.ts';

/** What a price that held at `from` is multiplied by to have the one at `to`, not before it. */
export const priceFactor = (
  changes: readonly PriceChange[],
  instanceType: string,
  from: Instant,
  to: Instant,
): number =>
  changes
    .filter((change) => change.instanceType === instanceType && from < change.at && change.at <= to)
    .reduce((product, { factor }) => product * factor, 1);
