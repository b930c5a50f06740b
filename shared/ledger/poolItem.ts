import * as z from 'zod';
import { instantText } from '#shared/config/instantText.ts';
import type { Pool } from '#shared/domain/bucket.ts';
import { BrokenDataError } from '#shared/domain/errors.ts';
import { formatInstant, type Instant } from '#shared/domain/time.ts';
import { accountKey, poolKey, poolSortKey, poolsIndex } from './keys.ts';

/** How far a pool is collected. */
export type PoolProgress = {
  /** Every bucket that ends by this was read at least once. */
  readThrough: Instant;
  /** Every bucket that ends by this is settled: old enough, and a re-read found it unchanged. */
  settledThrough: Instant;
};

const poolFields = z.object({
  endpointArn: z.string(),
  endpointCreatedAt: instantText,
  endpoint: z.string(),
  variant: z.string(),
  instanceType: z.string(),
});
const progressFields = z.object({ readThrough: instantText, settledThrough: instantText });

const parseWith = <Output>(schema: z.ZodType<Output>, item: Record<string, unknown>): Output => {
  const parsed = schema.safeParse(item);
  if (parsed.success) return parsed.data;
  throw new BrokenDataError('ledger.bad_pool', `${item.pk} ${item.sk}: ${z.prettifyError(parsed.error)}`);
};

/** @throws BrokenDataError naming the item's key. */
export const parsePoolItem = (item: Record<string, unknown>): PoolProgress => parseWith(progressFields, item);

/** Which pool an item of the pools index stands for. @throws BrokenDataError naming the item's key. */
export const parsePoolOf = (item: Record<string, unknown>): Pool => parseWith(poolFields, item);

export const toPoolItem = (pool: Pool, progress: PoolProgress) => ({
  pk: poolKey(pool),
  sk: poolSortKey,
  [poolsIndex.partition]: accountKey(pool.endpointArn),
  [poolsIndex.sort]: poolKey(pool),
  endpointArn: pool.endpointArn,
  endpointCreatedAt: formatInstant(pool.endpointCreatedAt),
  endpoint: pool.endpoint,
  variant: pool.variant,
  instanceType: pool.instanceType,
  readThrough: formatInstant(progress.readThrough),
  settledThrough: formatInstant(progress.settledThrough),
});
