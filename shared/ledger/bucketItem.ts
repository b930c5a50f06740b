import * as z from 'zod';
import { type Bucket, type BucketSplit, evidences, type Pool } from '#shared/domain/bucket.ts';
import { type Instant, instant } from '#shared/domain/time.ts';
import { expiryAttribute, poolKey, timedSortKey } from './keys.ts';
import { packedFacts, packFacts } from './packFacts.ts';
import { type Item, parseItem, parseStart } from './parseItem.ts';
import { fromSplitItem, splitFields, toSplitItem } from './splitItem.ts';

/** What stands beside a bucket: the version that a later write must name, and when the table may delete it. */
type Stored = { version: number; expireAt: Instant };
export type StoredBucket = Stored & { bucket: Bucket };
export type StoredSplit = Stored & { bucket: BucketSplit };
/** A bucket without its facts, and the version that it stands at. */
export type VersionedSplit = BucketSplit & { version: number };

const code = 'ledger.bad_bucket';

/** The item's attributes but its samples and what SageMaker described; its start is in its sort key. */
const splitItem = z.object({
  ...splitFields,
  version: z.int().positive(),
  [expiryAttribute]: z.int().positive().transform(instant),
  evidence: z.enum(evidences),
  /** There only when it is so. */
  backfilled: z.literal(true).optional(),
});

/** What a bucket's figures rest on. */
const factsItem = z.object({
  samples: packedFacts,
  described: z
    .object({
      instances: z.int().nonnegative(),
      /** [component, units that its copies hold] */
      units: z.array(z.tuple([z.string(), z.int().nonnegative()])),
    })
    .optional(),
});

/** Attributes of a bucket without its facts. */
export const splitAttributes = ['pk', 'sk', ...Object.keys(splitItem.shape)];

/**
 * The one item that holds a bucket's whole split and its facts: 2.9 KB for twenty components on eight instances.
 * @throws BrokenDataError when the bucket does not balance.
 */
export const toBucketItem = (pool: Pool, bucket: Bucket, { version, expireAt }: Stored) => {
  const key = { pk: poolKey(pool), sk: timedSortKey('bucket', bucket.start) };
  const { described } = bucket;
  return {
    ...key,
    version,
    [expiryAttribute]: expireAt,
    ...toSplitItem(bucket, `${key.pk} ${key.sk}`),
    evidence: bucket.evidence,
    ...(bucket.backfilled ? { backfilled: true } : {}),
    samples: packFacts(bucket),
    ...(described === undefined ? {} : { described: { ...described, units: [...described.units] } }),
  };
};

/**
 * A bucket without its facts.
 * @throws BrokenDataError naming the item's key when it is no bucket or does not balance.
 */
export const parseSplitItem = (item: Item): StoredSplit => {
  const start = parseStart('bucket', item, code);
  const fields = parseItem(splitItem, item, code);
  const { version, evidence, backfilled } = fields;
  const split = fromSplitItem(fields, `${item.pk} ${item.sk}`);
  return {
    version,
    expireAt: fields[expiryAttribute],
    bucket: { start, ...split, evidence, backfilled: backfilled === true },
  };
};

/** @throws BrokenDataError naming the item's key when it is no bucket or does not balance. */
export const parseBucketItem = (item: Item): StoredBucket => {
  const { bucket, ...stored } = parseSplitItem(item);
  const { samples: facts, described } = parseItem(factsItem, item, code);
  return {
    ...stored,
    bucket: {
      ...bucket,
      ...facts,
      described: described && { ...described, units: new Map(described.units) },
    },
  };
};
