import { PricingClient } from '@aws-sdk/client-pricing';
import { afterEach, describe, expect, it } from 'vitest';
import { createPriceListService } from '#local/aws/priceList/priceListService.ts';
import { createVirtualClock } from '#local/clock.ts';
import { instant, parseInstant } from '#shared/domain/time.ts';
import { createReadListPrice, type PriceKey, type ReadListPrice } from '#shared/rates/readListPrice.ts';
import { second } from '#test/builders/world.ts';
import { openStandIns, type StandIns } from '#test/harness/openStandIns.ts';
import { createPrices } from '#test/simulation/cloud/prices.ts';
import { createRandom } from '#test/simulation/random.ts';

const changeAt = second(3_600);
const type = 'ml.g6.12xlarge';
const asked: PriceKey = { instanceType: type, region: 'us-east-1', component: 'Hosting' };

/** A Price List at a time, in which the price of `type` changes at 01:00. */
type OpenPriceList = (now: number) => Promise<ReadListPrice>;

let open: StandIns | undefined;
afterEach(() => open?.close());

const openFake: OpenPriceList = async (now) => {
  const change = { from: changeAt, listedAt: changeAt };
  // Half of the types change, by chance.
  const prices = Array.from({ length: 20 }, (_, seed) => createPrices(createRandom(seed), change)).find(
    ({ stepsOf }) => stepsOf(asked).length > 1,
  );
  return async (asked) => prices?.listed(asked, now);
};

const openStandIn: OpenPriceList = async (now) => {
  const clock = createVirtualClock(now);
  const changes = [{ instanceType: type, from: changeAt, usdPerHour: '5.25' }];
  const service = createPriceListService({ now: clock.now, changes });
  open = await openStandIns({ clock, services: [service] });
  return createReadListPrice(new PricingClient(open.client));
};

describe.each<[string, OpenPriceList]>([
  ['the simulation’s fake', openFake],
  ['the stand-in', openStandIn],
])('the Price List by %s', (_, openList) => {
  it('gives a price in whole nano-dollars, its source, and the accelerators that share it', async () => {
    const price = await (await openList(second(60)))(asked);
    expect(price?.perInstanceHour).toBeGreaterThan(0n);
    expect(price?.source).not.toBe('');
    expect(price?.accelerators).toBe(4);
  });

  it('gives the price in force, from when on it is', async () => {
    const before = await (await openList(changeAt - 1))(asked);
    const after = await (await openList(changeAt))(asked);
    expect(after?.perInstanceHour).not.toBe(before?.perInstanceHour);
    expect(after?.source).not.toBe(before?.source);
    expect(after?.effectiveFrom).toBe(instant(changeAt));
  });
});

describe('the Price List by the stand-in', () => {
  it('says when a price came into force that never changed', async () => {
    const price = await (await openStandIn(second(60)))({ ...asked, instanceType: 'ml.g5.2xlarge' });
    expect(price?.effectiveFrom).toBe(parseInstant('2020-01-01T00:00:00Z'));
  });

  it('has no price for a type that is not sold', async () => {
    expect(
      await (await openStandIn(second(60)))({ ...asked, instanceType: 'ml.g7.12xlarge' }),
    ).toBeUndefined();
  });
});
