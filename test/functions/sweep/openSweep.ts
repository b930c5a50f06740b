import { createMarkDescribed } from '#functions/sweep/createMarkDescribed.ts';
import { type FleetCounts, type SweepDeps, sweepFleet } from '#functions/sweep/sweepFleet.ts';
import type { Bucket, Pool } from '#shared/domain/bucket.ts';
import { NotFoundError } from '#shared/domain/errors.ts';
import type { InForce } from '#shared/domain/inForce.ts';
import { defaultOwners } from '#shared/domain/owners.ts';
import type { PoolState } from '#shared/domain/poolState.ts';
import { defaultRates } from '#shared/domain/rates.ts';
import { bucketsOf, formatInstant, type Instant } from '#shared/domain/time.ts';
import type { EndpointRecord } from '#shared/fleet/endpointRecord.ts';
import type { EndpointRef, EndpointSnapshot } from '#shared/fleet/endpointSnapshot.ts';
import { GoneError } from '#shared/fleet/goneError.ts';
import { createMarkVersion } from '#shared/ledger/createMarkVersion.ts';
import { bucketOf, poolOf } from '#test/builders/bucket.ts';
import { samplesOf } from '#test/builders/samples.ts';
import { createMemoryEndpointRecords } from '#test/fakes/memoryEndpointRecords.ts';
import { createMemoryLedger } from '#test/fakes/memoryLedger.ts';

/** SageMaker at one moment: what it lists, and what of that it describes. */
export type Moment = {
  now: Instant;
  /** When the rule fired; `now` unless given. */
  eventTime?: Instant;
  snapshots?: EndpointSnapshot[];
  /** What it lists besides. */
  listed?: EndpointRef[];
  /** Thrown when that endpoint is described. */
  outages?: Record<string, Error>;
  /** The owners document in force; the default when absent. */
  ownersVersion?: number;
  /** The rates document in force; the default when absent. */
  ratesVersion?: number;
  /** From when on either changes anything. */
  changesFrom?: Instant;
  /** Whether there is time for more than what must be; yes when absent. */
  hasTime?: boolean;
};

/** The sweep over a ledger and records in memory, sweep by sweep, each at its moment of SageMaker's. */
export const openSweep = (...given: EndpointRecord[]) => {
  const records = createMemoryEndpointRecords(...given);
  const ledger = createMemoryLedger();
  const queued: string[] = [];
  const rolledUp: string[] = [];
  const failures: string[] = [];
  const applied = { owners: 0, rates: 0 };
  const governing = <Document>(name: keyof typeof applied, inForce: InForce<Document>) => ({
    readInForce: async () => inForce,
    readApplied: async () => applied[name],
    markApplied: async (version: number) => {
      applied[name] = version;
    },
  });
  const markDescribed = createMarkDescribed(ledger, async (_, start, stored, described) => ({
    ...(stored ?? bucketOf({ start, samples: [] })),
    described,
  }));
  const sweep = (moment: Moment): Promise<FleetCounts> => {
    const { now, eventTime = now, snapshots = [], listed = [], outages = {}, changesFrom } = moment;
    const owners = { version: moment.ownersVersion ?? 0, document: defaultOwners };
    const rates = { version: moment.ratesVersion ?? 0, document: defaultRates };
    const changes = { changesSince: async () => changesFrom };
    const deps: SweepDeps = {
      records,
      readPool: ledger.readPool,
      readBuckets: ledger.readBuckets,
      markDescribed,
      sweepSeconds: 900,
      listEndpoints: async function* () {
        yield [...snapshots, ...listed];
      },
      describeEndpoint: async ({ name, createdAt }) => {
        if (outages[name] !== undefined) throw outages[name];
        const found = snapshots.find((each) => each.name === name);
        if (found === undefined) throw new NotFoundError('fleet.no_endpoint', name);
        if (found.createdAt > createdAt) throw new GoneError(name, found.createdAt);
        return found;
      },
      queueMessages: async (messages) => {
        for (const { endpoint, eventTime: time } of messages)
          queued.push(`${endpoint.name} ${formatInstant(time)}`);
      },
      rollUp: async ({ instanceType }, { from, to }) => {
        rolledUp.push(`${instanceType} ${formatInstant(from)} ${formatInstant(to)}`);
        return 1;
      },
      owners: governing('owners', owners),
      rates: governing('rates', rates),
      markOwners: createMarkVersion(ledger, changes, 'ownersVersion'),
      markRates: createMarkVersion(ledger, changes, 'ratesVersion'),
      revise: async (pool) => {
        if (moment.hasTime === false) return 0;
        const { reviseFrom } = (await ledger.readPool(pool))?.state ?? {};
        await ledger.changePool(pool, (state) => ({ ...(state as PoolState), reviseFrom: undefined }));
        return reviseFrom === undefined ? 0 : 1;
      },
      onFailure: ({ name }) => failures.push(name),
    };
    return sweepFleet(
      { account: '123456789012#us-east-1', eventTime, now, hasTime: () => moment.hasTime !== false },
      deps,
    );
  };

  /** The pool is settled to there. */
  const settle = (settledThrough: Instant, changes: Partial<PoolState> = {}, pool: Pool = poolOf()) =>
    ledger.changePool(pool, () => ({
      collectedFrom: settledThrough,
      readThrough: settledThrough,
      settledThrough,
      runs: 0,
      rates: [],
      reviseFrom: undefined,
      ownersVersion: 0,
      ratesVersion: 0,
      acceleratorDimension: undefined,
      backfill: undefined,
      silent: undefined,
      ...changes,
    }));

  /** Samples of [from, to), the same in every bucket. */
  const sample = async (from: Instant, to: Instant, ...given: Parameters<typeof samplesOf>) => {
    for (const start of bucketsOf(from, to))
      await ledger.putBucket(poolOf(), bucketOf({ start, samples: [samplesOf(...given)] }), 0);
  };

  /** The buckets that were marked, as `00:05`. */
  const marked = (): Record<string, Bucket['described']> =>
    Object.fromEntries(
      ledger
        .all()
        .filter(({ bucket }) => bucket.described !== undefined)
        .map(({ bucket }) => [formatInstant(bucket.start).slice(11, 16), bucket.described]),
    );
  return { applied, records, ledger, queued, rolledUp, failures, sweep, settle, sample, marked };
};
