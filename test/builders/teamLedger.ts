import type { Bucket, Pool } from '#shared/domain/bucket.ts';
import { bucketsOf, type Instant } from '#shared/domain/time.ts';
import type { Ledger } from '#shared/ledger/createLedger.ts';
import { rollUpPool } from '#shared/ledger/rollUpPool.ts';
import { amountOf, bucketOf, idleOf, poolOf, rowOf } from './bucket.ts';
import { settledState } from './poolState.ts';

/** What one component holds in some buckets of a pool. */
export type TeamHolding = {
  component: string;
  model?: string | undefined;
  team: string | undefined;
  costCentre?: string | undefined;
  unitSeconds: number;
  used?: number;
  invocations?: number;
};

/** One bucket of two instances of four accelerators; what is neither held nor missing is idle. */
export const teamBucket = (start: Instant, holdings: readonly TeamHolding[], missing = 0): Bucket => {
  const allocated = holdings
    .filter(({ unitSeconds }) => unitSeconds > 0)
    .map(({ used = 0, invocations = 0, model, costCentre, ...row }) => ({
      ...rowOf({ ...row, costCentre, model: model ?? `${row.component}-model` }),
      used: Math.min(used, row.unitSeconds * 1_000),
      unmeasured: 0,
      invocations,
      uncounted: 0,
    }))
    .toSorted((a, b) => (a.component < b.component ? -1 : 1));
  const held = allocated.reduce((sum, { unitSeconds }) => sum + unitSeconds, 0);
  return bucketOf({
    start,
    instanceSeconds: 600,
    total: amountOf(2_400),
    allocated,
    idle: idleOf(2_400 - held - missing),
    unknown: missing === 0 ? [] : [{ reason: 'hole', ...amountOf(missing) }],
  });
};

export type TeamPool = {
  pool: Partial<Pool>;
  /** Of each bucket of the range in turn. */
  holdings: (start: Instant, index: number) => readonly TeamHolding[];
  missing?: (index: number) => number;
  /** What else is otherwise in its buckets, such as their price. */
  change?: (bucket: Bucket) => Bucket;
};

/** An endpoint of its own name in its own pool. */
export const endpointPool = (endpoint: string, changes: Partial<Pool> = {}): Pool =>
  poolOf({
    endpoint,
    endpointArn: `arn:aws:sagemaker:us-east-1:123456789012:endpoint/${endpoint}`,
    ...changes,
  });

/** Fills a ledger with the buckets of some pools, rolled up as far as they are settled. */
export const fillLedger = async (
  ledger: Ledger,
  { from, to }: { from: Instant; to: Instant },
  pools: readonly TeamPool[],
): Promise<void> => {
  for (const { pool: changes, holdings, missing, change = (bucket: Bucket) => bucket } of pools) {
    const pool = endpointPool(changes.endpoint ?? 'ep', changes);
    await ledger.changePool(pool, () => settledState({ from, to }));
    for (const [index, start] of bucketsOf(from, to).entries()) {
      const bucket = teamBucket(start, holdings(start, index), missing?.(index));
      await ledger.putBucket(pool, change(bucket), 0);
    }
    await rollUpPool(ledger, pool, { from, to, now: to });
  }
};
