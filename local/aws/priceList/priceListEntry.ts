import type { PriceInForce } from './createPrices.ts';
import type { Product } from './products.ts';

// The codes that every on-demand hourly term of the Price List has.
const onDemandTerm = 'JRTCKXETXF';
const hourlyRate = '6YS6EN2CT7';

const withTenDecimals = (usd: string): string => {
  const [whole = '0', fraction = ''] = usd.split('.');
  return `${whole}.${fraction.padEnd(10, '0')}`;
};

/** A SKU as a `PriceList` entry, before it is made a JSON string. `publishedAt` is an ISO instant. */
export const toPriceListEntry = (
  { sku, attributes }: Product,
  { usd, effectiveDate }: PriceInForce,
  publishedAt: string,
) => {
  const term = `${sku}.${onDemandTerm}`;
  const price = withTenDecimals(usd);
  return {
    product: { productFamily: 'ML Instance', attributes, sku },
    serviceCode: 'AmazonSageMaker',
    terms: {
      OnDemand: {
        [term]: {
          priceDimensions: {
            [`${term}.${hourlyRate}`]: {
              unit: 'Hrs',
              endRange: 'Inf',
              description: `$${usd} per ${attributes.component} ${attributes.instanceName} hour in ${attributes.location}`,
              appliesTo: [],
              rateCode: `${term}.${hourlyRate}`,
              beginRange: '0',
              pricePerUnit: { USD: price },
            },
          },
          sku,
          effectiveDate,
          offerTermCode: onDemandTerm,
          termAttributes: {},
        },
      },
    },
    version: publishedAt.replaceAll(/[-:TZ]/g, ''),
    publicationDate: publishedAt,
  };
};
