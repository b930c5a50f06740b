import * as z from 'zod';
import { instantText } from '#shared/config/instantText.ts';
import type { Pool } from '#shared/domain/bucket.ts';
import { rate } from '#shared/domain/money.ts';
import { type PoolState, samplesPerKinds } from '#shared/domain/poolState.ts';
import { formatInstant } from '#shared/domain/time.ts';
import { accountKey, poolKey, poolSortKey, poolsIndex } from './keys.ts';
import { type Item, parseItem } from './parseItem.ts';

/** A pool's state with the version that a later write must name. */
export type StoredPool = { version: number; state: PoolState };

const code = 'ledger.bad_pool';

const poolFields = z.object({
  endpointArn: z.string(),
  endpointCreatedAt: instantText,
  endpoint: z.string(),
  variant: z.string(),
  instanceType: z.string(),
});

const stateFields = z.object({
  version: z.int().positive(),
  collectedFrom: instantText,
  readThrough: instantText,
  matureThrough: instantText.optional(),
  settledThrough: instantText,
  runs: z.int().nonnegative().default(0),
  /** [from, nano-dollars an instance-hour, source], in order of becoming known */
  rates: z.array(z.tuple([instantText, z.string().regex(/^\d+$/), z.string()])),
  reviseFrom: instantText.optional(),
  /** Either there only when the default does not hold. */
  ownersVersion: z.int().positive().default(0),
  ratesVersion: z.int().positive().default(0),
  acceleratorDimension: z.string().optional(),
  samplesPer: z.enum(samplesPerKinds).optional(),
  /** There only when it is so. */
  isUnsampled: z.literal(true).optional(),
  backfill: z.object({ from: instantText, next: instantText }).optional(),
  silent: z.object({ at: instantText, instances: z.int().nonnegative(), saidAt: instantText }).optional(),
});

export const toPoolItem = (pool: Pool, { version, state }: StoredPool) => ({
  pk: poolKey(pool),
  sk: poolSortKey,
  [poolsIndex.partition]: accountKey(pool.endpointArn),
  [poolsIndex.sort]: poolKey(pool),
  endpointArn: pool.endpointArn,
  endpointCreatedAt: formatInstant(pool.endpointCreatedAt),
  endpoint: pool.endpoint,
  variant: pool.variant,
  instanceType: pool.instanceType,
  version,
  collectedFrom: formatInstant(state.collectedFrom),
  readThrough: formatInstant(state.readThrough),
  ...(state.matureThrough === undefined ? {} : { matureThrough: formatInstant(state.matureThrough) }),
  settledThrough: formatInstant(state.settledThrough),
  runs: state.runs,
  rates: state.rates.map(({ from, perInstanceHour, source }) => [
    formatInstant(from),
    perInstanceHour.toString(),
    source,
  ]),
  ...(state.reviseFrom === undefined ? {} : { reviseFrom: formatInstant(state.reviseFrom) }),
  ...(state.ownersVersion === 0 ? {} : { ownersVersion: state.ownersVersion }),
  ...(state.ratesVersion === 0 ? {} : { ratesVersion: state.ratesVersion }),
  ...(state.acceleratorDimension === undefined ? {} : { acceleratorDimension: state.acceleratorDimension }),
  ...(state.isUnsampled ? { isUnsampled: true } : {}),
  ...(state.samplesPer === undefined ? {} : { samplesPer: state.samplesPer }),
  ...(state.backfill === undefined
    ? {}
    : { backfill: { from: formatInstant(state.backfill.from), next: formatInstant(state.backfill.next) } }),
  ...(state.silent === undefined
    ? {}
    : {
        silent: {
          at: formatInstant(state.silent.at),
          instances: state.silent.instances,
          saidAt: formatInstant(state.silent.saidAt),
        },
      }),
});

/** @throws BrokenDataError naming the item's key. */
export const parsePoolItem = (item: Item): StoredPool => {
  const { version, ...fields } = parseItem(stateFields, item, code);
  return {
    version,
    state: {
      collectedFrom: fields.collectedFrom,
      readThrough: fields.readThrough,
      ...(fields.matureThrough === undefined ? {} : { matureThrough: fields.matureThrough }),
      settledThrough: fields.settledThrough,
      runs: fields.runs,
      rates: fields.rates.map(([from, perInstanceHour, source]) => {
        return { from, perInstanceHour: rate(BigInt(perInstanceHour)), source };
      }),
      reviseFrom: fields.reviseFrom,
      ownersVersion: fields.ownersVersion,
      ratesVersion: fields.ratesVersion,
      acceleratorDimension: fields.acceleratorDimension,
      ...(fields.isUnsampled ? { isUnsampled: true } : {}),
      ...(fields.samplesPer === undefined ? {} : { samplesPer: fields.samplesPer }),
      backfill: fields.backfill,
      silent: fields.silent,
    },
  };
};

/** Which pool an item of the pools index stands for. @throws BrokenDataError naming the item's key. */
export const parsePoolOf = (item: Item): Pool => parseItem(poolFields, item, code);
