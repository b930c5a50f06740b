import * as z from 'zod';
import { AwsError, type JsonService } from '#local/aws/jsonService.ts';
import { takePage } from '#local/aws/takePage.ts';
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

/**
 * A stand-in for the Price List's `GetProducts` with the real-time inference prices that are known, and rows of
 * other components beside them, as AWS has. Filters are case-sensitive, and a field that no SKU has matches
 * nothing. `now` (epoch seconds) is the time the list was published; fixed when absent.
 */
export const createPriceListService = (options: { now?: () => number } = {}): JsonService => {
  const publishedAt = (): string =>
    new Date((options.now?.() ?? Date.UTC(2026, 10, 1) / 1000) * 1000).toISOString().replace(/\.\d+/, '');
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
        const page = takePage(matching, asked.MaxResults, asked.NextToken);
        if (page === undefined)
          throw new AwsError('InvalidNextTokenException', 'The next token is not valid');
        return {
          FormatVersion: asked.FormatVersion,
          PriceList: page.items.map((product) => JSON.stringify(toPriceListEntry(product, publishedAt()))),
          NextToken: page.nextToken,
        };
      },
    },
  };
};
