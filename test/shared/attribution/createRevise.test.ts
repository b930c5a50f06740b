import { describe, expect, it } from 'vitest';
import { createRevise } from '#shared/attribution/createRevise.ts';
import { rate } from '#shared/domain/money.ts';
import { oweVersion } from '#shared/domain/oweRevision.ts';
import type { Owners } from '#shared/domain/owners.ts';
import type { OwnerFacts } from '#shared/domain/ownersOf.ts';
import type { PoolState } from '#shared/domain/poolState.ts';
import { formatInstant, instant } from '#shared/domain/time.ts';
import type { Ledger } from '#shared/ledger/createLedger.ts';
import { rollUpPool } from '#shared/ledger/rollUpPool.ts';
import { amountOf, bucketOf, poolOf, rowOf } from '#test/builders/bucket.ts';
import { factsOf } from '#test/builders/ownerFacts.ts';
import { documentOf, ruleOf, sharesOf } from '#test/builders/owners.ts';
import { noRates, ratesWith } from '#test/builders/rates.ts';
import { at } from '#test/builders/samples.ts';
import { createMemoryLedger } from '#test/fakes/memoryLedger.ts';

const pool = poolOf();
const may = at('2026-05-01T00:00:00Z');
const may15 = at('2026-05-15T12:05:00Z');
const end = at('2026-05-16T00:00:00Z');

const stateOf = (changes: Partial<PoolState> = {}): PoolState => ({
  collectedFrom: may,
  readThrough: end,
  settledThrough: end,
  runs: 0,
  rates: [{ from: instant(0), perInstanceHour: rate(5_752_000_000n), source: 'list' }],
  reviseFrom: undefined,
  ownersVersion: 0,
  ratesVersion: 0,
  acceleratorDimension: undefined,
  backfill: undefined,
  silent: undefined,
  ...changes,
});

const times = [
  '2026-05-01T00:00:00Z',
  '2026-05-15T12:00:00Z',
  '2026-05-15T12:05:00Z',
  '2026-05-15T13:00:00Z',
].map(at);

/** Red's component `a` in May, with a bucket on each side of 15 May, 12:05, rolled up. */
const fill = async () => {
  const ledger = createMemoryLedger();
  await ledger.changePool(pool, () => stateOf());
  for (const start of times) await ledger.putBucket(pool, bucketOf({ start }), 0);
  await rollUpPool(ledger, pool, { from: may, to: end, now: end });
  return ledger;
};

const apply = async (
  ledger: Ledger,
  input: {
    version: number;
    document: Owners;
    from: typeof may;
    now?: typeof may;
    describe?: () => OwnerFacts;
  },
) => {
  await ledger.changePool(pool, (state = stateOf()) =>
    oweVersion(state, 'ownersVersion', input.version, input.from),
  );
  const terms = { owners: input, rates: noRates, describe: input.describe ?? (() => factsOf()) };
  return createRevise(ledger)(pool, terms, { now: input.now ?? end, hasTime: () => true });
};

const bucketTeams = async (ledger: Ledger) =>
  (await ledger.readBuckets(pool, may, end)).map(({ bucket }) =>
    bucket.allocated.map(({ team, unitSeconds }) => `${team} ${unitSeconds}`).join(', '),
  );
const hourRates = async (ledger: Ledger) =>
  (await ledger.readRollups(pool, 'hour', may, end)).map(({ rollup }) => [
    formatInstant(rollup.start).slice(8, 13),
    ...rollup.splits.map(
      ({ rate: cost, chargeRate }) => `${cost?.perInstanceHour} ${chargeRate?.perInstanceHour}`,
    ),
  ]);
const hourTeams = async (ledger: Ledger) =>
  (await ledger.readRollups(pool, 'hour', may, end)).map(({ rollup }) => {
    const rows = rollup.splits.flatMap(({ allocated }) => allocated);
    return [
      formatInstant(rollup.start).slice(8, 13),
      ...rows.map(({ team, unitSeconds }) => `${team} ${unitSeconds}`),
    ];
  });

describe('revising by an owners document', () => {
  it('changes the owner at a bucket edge in mid-month, with its cost, and all that is rolled up', async () => {
    const ledger = await fill();
    const rules = [ruleOf('a', 'blue', { from: may15 }), ruleOf('a', 'red')];
    expect(await apply(ledger, { version: 1, document: documentOf({ rules }), from: may15 })).toBe(3);
    expect(await bucketTeams(ledger)).toEqual(['red 300', 'red 300', 'blue 300', 'blue 300']);
    expect(await hourTeams(ledger)).toEqual([
      ['01T00', 'red 300'],
      ['15T12', 'blue 300', 'red 300'],
      ['15T13', 'blue 300'],
    ]);
    const [day] = await ledger.readRollups(pool, 'day', at('2026-05-15T00:00:00Z'), end);
    // 300 and 600 accelerator-seconds at 5.752 dollars / 3,600 / 4.
    expect(day?.rollup.splits[0]?.allocated).toEqual([
      rowOf({ team: 'blue', unitSeconds: 600 }),
      rowOf({ team: 'red', unitSeconds: 300 }),
    ]);
    expect(day?.rollup.splits[0]?.total).toEqual(amountOf(3_600));
  });

  it('changes nothing the next time, and nothing by an older document', async () => {
    const ledger = await fill();
    const blue = documentOf({ rules: [ruleOf('a', 'blue')] });
    await apply(ledger, { version: 2, document: blue, from: may });
    const puts = { ...ledger.puts };
    expect(await apply(ledger, { version: 2, document: blue, from: may })).toBe(0);
    const stale = { version: 1, document: documentOf({ rules: [ruleOf('a', 'old')] }), from: may };
    expect(await apply(ledger, stale)).toBe(0);
    expect(ledger.puts).toEqual(puts);
    expect(await bucketTeams(ledger)).toEqual(['blue 300', 'blue 300', 'blue 300', 'blue 300']);
  });

  it('gives hours that have no buckets any more the owners of their start', async () => {
    const ledger = await fill();
    const later = at('2026-08-20T00:00:00Z');
    ledger.sweep(later);
    const rules = [ruleOf('a', sharesOf({ blue: 60, green: 40 }), { from: may15 }), ruleOf('a', 'red')];
    await apply(ledger, { version: 1, document: documentOf({ rules }), from: may15, now: later });
    expect(await hourTeams(ledger)).toEqual([
      ['01T00', 'red 300'],
      ['15T12', 'red 600'],
      ['15T13', 'blue 180', 'green 120'],
    ]);
  });

  it('is left, with its mark, to those who know the version that a pool is marked for', async () => {
    const ledger = await fill();
    await ledger.changePool(pool, (state = stateOf()) => oweVersion(state, 'ratesVersion', 2, may15));
    const blue = documentOf({ rules: [ruleOf('a', 'blue')] });
    const terms = { owners: { version: 1, document: blue }, describe: () => factsOf() };
    const input = { now: end, hasTime: () => true };
    expect(await createRevise(ledger)(pool, { ...terms, rates: ratesWith(1, []) }, input)).toBe(0);
    expect((await ledger.readPool(pool))?.state.reviseFrom).toBe(may15);
    expect(await createRevise(ledger)(pool, { ...terms, rates: ratesWith(2, []) }, input)).toBeGreaterThan(0);
    expect((await ledger.readPool(pool))?.state.reviseFrom).toBeUndefined();
  });

  it('is done again from where a run of older rules wrote meanwhile', async () => {
    const ledger = await fill();
    const blue = documentOf({ rules: [ruleOf('a', 'blue')] });
    const overtaken: Ledger = {
      ...ledger,
      changePool: async (ofPool, change) => {
        await ledger.changePool(pool, (state = stateOf()) => ({ ...state, reviseFrom: may }));
        return ledger.changePool(ofPool, change);
      },
    };
    await ledger.changePool(pool, (state = stateOf()) => oweVersion(state, 'ownersVersion', 1, may15));
    const owners = { version: 1, document: blue };
    await createRevise(overtaken)(
      pool,
      { owners, rates: noRates, describe: () => factsOf() },
      { now: end, hasTime: () => true },
    );
    expect((await ledger.readPool(pool))?.state.reviseFrom).toBe(may);
  });
});

describe('revising by a rates document', () => {
  const plan = ratesWith(1, [
    {
      from: formatInstant(may15),
      match: { instanceType: 'ml.g6.*' },
      cost: { factor: '0.5' },
      charge: 'list',
    },
  ]);
  const give = async (ledger: Ledger, rates = plan) => {
    await ledger.changePool(pool, (state = stateOf()) =>
      oweVersion(state, 'ratesVersion', rates.version, may15),
    );
    const terms = { owners: { version: 0, document: documentOf() }, rates, describe: () => factsOf() };
    return createRevise(ledger)(pool, terms, { now: end, hasTime: () => true });
  };

  it('changes what is paid and charged at a bucket edge in mid-month, and all that is rolled up', async () => {
    const ledger = await fill();
    expect(await give(ledger)).toBe(3);
    expect(await hourRates(ledger)).toEqual([
      ['01T00', '5752000000 5752000000'],
      ['15T12', '2876000000 5752000000', '5752000000 5752000000'],
      ['15T13', '2876000000 5752000000'],
    ]);
    const [, , bucket] = await ledger.readBuckets(pool, may, end);
    // Half of what 1,200 accelerator-seconds cost at the list price.
    expect(bucket?.bucket.total).toEqual({ unitSeconds: 1_200, cost: amountOf(600).cost });
  });

  it('changes it back by a document without the rule, and nothing the next time', async () => {
    const ledger = await fill();
    await give(ledger);
    await give(ledger, ratesWith(2, []));
    const puts = { ...ledger.puts };
    await give(ledger, ratesWith(2, []));
    expect(ledger.puts).toEqual(puts);
    expect((await hourRates(ledger)).at(-1)).toEqual(['15T13', '5752000000 5752000000']);
  });
});
