import { formatInstant } from '#local/aws/formatInstant.ts';
import { type Product, products } from './products.ts';

/** A new on-demand hosting price, dollars an hour as text, from a time (epoch seconds) on, wherever the type is sold. */
export type PriceChange = { instanceType: string; from: number; usdPerHour: string };

export type PriceInForce = { usd: string; effectiveDate: string };

/** Since when the listed prices are in force: long before anything is played. */
const listedSince = '2020-01-01T00:00:00Z';

const isHosting = ({ attributes }: Product): boolean =>
  attributes.component === 'Hosting' && attributes.marketoption === 'OnDemand';

const changesOf = (product: Product, changes: readonly PriceChange[]): PriceChange[] =>
  isHosting(product)
    ? changes.filter(({ instanceType }) => instanceType === product.attributes.instanceName)
    : [];

/**
 * The price of each SKU over time: its listed one until the first change, then that of the latest change.
 * @throws RangeError for a change of a type that no SKU has.
 */
export const createPrices = (
  changes: readonly PriceChange[],
): ((product: Product, time: number) => PriceInForce) => {
  for (const { instanceType } of changes)
    if (!products.some((product) => isHosting(product) && product.attributes.instanceName === instanceType))
      throw new RangeError(`the Price List has no ${instanceType} whose price could change`);
  const ordered = changes.toSorted((a, b) => a.from - b.from);
  return (product, time) => {
    const change = changesOf(product, ordered).findLast(({ from }) => from <= time);
    return change === undefined
      ? { usd: product.usd, effectiveDate: listedSince }
      : { usd: change.usdPerHour, effectiveDate: formatInstant(change.from) };
  };
};
