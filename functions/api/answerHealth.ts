import {
  type HealthAnswer,
  healthOperation,
  type PoolHealth,
  poolHealths,
} from '#shared/api/healthOperation.ts';
import { requireValues } from '#shared/api/readQuery.ts';
import { scopeOf } from '#shared/costs/identityScope.ts';
import type { Scope } from '#shared/costs/tallyCosts.ts';
import { compareKeys } from '#shared/domain/compareKeys.ts';
import type { Owners } from '#shared/domain/owners.ts';
import { after, formatInstant, type Instant } from '#shared/domain/time.ts';
import { endOfPool } from '#shared/fleet/endOfPool.ts';
import type { EndpointRecord, RecordedPool } from '#shared/fleet/endpointRecord.ts';
import { ownedSpans } from '#shared/fleet/ownedSpans.ts';
import { poolsOf } from '#shared/fleet/poolsOf.ts';
import { eachConcurrently } from '#shared/lambda/eachConcurrently.ts';
import { type HealthTerms, readPoolHealth } from './readPoolHealth.ts';
import { defineRoute } from './route.ts';
import { seenComponents } from './seenComponents.ts';

/** A collection may be late, and one may fail, before anything is amiss. */
const leastBehindSeconds = 900;
const collections = 3;

const daySeconds = 86_400;

/** Endpoints that are looked at side by side. */
const concurrency = 8;

/** The pools that an asker may know of: for a team those of variants on which it had something in the last day. */
const seenPools = (record: EndpointRecord, owners: Owners, scope: Scope, now: Instant): RecordedPool[] => {
  const pools = poolsOf(record);
  if (scope.kind === 'all') return pools;
  const from = after(now, -daySeconds);
  const seen = seenComponents(ownedSpans(record, owners, { from, to: now }), scope);
  const variants = new Set(seen.map(({ variant }) => variant));
  return pools.filter((each) => {
    const end = endOfPool(each, record);
    return variants.has(each.pool.variant) && (end === undefined || end > from);
  });
};

const orderOf = ({ endpoint, createdAt, variant, instanceType }: PoolHealth) => [
  endpoint,
  createdAt,
  variant,
  instanceType,
];

/** Whether the collector keeps up. */
export const answerHealth = defineRoute(healthOperation, async ({ identity, query, now }, deps) => {
  const { includeEnded: withSettled } = requireValues(query);
  const { account, ledger, records, collectEveryMinutes } = deps;
  const scope = scopeOf(identity);
  const { document: owners } = await deps.owners.readInForce();
  const behindAfterSeconds = Math.max(leastBehindSeconds, collections * collectEveryMinutes * 60);
  const terms: HealthTerms = { now, behindAfterSeconds, withSettled, seesAll: scope.kind === 'all' };
  const lives = await (withSettled ? records.listRecords(account) : records.listOpen(account));
  const found: PoolHealth[] = [];
  await eachConcurrently(lives, concurrency, async (life) => {
    const record = await records.read(life);
    if (record === undefined) return;
    for (const each of seenPools(record, owners, scope, now))
      found.push(...(await readPoolHealth(each, record, terms, ledger)));
  });
  const pools = found.toSorted((a, b) => compareKeys(orderOf(a), orderOf(b)));
  const worst = poolHealths.findLast((each) => pools.some(({ status }) => status === each));
  const body: HealthAnswer = {
    status: worst ?? 'empty',
    now: formatInstant(now),
    behindAfterSeconds,
    pools,
  };
  return { body };
});
