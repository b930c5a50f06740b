import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { expect, it } from 'vitest';
import { money, rate } from '#shared/domain/money.ts';
import { repriceSplit } from '#shared/domain/repriceSplit.ts';
import { poolKey, timedSortKey } from '#shared/ledger/keys.ts';
import { amountOf, bucketOf, idleOf, poolOf, rowOf, splitOf } from '#test/builders/bucket.ts';
import { at, samplesOf } from '#test/builders/samples.ts';
import { type LedgerBackend, TableName } from '#test/harness/ledgerBackends.ts';

const midnight = at('2026-01-01T00:00:00Z');
/** A price of finance's, beside the first list price. */
const internal = { perInstanceHour: rate(6_000_000_000n), source: 'internal', revision: 1 };
const fivePast = at('2026-01-01T00:05:00Z');

/** What every ledger does with buckets. */
export const itKeepsBuckets = (backend: () => LedgerBackend): void => {
  it('gives back a bucket as it was put, to the last ledger unit', async () => {
    const pool = poolOf({ variant: 'whole' });
    await backend().ledger.putBucket(pool, bucketOf(), 0);
    const [stored, ...others] = await backend().ledger.readBuckets(pool, midnight, fivePast);
    expect(others).toEqual([]);
    // Ninety days after its end.
    expect(stored).toEqual({ version: 1, expireAt: at('2026-04-01T00:05:00Z'), bucket: bucketOf() });
    const { samples: _, invocations: __, described: ___, ...split } = bucketOf();
    expect(await backend().ledger.readSplits(pool, midnight, fivePast)).toEqual([{ ...split, version: 1 }]);
    expect(await backend().ledger.readVersions(pool, 'bucket', midnight, fivePast)).toEqual([
      { start: midnight, version: 1 },
    ]);
  });

  it('keeps a bucket without a price, a team or a known number of accelerators', async () => {
    const pool = poolOf({ variant: 'unpriced' });
    const amount = (unitSeconds: number) => ({ unitSeconds, cost: undefined });
    const bare = bucketOf({
      unit: undefined,
      rate: undefined,
      total: amount(300),
      allocated: [{ ...rowOf({ model: undefined, team: undefined }), ...amount(300) }],
      idle: [],
      samples: [],
    });
    await backend().ledger.putBucket(pool, bare, 0);
    const [stored] = await backend().ledger.readBuckets(pool, midnight, fivePast);
    expect(stored?.bucket).toEqual(bare);
  });

  it.each([
    ['at another rate than is paid', { chargeRate: internal }],
    ['at no known rate', { chargeRate: undefined }],
    ['while nobody knows the cost', { rate: undefined, chargeRate: { ...internal, revision: 0 } }],
    ['at a rate of its own, as what is paid is', { rate: { ...internal, revision: 0 } }],
  ])('keeps what is charged %s', async (name, rates) => {
    const pool = poolOf({ variant: `charged ${name}` });
    const bucket = bucketOf({ ...repriceSplit(splitOf(rates), splitOf(rates).rate), ratesVersion: 7 });
    await backend().ledger.putBucket(pool, bucket, 0);
    const [stored] = await backend().ledger.readBuckets(pool, midnight, fivePast);
    expect(stored?.bucket).toEqual(bucket);
  });

  it('keeps what is unknown by reason, what was described, and samples of any kind and number of slots', async () => {
    const pool = poolOf({ variant: 'facts' });
    const rich = bucketOf({
      idle: idleOf(800),
      unknown: [
        { reason: 'hole', ...amountOf(99) },
        { reason: 'unverified', ...amountOf(1) },
      ],
      evidence: 'declared',
      backfilled: true,
      overcounted: true,
      described: {
        instances: 2,
        units: new Map([
          ['a', 4],
          ['__proto__', 0],
        ]),
      },
      samples: [
        samplesOf({ instances: { 'i-1': '1*30' }, holdings: [{ counts: '1.'.repeat(15) }] }),
        samplesOf({ instances: { 'i-2': '66.66' }, holdings: [{ counts: '6.6.6' }] }),
        { ...samplesOf({ publishFrequency: 60, instances: {} }), kind: 'summed' },
        { ...samplesOf({ instances: {} }), instances: new Map([['ml.g6.12xlarge', [360]]]) },
      ],
    });
    await backend().ledger.putBucket(pool, rich, 0);
    const [stored] = await backend().ledger.readBuckets(pool, midnight, fivePast);
    expect(stored?.bucket).toEqual(rich);
  });

  it('keeps invocations, those of a part of the time, and what adapters share', async () => {
    const pool = poolOf({ variant: 'traffic' });
    const shared = { base: 'base', by: 'invocations' } as const;
    const rich = bucketOf({
      allocated: [
        rowOf({ component: '__proto__', unitSeconds: 100, invocations: 12, uncounted: 0 }),
        rowOf({ component: 'adapter', unitSeconds: 0, unmeasured: 0, invocations: 1, uncounted: 0, shared }),
        rowOf({ component: 'base', unitSeconds: 150, invocations: 3, uncounted: 40, shared }),
        rowOf({ component: 'other', unitSeconds: 50 }),
      ],
      invocations: new Map([
        ['__proto__', 12],
        ['adapter', 1],
        ['base', 0],
      ]),
    });
    await backend().ledger.putBucket(pool, rich, 0);
    const [stored] = await backend().ledger.readBuckets(pool, midnight, fivePast);
    expect(stored?.bucket).toEqual(rich);
  });

  it('keeps costs that are not what seconds × price give, as of a sum of what was rounded', async () => {
    const pool = poolOf({ variant: 'rounded' });
    const [one, other] = [amountOf(300), amountOf(900)];
    const cost = (amount: typeof one, more: bigint) => money((amount.cost ?? 0n) + more);
    const rounded = bucketOf({
      allocated: [{ ...rowOf(), cost: cost(one, 1n) }],
      idle: [{ reason: 'unplaced', blocker: undefined, ...other, cost: cost(other, -1n) }],
    });
    await backend().ledger.putBucket(pool, rounded, 0);
    const [stored] = await backend().ledger.readBuckets(pool, midnight, fivePast);
    expect(stored?.bucket).toEqual(rounded);
  });

  it('refuses a put on any version but the one that stands there', async () => {
    const pool = poolOf({ variant: 'versions' });
    const { ledger } = backend();
    await ledger.putBucket(pool, bucketOf(), 0);
    for (const version of [0, 2]) {
      const put = ledger.putBucket(pool, bucketOf(), version);
      await expect(put).rejects.toMatchObject({ code: 'ledger.conflict' });
    }
    await ledger.putBucket(pool, bucketOf({ overcounted: true }), 1);
    const [stored] = await ledger.readBuckets(pool, midnight, fivePast);
    expect(stored).toMatchObject({ version: 2, bucket: { overcounted: true } });
  });

  it('lets exactly one of several writers win', async () => {
    const pool = poolOf({ variant: 'race' });
    const puts = await Promise.allSettled(
      [1, 2, 3, 4].map(() => backend().ledger.putBucket(pool, bucketOf(), 0)),
    );
    expect(puts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('refuses a bucket that does not balance', async () => {
    const broken = bucketOf({ idle: idleOf(899) });
    const put = backend().ledger.putBucket(poolOf({ variant: 'broken' }), broken, 0);
    await expect(put).rejects.toMatchObject({ code: 'ledger.imbalance' });
  });

  it('reads only the buckets that start in the range, in order of time', async () => {
    const pool = poolOf({ variant: 'ranges' });
    const { ledger } = backend();
    for (const clock of ['00:10', '00:00', '00:05', '00:15']) {
      await ledger.putBucket(pool, bucketOf({ start: at(`2026-01-01T${clock}:00Z`) }), 0);
    }
    const starts = async (from: string, to: string) => {
      const stored = await ledger.readBuckets(pool, at(`2026-01-01T${from}Z`), at(`2026-01-01T${to}Z`));
      return stored.map(({ bucket }) => bucket.start);
    };
    const tenPast = at('2026-01-01T00:10:00Z');
    expect(await starts('00:05:00', '00:15:00')).toEqual([fivePast, tenPast]);
    expect(await starts('00:00:01', '00:10:01')).toEqual([fivePast, tenPast]);
    expect(await starts('00:05:00', '00:05:00')).toEqual([]);
    expect(await starts('00:10:00', '00:05:00')).toEqual([]);
  });

  it('names the key of an item that is no bucket, or whose rows do not add up', async () => {
    const { ledger, documents } = backend();
    if (documents === undefined) return;
    const pool = poolOf({ variant: 'spoilt' });
    await ledger.putBucket(pool, bucketOf(), 0);
    const Key = { pk: poolKey(pool), sk: timedSortKey('bucket', midnight) };
    const { Item } = await documents.send(new GetCommand({ TableName, Key }));
    for (const change of [
      { total: [1_200, '1'] },
      { total: [7] },
      { expiresAt: 'never' },
      { evidence: 'hearsay' },
      { unknown: [['hole', 1]] },
      { samples: 'x' },
      { samples: new Uint8Array([1, 2]) },
    ]) {
      await documents.send(new PutCommand({ TableName, Item: { ...Item, ...change } }));
      await expect(ledger.readBuckets(pool, midnight, fivePast)).rejects.toThrow(`${Key.pk} ${Key.sk}`);
    }
  });
};
