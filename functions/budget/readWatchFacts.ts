import type { CostDeps } from '#shared/costs/costQuestion.ts';
import type { Pool, Split } from '#shared/domain/bucket.ts';
import { costRowsOf } from '#shared/domain/costRow.ts';
import { addMoney, type Money, zeroMoney } from '#shared/domain/money.ts';
import { after, bucketSeconds, bucketsOf, earliest, type Instant, latest } from '#shared/domain/time.ts';
import { endpointBucketOf } from '#shared/domain/watches/endpointBucketOf.ts';
import type { Watch } from '#shared/domain/watches/watch.ts';
import type {
  EndpointBucket,
  EndpointFacts,
  Series,
  SpendFacts,
  Subject,
  WatchFacts,
} from '#shared/domain/watches/watchFacts.ts';
import { subjectKey } from '#shared/domain/watches/watchState.ts';
import { deployingSpans } from '#shared/fleet/deployingSpans.ts';
import type { EndpointLife } from '#shared/fleet/openRecord.ts';
import { eachConcurrently } from '#shared/lambda/eachConcurrently.ts';
import type { History } from './createHistory.ts';
import type { PoolStanding, Progress } from './readProgress.ts';
import { hoursOf, toMoney, unitsAt } from './spendStore.ts';

/** What an endpoint's pools had in one bucket. */
type BucketSplits = { pool: Pool; split: Split }[];

/** What is read of an endpoint: its settled buckets of late. */
type EndpointRead = {
  endpoint: string;
  starts: readonly Instant[];
  splits: ReadonlyMap<Instant, BucketSplits>;
  isDeployingAt(bucket: Instant): boolean;
  standings: readonly PoolStanding[];
};

/** Endpoints that are read side by side. */
const concurrency = 8;

type Stretch = { from: Instant; seenThrough: Instant };

const readEndpoint = async (
  standings: readonly PoolStanding[],
  { from, seenThrough }: Stretch,
  { ledger, records }: Pick<CostDeps, 'ledger' | 'records'>,
): Promise<Omit<EndpointRead, 'endpoint'>> => {
  const settled = standings.flatMap(({ settledThrough }) => settledThrough ?? []);
  const starts = bucketsOf(from, latest(from, earliest(seenThrough, ...settled)));
  const splits = new Map<Instant, BucketSplits>();
  const deploying: { from: Instant; to: Instant | undefined }[] = [];
  await Promise.all(
    standings.map(async ({ pool }) => {
      const { endpointArn: arn, endpointCreatedAt: createdAt, variant } = pool;
      const record = await records.read({ arn, createdAt });
      if (record !== undefined) deploying.push(...deployingSpans(record, variant));
      const last = starts.at(-1);
      if (last === undefined) return;
      for (const bucket of await ledger.readSplits(pool, from, after(last, bucketSeconds)))
        splits.set(bucket.start, [...(splits.get(bucket.start) ?? []), { pool, split: bucket }]);
    }),
  );
  const isDeployingAt = (bucket: Instant): boolean =>
    deploying.some((span) => span.from < bucket + bucketSeconds && bucket < (span.to ?? bucket + 1));
  return { starts, splits, isDeployingAt, standings };
};

const endpointSeries = (
  from: Instant,
  { starts, splits, isDeployingAt }: EndpointRead,
): Series<EndpointBucket> => ({
  from,
  values: starts.map((start) =>
    endpointBucketOf(
      (splits.get(start) ?? []).map(({ split }) => split),
      isDeployingAt(start),
    ),
  ),
});

/** Up to when collection has read an endpoint: of what runs no more all is read. */
const collectedThrough = (standings: readonly PoolStanding[], seenThrough: Instant): Instant =>
  earliest(seenThrough, ...standings.flatMap(({ readThrough }) => readThrough ?? []));

const toEndpointFacts = (read: EndpointRead, { from, seenThrough }: Stretch): EndpointFacts => {
  const created = read.standings.map(({ pool }) => pool.endpointCreatedAt);
  const [first = seenThrough, ...others] = created;
  return {
    endpoint: read.endpoint,
    buckets: endpointSeries(from, read),
    collectedThrough: collectedThrough(read.standings, seenThrough),
    knownSince: earliest(first, ...others),
  };
};

/** An endpoint that was never collected. */
const uncollected = (life: EndpointLife, from: Instant): EndpointFacts => ({
  endpoint: life.name,
  buckets: { from, values: [] },
  collectedThrough: undefined,
  knownSince: life.createdAt,
});

type SpendBucket = { cost: Money; isDeploying: boolean };
type Spender = { subject: Subject; endpoints: Set<string>; buckets: Map<Instant, SpendBucket> };

const subjectsOf = (
  {
    endpoint,
    component,
    team,
  }: { endpoint: string; component: string | undefined; team: string | undefined },
  kinds: ReadonlySet<string>,
): Subject[] => [
  ...(kinds.has('team') && team !== undefined ? [{ endpoint: undefined, component: undefined, team }] : []),
  ...(kinds.has('component') && component !== undefined ? [{ endpoint, component, team }] : []),
];

const gatherSpenders = (reads: readonly EndpointRead[], kinds: ReadonlySet<string>): Map<string, Spender> => {
  const spenders = new Map<string, Spender>();
  for (const { endpoint, splits, isDeployingAt } of reads) {
    for (const [start, all] of splits) {
      const rows = all.flatMap(({ pool, split }) => costRowsOf(pool, split));
      for (const row of rows) {
        if (row.kind !== 'allocated') continue;
        for (const subject of subjectsOf(row, kinds)) {
          const key = subjectKey(subject);
          const own = spenders.get(key) ?? { subject, endpoints: new Set(), buckets: new Map() };
          spenders.set(key, own);
          own.endpoints.add(endpoint);
          const known = own.buckets.get(start);
          own.buckets.set(start, {
            cost: addMoney([known?.cost ?? zeroMoney, row.cost ?? zeroMoney]),
            isDeploying: known?.isDeploying === true || isDeployingAt(start),
          });
        }
      }
    }
  }
  return spenders;
};

/** Whether a bucket of an endpoint is known whole: a spend with a hole in it says nothing. */
const isWhole = ({ splits }: EndpointRead, start: Instant): boolean =>
  splits.get(start)?.every(({ split }) => split.unknown.length === 0) === true;

const hourlyOf = ({ subject, endpoints }: Spender, history: History): Series<Money> => {
  const own = history.spends.filter(
    ({ row }) =>
      row.kind === 'allocated' &&
      endpoints.has(row.endpoint) &&
      (subject.component === undefined || row.component === subject.component) &&
      (subject.team === undefined || row.team === subject.team),
  );
  return {
    from: history.from,
    values: hoursOf(history.from, history.through).map((hour) =>
      toMoney(own.reduce((sum, spend) => sum + unitsAt(spend, hour), 0)),
    ),
  };
};

const toSpendFacts = (
  spender: Spender,
  reads: readonly EndpointRead[],
  from: Instant,
  history: History,
): SpendFacts => {
  const own = reads.filter(({ endpoint }) => spender.endpoints.has(endpoint));
  const shortest = Math.min(...own.map(({ starts }) => starts.length));
  const starts = own[0]?.starts.slice(0, shortest) ?? [];
  return {
    subject: spender.subject,
    hours: hourlyOf(spender, history),
    buckets: {
      from,
      values: starts.map((start) => {
        if (!own.every((read) => isWhole(read, start))) return undefined;
        return spender.buckets.get(start) ?? { cost: zeroMoney, isDeploying: false };
      }),
    },
  };
};

/**
 * Reads what the watches look at: the settled buckets since some time of every endpoint that is there, and what its teams, and its
 * components where any watch asks for them, spent by the hour before.
 * @param from a bucket edge.
 */
export const readWatchFacts = async (
  watches: readonly Watch[],
  progress: Progress,
  { from, seenThrough, history }: Stretch & { history: History },
  account: string,
  deps: Pick<CostDeps, 'ledger' | 'records'>,
): Promise<WatchFacts> => {
  const lives = await deps.records.listOpen(account);
  const running = new Map(lives.map((life) => [life.name, life]));
  const byEndpoint = Map.groupBy(
    progress.pools.filter(({ pool }) => running.has(pool.endpoint)),
    ({ pool }) => pool.endpoint,
  );
  const reads: EndpointRead[] = [];
  await eachConcurrently([...byEndpoint], concurrency, async ([endpoint, standings]) => {
    reads.push({ endpoint, ...(await readEndpoint(standings, { from, seenThrough }, deps)) });
  });
  const inOrder = reads.toSorted((a, b) => (a.endpoint < b.endpoint ? -1 : 1));
  const kinds = new Set(watches.flatMap((watch) => (watch.kind === 'spend' ? [watch.of] : [])));
  const spenders = gatherSpenders(inOrder, kinds);
  return {
    spenders: [...spenders.values()].map((spender) => toSpendFacts(spender, inOrder, from, history)),
    endpoints: [
      ...inOrder.map((read) => toEndpointFacts(read, { from, seenThrough })),
      ...lives.filter(({ name }) => !byEndpoint.has(name)).map((life) => uncollected(life, from)),
    ],
  };
};
