import { type Bucket, findImbalance, type Pool } from '#shared/domain/bucket.ts';
import { ConflictError } from '#shared/domain/errors.ts';
import { parseBucketItem, type StoredBucket, toBucketItem } from '#shared/ledger/bucketItem.ts';
import type { Ledger } from '#shared/ledger/createLedger.ts';
import { accountKey, poolKey } from '#shared/ledger/keys.ts';
import type { PoolProgress } from '#shared/ledger/poolItem.ts';

/** A ledger in memory that keeps its items as the table would, and counts what is written. */
export type MemoryLedger = Ledger & {
  puts: number;
  pools(): Pool[];
  all(): { pool: Pool; bucket: Bucket }[];
};

export const createMemoryLedger = (): MemoryLedger => {
  const items = new Map<string, ReturnType<typeof toBucketItem>>();
  const pools = new Map<string, Pool>();
  const progress = new Map<string, PoolProgress>();
  const stored = (pool: Pool): StoredBucket[] =>
    [...items.values()]
      .filter(({ pk }) => pk === poolKey(pool))
      .map((item) => parseBucketItem(item))
      .toSorted((a, b) => a.bucket.start - b.bucket.start);
  const ledger: MemoryLedger = {
    puts: 0,
    pools: () => [...pools.values()],
    all: () => [...pools.values()].flatMap((pool) => stored(pool).map(({ bucket }) => ({ pool, bucket }))),
    readProgress: async (pool) => progress.get(poolKey(pool)),
    putProgress: async (pool, next) => {
      pools.set(poolKey(pool), pool);
      const known = progress.get(poolKey(pool));
      if (known === undefined || known.readThrough <= next.readThrough) progress.set(poolKey(pool), next);
    },
    readBuckets: async (pool, from, to) =>
      stored(pool).filter(({ bucket }) => bucket.start >= from && bucket.start < to),
    readSplits: async (pool, from, to) => {
      const buckets = await ledger.readBuckets(pool, from, to);
      return buckets.map(({ bucket: { samples: _, ...split } }) => split);
    },
    putBucket: async (pool, bucket, replaces) => {
      const item = toBucketItem(pool, bucket, replaces + 1);
      const key = `${item.pk} ${item.sk}`;
      if ((items.get(key)?.version ?? 0) !== replaces) throw new ConflictError('ledger.conflict', key);
      if (findImbalance(bucket) !== undefined) throw new Error(`${key} does not balance`);
      items.set(key, item);
      ledger.puts += 1;
    },
    listPools: async (account) =>
      ledger.pools().filter(({ endpointArn }) => accountKey(endpointArn) === account),
  };
  return ledger;
};
