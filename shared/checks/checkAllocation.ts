import type { Pool } from '#shared/domain/bucket.ts';
import { type Balance, balanceRouting, type Copy, checkCopies } from '#shared/domain/checkCopies.ts';
import { type AllocationChange, findAllocationChanges } from '#shared/domain/findAllocationChanges.ts';
import { compareText } from '#shared/domain/heldRows.ts';
import { sampledAt } from '#shared/domain/sampledAt.ts';
import { bucketAt } from '#shared/domain/slots.ts';
import { after, bucketSeconds, earliest, floorTo, type Instant } from '#shared/domain/time.ts';
import type { Sighting } from '#shared/fleet/sighting.ts';
import type { EndpointRecords } from '#shared/ledger/createEndpointRecords.ts';
import type { Ledger } from '#shared/ledger/createLedger.ts';
import { readCopyInvocations } from '#shared/metrics/readCopyInvocations.ts';
import type { ReadCounts } from '#shared/metrics/readCounts.ts';

/** What the ledger counts of a component beside what SageMaker described, at one moment; in the pool's unit. */
export type CountedComponent = { component: string; at: Instant; counted: number; described: number };

export type ComponentCheck = { component: string; copies: readonly Copy[]; routing: Routing };

/** `unread`: CloudWatch would not tell of some copy, so that no share can be told. */
export type Routing = Balance<Copy> | { kind: 'unread' };

export type PoolCheck = {
  pool: Pool;
  /** Up to where the pool is settled: what is later is not told of. */
  settledThrough: Instant;
  counted: readonly CountedComponent[];
  changes: readonly AllocationChange[];
  components: readonly ComponentCheck[];
};

export type CheckAllocationDeps = {
  ledger: Pick<Ledger, 'listPools' | 'readPool' | 'readBuckets'>;
  records: Pick<EndpointRecords, 'read' | 'readSightings'>;
  readCounts: ReadCounts;
};

/** What a hole may reach into on either side. */
const marginSeconds = 1_800;

/** The last time before a pool is settled at which SageMaker was asked, with what samples show of just then. */
const countAt = async (
  pool: Pool,
  sightings: readonly Sighting[],
  settledThrough: Instant,
  { ledger }: CheckAllocationDeps,
): Promise<CountedComponent[]> => {
  const sighting = sightings.findLast(({ at }) => at < settledThrough);
  if (sighting === undefined) return [];
  const { at, pools } = sighting;
  const start = floorTo(at, bucketSeconds);
  const [stored] = await ledger.readBuckets(pool, start, after(start, bucketSeconds));
  const counted = sampledAt(stored?.bucket.samples ?? [], start, at).units;
  const seen = pools.find((each) => each.variant === pool.variant && each.instanceType === pool.instanceType);
  const described = seen?.units ?? new Map<string, number>();
  return [...new Set([...counted.keys(), ...described.keys()])]
    .filter((component) => component !== '')
    .toSorted(compareText)
    .map((component) => {
      const of = (units: ReadonlyMap<string, number>) => units.get(component) ?? 0;
      return { component, at, counted: of(counted), described: of(described) };
    });
};

const routingOf = async (
  pool: Pool,
  copies: readonly Copy[],
  range: { from: Instant; to: Instant; now: Instant },
  readCounts: ReadCounts,
): Promise<Routing> => {
  const { endpoint, variant } = pool;
  const names = copies.map((copy) => ({ ...copy, endpoint, variant }));
  const read = await readCopyInvocations(names, range, readCounts);
  const routed = copies.flatMap((copy, index) => {
    const invocations = read[index];
    return invocations === undefined ? [] : [{ ...copy, invocations }];
  });
  return routed.length < copies.length ? { kind: 'unread' } : balanceRouting<Copy>(routed);
};

const checkPool = async (
  pool: Pool,
  range: { from: Instant; to: Instant; now: Instant },
  deps: CheckAllocationDeps,
): Promise<PoolCheck | undefined> => {
  const state = (await deps.ledger.readPool(pool))?.state;
  const record = await deps.records.read({ arn: pool.endpointArn, createdAt: pool.endpointCreatedAt });
  if (state === undefined || record === undefined) return undefined;
  const { settledThrough, collectedFrom } = state;
  const to = earliest(range.to, settledThrough);
  const stored = await deps.ledger.readBuckets(
    pool,
    after(range.from, -marginSeconds),
    after(to, marginSeconds),
  );
  const buckets = stored.map(({ bucket }) => bucket);
  const periods = buckets.map(({ start, samples }) => ({ ...bucketAt(start), samples }));
  const within = buckets.filter(({ start }) => start >= range.from && start < to);
  if (within.length === 0) return undefined;
  const sightings = (await deps.records.readSightings(record))?.sightings ?? [];
  const components: ComponentCheck[] = [];
  for (const [component, copies] of Map.groupBy(checkCopies(within), (copy) => copy.component))
    components.push({
      component,
      copies,
      routing: await routingOf(pool, copies, { ...range, to }, deps.readCounts),
    });
  return {
    pool,
    settledThrough,
    counted: await countAt(pool, sightings, settledThrough, deps),
    // What was there as the ledger began did not come just then.
    changes: findAllocationChanges(periods, { from: range.from, to }).filter(({ at }) => at > collectedFrom),
    components,
  };
};

/**
 * Sets what the ledger counts beside what SageMaker describes, and tells of a range when components were scaled, how evenly
 * their copies were called, and how much each was used. Buckets that have expired, or are not settled, are not told of.
 */
export const checkAllocation = async (
  input: { account: string; from: Instant; to: Instant; now: Instant },
  deps: CheckAllocationDeps,
): Promise<PoolCheck[]> => {
  const checks: PoolCheck[] = [];
  for (const pool of await deps.ledger.listPools(input.account)) {
    const check = await checkPool(pool, input, deps);
    if (check !== undefined) checks.push(check);
  }
  return checks;
};
