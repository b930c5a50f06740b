import { type PricingClient, paginateGetProducts } from '@aws-sdk/client-pricing';
import * as z from 'zod';
import { parseRate, type Rate } from '#shared/domain/money.ts';
import { type Instant, instant, parseInstant } from '#shared/domain/time.ts';

/** What endpoints' instances are sold as: `AsyncInf` those of asynchronous endpoints, `Hosting` all others. */
export type PriceComponent = 'Hosting' | 'AsyncInf';

/** What one price is of. */
export type PriceKey = { instanceType: string; region: string; component: PriceComponent };

/** What the Price List says of one instance type for inference. */
export type ListPrice = {
  region: string;
  perInstanceHour: Rate;
  /** `AWS Price List <SKU> of <date>`: the price's version. */
  source: string;
  effectiveFrom: Instant;
  /** Accelerators on one instance, where the Price List tells. */
  accelerators: number | undefined;
  vcpus: number | undefined;
};

const priceListItem = z.object({
  product: z.object({ sku: z.string(), attributes: z.record(z.string(), z.string()) }),
  terms: z.object({
    OnDemand: z
      .record(
        z.string(),
        z.object({
          effectiveDate: z.string(),
          priceDimensions: z.record(
            z.string(),
            z.object({ unit: z.string(), pricePerUnit: z.object({ USD: z.string().optional() }) }),
          ),
        }),
      )
      .optional(),
  }),
});

/** `N/A` where there is none. */
const wholeNumber = (text: string | undefined): number | undefined =>
  text !== undefined && /^[1-9]\d*$/.test(text) ? Number(text) : undefined;

/** The on-demand hourly prices of one product; CapacityBlock and the like carry a dummy term of zero. */
const toPrices = ({ product, terms }: z.infer<typeof priceListItem>, region: string): ListPrice[] => {
  const { attributes, sku } = product;
  if ((attributes.marketoption ?? 'OnDemand') !== 'OnDemand') return [];
  const accelerators = wholeNumber(attributes.gpu);
  const vcpus = wholeNumber(attributes.vCpu);
  return Object.values(terms.OnDemand ?? {}).flatMap(({ effectiveDate, priceDimensions }) =>
    Object.values(priceDimensions).flatMap(({ unit, pricePerUnit }) => {
      const perInstanceHour = parseRate(pricePerUnit.USD ?? '');
      if (perInstanceHour === undefined || perInstanceHour === 0n || !/^hrs?$/i.test(unit)) return [];
      return {
        region,
        perInstanceHour,
        source: `AWS Price List ${sku} of ${effectiveDate.slice(0, 10)}`,
        effectiveFrom: parseInstant(effectiveDate) ?? instant(0),
        accelerators,
        vcpus,
      };
    }),
  );
};

/**
 * Looks up the on-demand price of an instance type in a region, for synchronous or for asynchronous inference.
 *
 * The clean `instanceName` and the component are asked for, because the suffix of `instanceType` is `-Hosting` for some
 * types and `-hosting` for others, and without the component one name matches Training, Studio and more.
 * @returns undefined when there is no price, or more than one: Tenner never guesses one.
 */
export const createReadListPrice =
  (client: PricingClient) =>
  async ({ instanceType, region, component }: PriceKey): Promise<ListPrice | undefined> => {
    const match = (Field: string, Value: string) => ({ Type: 'TERM_MATCH' as const, Field, Value });
    const input = {
      ServiceCode: 'AmazonSageMaker',
      FormatVersion: 'aws_v1',
      Filters: [
        match('component', component),
        match('instanceName', instanceType),
        match('regionCode', region),
      ],
    };
    const prices: ListPrice[] = [];
    for await (const { PriceList = [] } of paginateGetProducts({ client }, input)) {
      prices.push(
        ...PriceList.flatMap((item: unknown) =>
          toPrices(priceListItem.parse(JSON.parse(String(item))), region),
        ),
      );
    }
    const [price, ...others] = prices;
    return others.every(({ perInstanceHour }) => perInstanceHour === price?.perInstanceHour)
      ? price
      : undefined;
  };

export type ReadListPrice = ReturnType<typeof createReadListPrice>;
