import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { openLedger } from '#cli/readLedger.ts';
import { hostingPrices } from '#local/aws/priceList/hostingPrices.ts';
import type { LocalCloud } from '#local/bootCloud.ts';
import { createVirtualClock } from '#local/clock.ts';
import { localAccount, localRegion, startFleetRun } from '#local/fleetRun.ts';
import { synthesize } from '#local/synthesize.ts';
import { levels } from '#shared/domain/rollup.ts';
import { instant } from '#shared/domain/time.ts';
import { createFirstRun } from '#shared/ledger/createFirstRun.ts';
import type { PriceStep } from './cloud/prices.ts';
import { createWorld } from './createWorld.ts';
import { createWireFaults } from './faults/wireFaults.ts';
import { checkLedger, type LedgerView } from './oracle/checkLedger.ts';
import { expectWorld } from './oracle/expectWorld.ts';
import { createRandom } from './random.ts';
import type { Outcome } from './summary.ts';
import { chooseSpan, type Span } from './world/chooseSpan.ts';

const minute = 60;
const calmSeconds = 45 * minute;
const marginSeconds = 20 * minute;

/** What `simulate` plays in hours is an hour and a half here: it is the same product, but every call is a real one. */
const shorten = ({ start, firstEventAt }: Span): Span => {
  const first = Math.min(firstEventAt, start + 20 * minute);
  return { start, firstEventAt: first, end: first + 90 * minute };
};

const stepsOf = (instanceType: string): PriceStep[] => {
  const price = hostingPrices.get(localRegion)?.find(({ instanceName }) => instanceName === instanceType);
  if (price === undefined) return [];
  return [{ from: 0, listedAt: 0, nanoDollarsPerHour: BigInt(Math.round(Number(price.usd) * 1e9)) }];
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

/**
 * Plays one seed over HTTP: a world of `simulate`'s kind through the synthesized stack, its functions, queue and rules, on
 * the stand-ins, with faults on the wire.
 */
export const simulateOverHttp = async (seed: number): Promise<Outcome> => {
  const random = createRandom(seed);
  const span = shorten(chooseSpan(random.fork('span')));
  const world = createWorld(span, random.fork('world'), { endpoints: 1, canLose: true });
  const clock = createVirtualClock(span.firstEventAt);
  let runs = 0;
  const faults = createWireFaults(seed, clock.now, span.end - calmSeconds);
  const run = await startFleetRun({
    world,
    clock,
    assembly: await synthesize(),
    every: '5 minutes',
    port: 0,
    listingLagSeconds: random.pick([0, 120, 900]),
    faults: faults.plan,
    onLog: ({ text }) => {
      if (text.includes('"endpoint.collected"')) runs += 1;
    },
  });
  const outcome = { seed, hours: (span.end - span.firstEventAt) / 3_600, faults: faults.counts };
  try {
    await run.playTo(span.end);
    const ledger = await readWhole(run.cloud, span.start - 7_200, span.end);
    const failures = [
      ...checkLedger({
        ledger,
        expected: expectWorld(world, span.end + 7_200),
        prices: { stepsOf },
        firstRunAt: await readFirstRunAt(run.cloud, span.end),
        until: Math.floor((span.end - marginSeconds) / 300) * 300,
      }),
    ];
    return { ...outcome, runs, buckets: ledger.all().length, failures };
  } catch (error) {
    const failures = [error instanceof Error ? (error.stack ?? error.message) : String(error)];
    return { ...outcome, runs, buckets: 0, failures };
  } finally {
    await run.cloud.stop();
  }
};
