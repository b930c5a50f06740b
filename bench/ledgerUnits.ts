/**
 * `npm run bench:ledger`: what a pool's ledger costs in DynamoDB's units, beside the least that it could.
 *
 * A pool of twenty components is played for a day, every five minutes: the newest bucket without its last samples, the
 * one before again with all of them, the pool's state, and whatever has ended rolled up. DynamoDB (dynalite) says itself
 * what each call consumed. Exits 1 when that is more than the design allows.
 */
import { itemSize } from '#local/aws/dynamodb/itemSize.ts';
import { openDynamoDb } from '#local/aws/dynamodb.ts';
import { openFront } from '#local/aws/front.ts';
import { createVirtualClock } from '#local/clock.ts';
import { rate } from '#shared/domain/money.ts';
import { after, bucketSeconds, floorTo, type Instant, instant } from '#shared/domain/time.ts';
import { toBucketItem } from '#shared/ledger/bucketItem.ts';
import { createLedger, type Ledger } from '#shared/ledger/createLedger.ts';
import { rollUpPool } from '#shared/ledger/rollUpPool.ts';
import { busyBucket, busyPool } from './busyPool.ts';
import { countUnits } from './countUnits.ts';
import { connect, createTable, tableName } from './ledgerTable.ts';

const hours = 24;
/** The middle of a day, so that one day ends on the way. */
const start = instant(Date.parse('2026-01-01T12:00:00Z') / 1000);
const lookBackSeconds = 35 * 60;
const settlingSeconds = 15 * 60;
/** Write units that the design allows for a pool-hour. */
const allowedWrites = 110;

/** Brings the stored buckets up to `to`, and the state with them, as a run of the collector does. */
const collect = async (ledger: Ledger, to: Instant): Promise<Instant> => {
  await ledger.readPool(busyPool);
  const from = after(to, -lookBackSeconds);
  const stored = await ledger.readBuckets(busyPool, after(from, -bucketSeconds), to);
  const versions = new Map(stored.map(({ bucket, version }) => [bucket.start, version]));
  const newest = after(to, -bucketSeconds);
  const before = after(newest, -bucketSeconds);
  await ledger.putBucket(
    busyPool,
    busyBucket(newest, (_, slot) => slot < 29),
    0,
  );
  const version = versions.get(before);
  if (version === 1) await ledger.putBucket(busyPool, busyBucket(before), 1);
  const settledThrough = floorTo(after(to, -settlingSeconds), bucketSeconds);
  await ledger.changePool(busyPool, () => ({
    collectedFrom: start,
    readThrough: to,
    settledThrough,
    runs: 0,
    rates: [{ from: start, perInstanceHour: rate(5_752_000_000n), source: 'AWS Price List of 2026-11-20' }],
    reviseFrom: undefined,
    ownersVersion: 0,
    ratesVersion: 0,
    acceleratorDimension: 'AcceleratorId',
    backfill: undefined,
    silent: undefined,
  }));
  return settledThrough;
};

const front = await openFront({ port: 0, clock: createVirtualClock(0) });
const dynamoDb = openDynamoDb({ region: 'us-east-1', accountId: '123456789012' });
const { service, units } = countUnits(dynamoDb.service);
front.serve(service);
const documents = connect(front.url);
await createTable(documents);
const ledger = createLedger(documents, tableName, { retentionDays: 90 });

const sum = (counts: Iterable<number>): number => [...counts].reduce((total, each) => total + each, 0);
const play = async (from: Instant, to: Instant) => {
  const reads = { collecting: 0, 'rolling up': 0 };
  for (let time = after(from, bucketSeconds); time <= to; time = after(time, bucketSeconds)) {
    const before = sum(units.reads.values());
    const settledThrough = await collect(ledger, time);
    const between = sum(units.reads.values());
    const range = { from: after(time, -lookBackSeconds), to: settledThrough, now: time };
    await rollUpPool(ledger, busyPool, range);
    reads.collecting += between - before;
    reads['rolling up'] += sum(units.reads.values()) - between;
  }
  return reads;
};

const steady = after(start, 7_200);
await play(start, steady);
units.writes.clear();
const reads = await play(steady, after(steady, hours * 3_600));

const show = (label: string, value: number): void => {
  process.stdout.write(`${label.padEnd(34)}${(value / hours).toFixed(1).padStart(8)}\n`);
};
const detail = units.writes.get('detail') ?? 0;
const writes = sum(units.writes.values()) - detail;
process.stdout.write(`units a pool-hour, mean of ${hours} hours\n`);
for (const [kind, count] of units.writes) if (kind !== 'detail') show(`  write ${kind}`, count);
show('written in all', writes);
show('  beside it: write detail', detail);
for (const [phase, count] of Object.entries(reads)) show(`  read, ${phase}`, count);
const bytes = itemSize(
  toBucketItem(busyPool, busyBucket(start), { version: 2, expireAt: after(start, 7_776_000) }),
);
const least = 12 * Math.ceil(bytes / 1_024);
process.stdout.write(`a bucket is ${bytes} bytes; each written once would be ${least} a pool-hour, `);
process.stdout.write(`so that ${(writes / hours / least).toFixed(2)} times the least is written\n`);
await front.close();
await dynamoDb.close();
if (writes / hours > allowedWrites) {
  process.stderr.write(`more than the ${allowedWrites} write units that the design allows\n`);
  process.exitCode = 1;
}
