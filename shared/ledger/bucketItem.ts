import * as z from 'zod';
import { instantText } from '#shared/config/instantText.ts';
import { type Bucket, findImbalance, type Pool, type Split } from '#shared/domain/bucket.ts';
import { BrokenDataError } from '#shared/domain/errors.ts';
import { type Money, money, rate } from '#shared/domain/money.ts';
import type { Amount } from '#shared/domain/priceBucket.ts';
import { formatInstant } from '#shared/domain/time.ts';
import { bucketSortKey, poolKey } from './keys.ts';
import { packSamples, unpackSamples } from './packSamples.ts';

/** Money in the table: ledger units as an integer string, because a DynamoDB number comes back as a float. */
const moneySchema = z
  .string()
  .regex(/^-?\d+$/)
  .transform((units) => money(BigInt(units)));
const seconds = z.int().nonnegative();
const amount = { gpuSeconds: seconds, cost: moneySchema.optional() };

const splitItem = z.object({
  pk: z.string(),
  sk: z.string(),
  start: instantText,
  accelerators: z.int().positive().optional(),
  instanceSeconds: seconds,
  rate: z.object({ perInstanceHour: z.string().regex(/^\d+$/), source: z.string() }).optional(),
  ...amount,
  allocated: z.array(
    z.object({ component: z.string(), model: z.string().optional(), team: z.string().optional(), ...amount }),
  ),
  idle: z.object(amount),
  unknown: z.object(amount),
  overcounted: z.boolean(),
});

const packedSamples = z.instanceof(Uint8Array).transform((bytes, context) => {
  try {
    return unpackSamples(bytes);
  } catch (error) {
    context.addIssue(`the samples cannot be unpacked: ${String(error)}`);
    return z.NEVER;
  }
});

const versionedSamples = z.object({ version: z.int().positive(), samples: packedSamples });

/** A bucket with the version that a later write must name. */
export type StoredBucket = { version: number; bucket: Bucket };

const costText = (cost: Money | undefined) => (cost === undefined ? {} : { cost: cost.toString() });
const amountItem = ({ gpuSeconds, cost }: Amount) => ({ gpuSeconds, ...costText(cost) });

/** The one item that holds a bucket's whole split. @throws BrokenDataError when the bucket does not balance. */
export const toBucketItem = (pool: Pool, bucket: Bucket, version: number) => {
  const key = { pk: poolKey(pool), sk: bucketSortKey(bucket.start) };
  const imbalance = findImbalance(bucket);
  if (imbalance !== undefined)
    throw new BrokenDataError('ledger.imbalance', `${key.pk} ${key.sk}: ${imbalance}`);
  return {
    ...key,
    version,
    start: formatInstant(bucket.start),
    ...(bucket.accelerators === undefined ? {} : { accelerators: bucket.accelerators }),
    instanceSeconds: bucket.instanceSeconds,
    ...(bucket.rate === undefined
      ? {}
      : { rate: { ...bucket.rate, perInstanceHour: bucket.rate.perInstanceHour.toString() } }),
    ...amountItem(bucket.total),
    allocated: bucket.allocated.map(({ component, model, team, ...row }) => ({
      component,
      ...(model === undefined ? {} : { model }),
      ...(team === undefined ? {} : { team }),
      ...amountItem(row),
    })),
    idle: amountItem(bucket.idle),
    unknown: amountItem(bucket.unknown),
    overcounted: bucket.overcounted,
    samples: packSamples(bucket.samples),
  };
};

const parseAmount = ({ gpuSeconds, cost }: { gpuSeconds: number; cost?: Money | undefined }): Amount => ({
  gpuSeconds,
  cost,
});

const parseWith = <Output>(schema: z.ZodType<Output>, item: Record<string, unknown>): Output => {
  const parsed = schema.safeParse(item);
  if (parsed.success) return parsed.data;
  const faults = z.prettifyError(parsed.error);
  throw new BrokenDataError('ledger.bad_bucket', `${item.pk} ${item.sk}: ${faults}`);
};

/**
 * A bucket's split without its samples.
 * @throws BrokenDataError naming the item's key when it is no bucket or does not balance.
 */
export const parseSplitItem = (item: Record<string, unknown>): Split => {
  const fields = parseWith(splitItem, item);
  const split: Split = {
    start: fields.start,
    accelerators: fields.accelerators,
    instanceSeconds: fields.instanceSeconds,
    rate: fields.rate && { ...fields.rate, perInstanceHour: rate(BigInt(fields.rate.perInstanceHour)) },
    total: parseAmount(fields),
    allocated: fields.allocated.map(({ component, model, team, ...amounts }) => {
      return { component, model, team, ...parseAmount(amounts) };
    }),
    idle: parseAmount(fields.idle),
    unknown: parseAmount(fields.unknown),
    overcounted: fields.overcounted,
  };
  const imbalance = findImbalance(split);
  if (imbalance === undefined) return split;
  throw new BrokenDataError('ledger.imbalance', `${item.pk} ${item.sk}: ${imbalance}`);
};

/** @throws BrokenDataError naming the item's key when it is no bucket or does not balance. */
export const parseBucketItem = (item: Record<string, unknown>): StoredBucket => {
  const { version, samples } = parseWith(versionedSamples, item);
  return { version, bucket: { ...parseSplitItem(item), samples } };
};
