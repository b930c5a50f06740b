import { PricingClient } from '@aws-sdk/client-pricing';
import { afterEach, describe, expect, it } from 'vitest';
import { createPriceListService } from '#local/aws/priceList/priceListService.ts';
import { createVirtualClock } from '#local/clock.ts';
import { rate } from '#shared/domain/money.ts';
import { instant } from '#shared/domain/time.ts';
import { createRateCard } from '#shared/rates/rateCard.ts';
import { createReadListPrice, type ListPrice, type PriceKey } from '#shared/rates/readListPrice.ts';
import { at } from '#test/builders/samples.ts';
import { gpus } from '#test/builders/unit.ts';
import { openStandIns, type StandIns } from '#test/harness/openStandIns.ts';

const askOf = (instanceType: string, region = 'us-east-1', component: PriceKey['component'] = 'Hosting') => ({
  instanceType,
  region,
  component,
});

let open: StandIns | undefined;
afterEach(() => open?.close());

const connect = async () => {
  open = await openStandIns({ clock: createVirtualClock(0), services: [createPriceListService()] });
  return createReadListPrice(new PricingClient(open.client));
};

describe('readListPrice', () => {
  it.each([
    ['ml.g6.12xlarge', 'us-east-1', 5_752_000_000n],
    ['ml.g7e.2xlarge', 'us-east-1', 4_203_900_000n],
    ['ml.g4dn.xlarge', 'eu-west-1', 821_000_000n],
  ])('reads the hosting price of %s in %s, whatever the case of its suffix', async (type, region, nano) => {
    const readListPrice = await connect();
    const price = await readListPrice(askOf(type, region));
    expect(price?.perInstanceHour).toBe(nano);
    expect(price?.source).toMatch(/^AWS Price List \w+ of \d{4}-\d\d-\d\d$/);
  });

  it('reads what asynchronous inference costs', async () => {
    const readListPrice = await connect();
    // A tenth more, in the stand-in.
    const price = await readListPrice(askOf('ml.g6.12xlarge', 'us-east-1', 'AsyncInf'));
    expect(price?.perInstanceHour).toBe(6_327_200_000n);
  });

  it('says where a price holds, since when, and where it is from', async () => {
    const readListPrice = await connect();
    expect(await readListPrice(askOf('ml.g4dn.xlarge', 'eu-west-1'))).toMatchObject({
      region: 'eu-west-1',
      effectiveFrom: at('2020-01-01T00:00:00Z'),
      source: expect.stringMatching(/^AWS Price List \w+ of 2020-01-01$/),
    });
  });

  it('drops the dummy of nothing that a capacity block shows', async () => {
    const readListPrice = await connect();
    expect((await readListPrice(askOf('ml.p5.48xlarge')))?.perInstanceHour).toBe(63_296_000_000n);
  });

  it.each(['ml.p5.4xlarge', 'ml.p6-b300.48xlarge', 'ml.nobody.xlarge'])(
    'has no price for %s',
    async (type) => {
      const readListPrice = await connect();
      expect(await readListPrice(askOf(type))).toBeUndefined();
    },
  );
});

describe('a rate card', () => {
  const price: ListPrice = {
    region: 'us-east-1',
    perInstanceHour: rate(1n),
    source: 'x',
    effectiveFrom: instant(0),
    accelerators: 3,
    vcpus: 96,
  };

  it('reads a price once a day', async () => {
    let reads = 0;
    const rateOf = createRateCard(
      async () => {
        reads += 1;
        return price;
      },
      () => undefined,
    );
    for (const now of [0, 86_399, 86_400]) await rateOf(askOf('ml.new.xlarge'), instant(now));
    expect(reads).toBe(2);
  });

  it('keeps the prices of one type for what it is sold as apart', async () => {
    const rateOf = createRateCard(
      async ({ component }) => ({ ...price, source: component }),
      () => undefined,
    );
    const sources = (['Hosting', 'AsyncInf'] as const).map(async (component) => {
      const asked = askOf('ml.new.xlarge', 'us-east-1', component);
      return (await rateOf(asked, instant(0))).rate?.source;
    });
    expect(await Promise.all(sources)).toEqual(['Hosting', 'AsyncInf']);
  });

  it('takes the number of accelerators from AWS’s table, and for a type that is not in it from the Price List', async () => {
    const rateOf = createRateCard(
      async () => price,
      () => undefined,
    );
    expect((await rateOf(askOf('ml.g6.12xlarge'), instant(0))).unit).toEqual(gpus(4));
    expect((await rateOf(askOf('ml.new.xlarge'), instant(0))).unit).toEqual(gpus(3));
  });

  it('goes on with the last price, or none, while the Price List is out, and tells', async () => {
    let isOut = true;
    const outages: unknown[] = [];
    const rateOf = createRateCard(
      async () => {
        if (isOut) throw new Error('out');
        return price;
      },
      (error) => outages.push(error),
    );
    const ask = async (now: number) =>
      (await rateOf(askOf('ml.g6.12xlarge'), instant(now))).rate?.perInstanceHour;
    expect(await ask(0)).toBeUndefined();
    isOut = false;
    expect(await ask(300)).toBe(1n);
    isOut = true;
    expect(await ask(100_000)).toBe(1n);
    expect(outages).toHaveLength(2);
  });
});
