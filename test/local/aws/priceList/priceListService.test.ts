import { GetProductsCommand, PricingClient } from '@aws-sdk/client-pricing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { createPriceListService } from '#local/aws/priceList/priceListService.ts';
import { serveJson } from '../sagemaker/serveJson.ts';

const entry = z.object({
  product: z.object({
    productFamily: z.string(),
    attributes: z.record(z.string(), z.string()),
    sku: z.string(),
  }),
  serviceCode: z.literal('AmazonSageMaker'),
  terms: z.object({
    OnDemand: z.record(
      z.string(),
      z.object({
        effectiveDate: z.string(),
        priceDimensions: z.record(
          z.string(),
          z.object({ unit: z.string(), pricePerUnit: z.object({ USD: z.string() }) }),
        ),
      }),
    ),
  }),
});

let close = () => {};
let client = new PricingClient({});
beforeAll(async () => {
  const served = await serveJson(createPriceListService());
  client = new PricingClient(served.config);
  close = served.close;
});
afterAll(() => {
  client.destroy();
  close();
});

const send = (
  filters: Readonly<Record<string, string>>,
  page: { MaxResults?: number; NextToken?: string } = {},
) =>
  client.send(
    new GetProductsCommand({
      ServiceCode: 'AmazonSageMaker',
      Filters: Object.entries(filters).map(([Field, Value]) => ({ Type: 'TERM_MATCH', Field, Value })),
      ...page,
    }),
  );

type Found = Readonly<Record<string, string | undefined>>;

const find = async (filters: Readonly<Record<string, string>>): Promise<Found[]> => {
  const { PriceList } = await send(filters);
  return (PriceList ?? []).map((text: unknown) => {
    const { product, terms } = entry.parse(JSON.parse(String(text)));
    const [term] = Object.values(terms.OnDemand);
    const [price] = Object.values(term?.priceDimensions ?? {});
    return { ...product.attributes, unit: price?.unit, usd: price?.pricePerUnit.USD };
  });
};

describe('the Price List stand-in', () => {
  it('gives the hosting price of a type as AWS writes it', async () => {
    const found = await find({
      component: 'Hosting',
      instanceName: 'ml.g6.12xlarge',
      regionCode: 'us-east-1',
    });
    expect(found).toEqual([
      expect.objectContaining({
        instanceName: 'ml.g6.12xlarge',
        instanceType: 'ml.g6.12xlarge-Hosting',
        usagetype: 'USE1-Host:ml.g6.12xlarge',
        operation: 'RunInstance',
        marketoption: 'OnDemand',
        vCpu: '48',
        gpu: '4',
        unit: 'Hrs',
        usd: '5.7520000000',
      }),
    ]);
  });

  it('writes the suffix of newer types in lower case', async () => {
    const [found] = await find({
      component: 'Hosting',
      instanceName: 'ml.g7e.2xlarge',
      regionCode: 'us-east-1',
    });
    expect(found?.instanceType).toBe('ml.g7e.2xlarge-hosting');
    expect(found?.usd).toBe('4.2039000000');
  });

  it('prices regions apart', async () => {
    const found = await find({ component: 'Hosting', instanceName: 'ml.g5.12xlarge' });
    expect(found.map(({ regionCode, usd }) => [regionCode, usd])).toEqual([
      ['us-east-1', '7.0900000000'],
      ['eu-west-1', '7.9100000000'],
    ]);
  });

  it('matches other components too when the filter names none', async () => {
    const found = await find({ instanceName: 'ml.g6.12xlarge', regionCode: 'us-east-1' });
    expect(found.map(({ component, instanceType }) => `${component} ${instanceType}`)).toEqual([
      'Hosting ml.g6.12xlarge-Hosting',
      'Training ml.g6.12xlarge-Training',
      'Studio-JupyterLab ml.g6.12xlarge',
      'AsyncInf ml.g6.12xlarge-AsyncInf',
    ]);
  });

  it('shows a capacity block with a dummy price of nothing', async () => {
    const found = await find({
      component: 'Hosting',
      instanceName: 'ml.p5.48xlarge',
      regionCode: 'us-east-1',
    });
    expect(found.map(({ marketoption, usd }) => [marketoption, usd])).toEqual([
      ['OnDemand', '63.2960000000'],
      ['CapacityBlock', '0.0000000000'],
    ]);
  });

  it.each(['ml.p5.4xlarge', 'ml.p6-b300.48xlarge', 'ml.g6e.16xlarge'])(
    'has no SKU for %s',
    async (instanceName) => {
      expect(await find({ instanceName })).toEqual([]);
    },
  );

  it('pages at most a hundred at a time, each SKU once', async () => {
    const skus: string[] = [];
    let token: string | undefined;
    do {
      const page = await send({}, { MaxResults: 50, ...(token === undefined ? {} : { NextToken: token }) });
      for (const text of page.PriceList ?? []) skus.push(entry.parse(JSON.parse(String(text))).product.sku);
      token = page.NextToken;
    } while (token !== undefined);
    // 42 types in us-east-1 and 5 in eu-west-1, four components each, and the capacity block.
    expect(skus).toHaveLength(197);
    expect(new Set(skus).size).toBe(197);
  });

  it('refuses a wrong token, page size and service', async () => {
    await expect(send({}, { NextToken: 'nonsense' })).rejects.toMatchObject({
      name: 'InvalidNextTokenException',
    });
    await expect(send({}, { MaxResults: 101 })).rejects.toMatchObject({ name: 'InvalidParameterException' });
    await expect(client.send(new GetProductsCommand({ ServiceCode: 'AmazonEC2' }))).rejects.toMatchObject({
      name: 'NotFoundException',
    });
  });
});

describe('a price that changes', () => {
  let now = 0;
  const day = (date: string) => Date.parse(`${date}T00:00:00Z`) / 1000;
  const changing = {
    now: () => now,
    changes: [
      { instanceType: 'ml.g5.12xlarge', from: day('2027-03-01'), usdPerHour: '7.5' },
      { instanceType: 'ml.g5.12xlarge', from: day('2027-02-01'), usdPerHour: '6.999' },
    ],
  };
  let priceAt = async (_date: string): Promise<(string | undefined)[][]> => [];
  let closeChanging = () => {};
  beforeAll(async () => {
    const served = await serveJson(createPriceListService(changing));
    const changingClient = new PricingClient(served.config);
    closeChanging = () => {
      changingClient.destroy();
      served.close();
    };
    priceAt = async (date) => {
      now = day(date);
      const Filters = [
        { Type: 'TERM_MATCH' as const, Field: 'instanceName', Value: 'ml.g5.12xlarge' },
        { Type: 'TERM_MATCH' as const, Field: 'regionCode', Value: 'us-east-1' },
      ];
      const { PriceList } = await changingClient.send(
        new GetProductsCommand({ ServiceCode: 'AmazonSageMaker', Filters }),
      );
      return (PriceList ?? []).map((text: unknown) => {
        const { product, terms } = entry.parse(JSON.parse(String(text)));
        const [term] = Object.values(terms.OnDemand);
        const [price] = Object.values(term?.priceDimensions ?? {});
        return [product.attributes.component, price?.pricePerUnit.USD, term?.effectiveDate];
      });
    };
  });
  afterAll(() => closeChanging());

  it.each([
    ['2027-01-31', '7.0900000000', '2020-01-01T00:00:00Z'],
    ['2027-02-01', '6.9990000000', '2027-02-01T00:00:00Z'],
    ['2027-02-28', '6.9990000000', '2027-02-01T00:00:00Z'],
    ['2027-03-01', '7.5000000000', '2027-03-01T00:00:00Z'],
  ])('is, on %s, $%s since %s', async (date, usd, since) => {
    const [hosting, ...others] = await priceAt(date);
    expect(hosting).toEqual(['Hosting', usd, since]);
    // What is not real-time inference keeps its price.
    expect(others[0]).toEqual(['Training', '7.0900000000', '2020-01-01T00:00:00Z']);
  });

  it('must be of a type that is sold', () => {
    const changes = [{ instanceType: 'ml.p5.4xlarge', from: 0, usdPerHour: '1' }];
    expect(() => createPriceListService({ changes })).toThrow(
      'the Price List has no ml.p5.4xlarge whose price could change',
    );
  });
});
