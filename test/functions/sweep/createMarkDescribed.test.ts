import { describe, expect, it } from 'vitest';
import { createMarkDescribed, type Rebuild } from '#functions/sweep/createMarkDescribed.ts';
import { defaultOwners } from '#shared/domain/owners.ts';
import { bucketOf, poolOf } from '#test/builders/bucket.ts';
import { factsOf } from '#test/builders/ownerFacts.ts';
import { noRates } from '#test/builders/rates.ts';
import { at } from '#test/builders/samples.ts';
import { createMemoryLedger } from '#test/fakes/memoryLedger.ts';

const pool = poolOf();
const first = at('2026-01-01T00:00:00Z');
const third = at('2026-01-01T00:10:00Z');
const described = { instances: 2, units: new Map([['a', 4]]) };

const terms = { owners: { version: 0, document: defaultOwners }, rates: noRates, describe: () => factsOf() };

const rebuild: Rebuild = async (_, start, stored, given) => ({
  ...(stored ?? bucketOf({ start })),
  described: given,
});

describe('markDescribed', () => {
  it('rebuilds each bucket on its version, also one that is not there yet', async () => {
    const ledger = createMemoryLedger();
    await ledger.putBucket(pool, bucketOf({ start: first, overcounted: true }), 0);
    expect(
      await createMarkDescribed(ledger, rebuild)(pool, { from: first, to: third }, described, terms),
    ).toBe(2);
    const stored = await ledger.readBuckets(pool, first, third);
    expect(stored.map(({ version, bucket }) => [version, bucket.overcounted, bucket.described])).toEqual([
      [2, true, described],
      [1, false, described],
    ]);
  });

  it('leaves alone what is marked so already', async () => {
    const ledger = createMemoryLedger();
    const mark = createMarkDescribed(ledger, rebuild);
    await mark(pool, { from: first, to: third }, described, terms);
    expect(await mark(pool, { from: first, to: third }, { ...described, instances: 2 }, terms)).toBe(0);
    expect(ledger.puts.buckets).toBe(2);
  });

  it('keeps what another run wrote meanwhile', async () => {
    const ledger = createMemoryLedger();
    let isInterrupted = false;
    const mark = createMarkDescribed(ledger, async (...input) => {
      const built = await rebuild(...input);
      if (!isInterrupted) await ledger.putBucket(pool, bucketOf({ start: first, overcounted: true }), 0);
      isInterrupted = true;
      return built;
    });
    expect(await mark(pool, { from: first, to: at('2026-01-01T00:05:00Z') }, described, terms)).toBe(1);
    expect((await ledger.readBuckets(pool, first, third))[0]?.bucket).toEqual(
      bucketOf({ start: first, overcounted: true, described }),
    );
  });
});
