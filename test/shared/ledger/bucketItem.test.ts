import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { busyBucket, busyPool } from '#bench/busyPool.ts';
import { itemSize } from '#local/aws/dynamodb/itemSize.ts';
import { rate } from '#shared/domain/money.ts';
import { toBucketItem } from '#shared/ledger/bucketItem.ts';
import { at } from '#test/builders/samples.ts';

const stored = { version: 12, expireAt: at('2026-04-01T00:05:00Z') };
const start = at('2026-01-01T00:00:00Z');

/** Noise that is the same every time. */
const isSeenAtRandom = (series: number, slot: number): boolean =>
  (createHash('sha256').update(`${series} ${slot}`).digest()[0] ?? 0) < 128;

describe('a bucket’s item', () => {
  it('has a charge rate and the versions of documents only where they are not the usual', () => {
    expect(Object.keys(toBucketItem(busyPool, busyBucket(start), stored))).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/chargeRate|ratesVersion|ownersVersion/)]),
    );
    const internal = { perInstanceHour: rate(6_000_000_000n), source: 'rates: internal', revision: 1 };
    const charged = { ...busyBucket(start), chargeRate: internal, ratesVersion: 2 };
    expect(toBucketItem(busyPool, charged, stored)).toMatchObject({
      chargeRate: ['6000000000', 'rates: internal'],
      ratesVersion: 2,
    });
  });

  it('is billed as three kilobytes for twenty components that publish every ten seconds', () => {
    const bytes = itemSize(toBucketItem(busyPool, busyBucket(start), stored));
    expect(bytes).toBeLessThanOrEqual(3 * 1_024);
  });

  it('is billed as four when every series is full of holes', () => {
    const bytes = itemSize(toBucketItem(busyPool, busyBucket(start, isSeenAtRandom), stored));
    expect(bytes).toBeGreaterThan(3 * 1_024);
    expect(bytes).toBeLessThanOrEqual(4 * 1_024);
  });
});
