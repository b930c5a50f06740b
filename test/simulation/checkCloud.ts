import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { openLedger } from '#cli/readLedger.ts';
import { products } from '#local/aws/priceList/products.ts';
import type { LocalCloud } from '#local/bootCloud.ts';
import type { World } from '#local/fleet/world.ts';
import { localAccount, localRegion } from '#local/fleetRun.ts';
import { levels } from '#shared/domain/rollup.ts';
import { instant } from '#shared/domain/time.ts';
import { createFirstRun } from '#shared/ledger/createFirstRun.ts';
import { atListPrices } from './cloud/agreements.ts';
import { ownedByTags } from './cloud/ownership.ts';
import type { Priced, PriceStep } from './cloud/prices.ts';
import { checkLedger, type LedgerView } from './oracle/checkLedger.ts';
import { expectWorld } from './oracle/expectWorld.ts';
import type { Span } from './world/chooseSpan.ts';

const marginSeconds = 20 * 60;

/** Since when the stand-in's prices are in force. */
const listedSince = Date.UTC(2020, 0, 1) / 1000;

const stepsOf = ({ instanceType, component }: Priced): PriceStep[] => {
  const price = products.find(
    ({ attributes }) =>
      attributes.regionCode === localRegion &&
      attributes.component === component &&
      attributes.marketoption === 'OnDemand' &&
      attributes.instanceName === instanceType,
  );
  if (price === undefined) return [];
  return [
    { from: listedSince, listedAt: 0, nanoDollarsPerHour: BigInt(Math.round(Number(price.usd) * 1e9)) },
  ];
};

/** All that the table has by the end, as the oracle looks at it. */
const readWhole = async (cloud: LocalCloud, from: number, to: number): Promise<LedgerView> => {
  const ledger = openLedger(cloud);
  const pools = await ledger.listPools(`${localAccount}#${localRegion}`);
  const [start, end] = [instant(from), instant(to)];
  const read = await Promise.all(
    pools.map(async (pool) => ({
      pool,
      state: (await ledger.readPool(pool))?.state,
      buckets: await ledger.readBuckets(pool, start, end),
      rollups: (await Promise.all(levels.map((level) => ledger.readRollups(pool, level, start, end)))).flat(),
    })),
  );
  return {
    states: () => read.flatMap(({ pool, state }) => (state === undefined ? [] : { pool, state })),
    all: () => read.flatMap(({ pool, buckets }) => buckets.map(({ bucket }) => ({ pool, bucket }))),
    allRollups: () => read.flatMap(({ pool, rollups }) => rollups.map(({ rollup }) => ({ pool, rollup }))),
  };
};

const readFirstRunAt = ({ url, resources }: LocalCloud, end: number): Promise<number> => {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new DynamoDBClient({ endpoint: url, region: localRegion, credentials });
  const read = createFirstRun(DynamoDBDocumentClient.from(client), resources.tables[0]?.name ?? '');
  return read(`arn:aws:sagemaker:${localRegion}:${localAccount}:endpoint/any`, instant(end));
};

/** What the table of a stack that has played a world has, and how that differs from what it must be. */
export const checkCloud = async (
  cloud: LocalCloud,
  world: World,
  span: Span,
): Promise<{ buckets: number; failures: string[] }> => {
  const ledger = await readWhole(cloud, span.start - 7_200, span.end);
  const failures = checkLedger({
    ledger,
    expected: expectWorld(world, span.end + 7_200),
    prices: { stepsOf },
    ownership: ownedByTags(),
    agreements: atListPrices(),
    firstRunAt: await readFirstRunAt(cloud, span.end),
    until: Math.floor((span.end - marginSeconds) / 300) * 300,
  });
  return { buckets: ledger.all().length, failures: [...failures] };
};
