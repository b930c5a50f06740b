import * as z from 'zod';
import { formatInstant } from '#local/aws/formatInstant.ts';
import { AwsError, type JsonService } from '#local/aws/jsonService.ts';
import { takePage } from '#local/aws/takePage.ts';
import { createPrices, type PriceChange } from './createPrices.ts';
import { toPriceListEntry } from './priceListEntry.ts';
import { type Product, products } from './products.ts';

const getProductsInput = z.object({
  ServiceCode: z.string(),
  Filters: z
    .array(z.object({ Type: z.literal('TERM_MATCH'), Field: z.string(), Value: z.string() }))
    .max(50)
    .default([]),
  FormatVersion: z.literal('aws_v1').default('aws_v1'),
  NextToken: z.string().optional(),
  MaxResults: z.int().min(1).max(100).default(100),
});

type GetProductsInput = z.infer<typeof getProductsInput>;

const fieldOf = (product: Product, field: string): string | undefined => {
  if (field === 'ServiceCode') return 'AmazonSageMaker';
  if (field === 'productFamily') return 'ML Instance';
  return field === 'sku' ? product.sku : product.attributes[field];
};

const parseInput = (input: unknown): GetProductsInput => {
  const parsed = getProductsInput.safeParse(input);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new AwsError('InvalidParameterException', faults.join('; '));
};

export type PriceListOptions = {
  /** The time (epoch seconds) of a call, at which the list was published; fixed when absent. */
  now?: () => number;
  changes?: readonly PriceChange[];
};

/**
 * A stand-in for the Price List's `GetProducts` with the real-time inference prices that are known, and rows of
 * other components beside them, as AWS has. Filters are case-sensitive, and a field that no SKU has matches
 * nothing. A price is the one in force at the time of the call.
 * @throws RangeError for a change of a type that is not sold here.
 */
export const createPriceListService = (options: PriceListOptions = {}): JsonService => {
  const { now = () => Date.UTC(2026, 10, 1) / 1000 } = options;
  const priceOf = createPrices(options.changes ?? []);
  return {
    signingName: 'pricing',
    targetPrefix: 'AWSPriceListService',
    contentType: 'application/x-amz-json-1.1',
    errorNamespace: 'com.amazonaws.pricing',
    operations: {
      GetProducts: (input) => {
        const asked = parseInput(input);
        if (asked.ServiceCode !== 'AmazonSageMaker')
          throw new AwsError('NotFoundException', `Service code ${asked.ServiceCode} is not served here`);
        const matching = products.filter((product) =>
          asked.Filters.every(({ Field, Value }) => fieldOf(product, Field) === Value),
        );
        const time = now();
        const toEntry = (product: Product) =>
          toPriceListEntry(product, priceOf(product, time), formatInstant(time));
        const page = takePage(matching, asked.MaxResults, asked.NextToken);
        if (page === undefined)
          throw new AwsError('InvalidNextTokenException', 'The next token is not valid');
        return {
          FormatVersion: asked.FormatVersion,
          PriceList: page.items.map((product) => JSON.stringify(toEntry(product))),
          NextToken: page.nextToken,
        };
      },
    },
  };
};
