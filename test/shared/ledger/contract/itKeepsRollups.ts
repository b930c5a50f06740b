import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { expect, it } from 'vitest';
import { type Level, levels, type Rollup } from '#shared/domain/rollup.ts';
import { poolKey, timedSortKey } from '#shared/ledger/keys.ts';
import { amountOf, idleOf, poolOf, splitOf } from '#test/builders/bucket.ts';
import { madeFrom, rollupOf } from '#test/builders/rollup.ts';
import { at, samplesOf } from '#test/builders/samples.ts';
import { type LedgerBackend, TableName } from '#test/harness/ledgerBackends.ts';

const newYear = at('2026-01-01T00:00:00Z');
const muchLater = at('2030-01-01T00:00:00Z');

const hourOfSamples = { ...samplesOf({ instances: {} }), instances: new Map([['i-1', [360]]]) };
const unpriced = splitOf({
  rate: undefined,
  total: { unitSeconds: 1_200, cost: undefined },
  allocated: [],
  idle: [{ reason: 'empty', blocker: undefined, unitSeconds: 1_200, cost: undefined }],
});

const examples: Record<string, Rollup> = {
  'an hour with the versions and the expiry of its buckets': rollupOf({
    origin: madeFrom({ '2026-01-01T00:00:00Z': 4, '2026-01-01T00:55:00Z': 1 }, at('2026-04-01T00:05:00Z')),
  }),
  'an hour stored directly': rollupOf({
    evidence: 'copies',
    backfilled: true,
    origin: { kind: 'samples', samples: [hourOfSamples], invocations: new Map([['a', 12]]) },
  }),
  'a day with some of its hours': rollupOf({
    level: 'day',
    origin: madeFrom({ '2026-01-01T01:00:00Z': 3, '2026-01-01T23:00:00Z': 12 }),
  }),
  'a leap month with its last day': rollupOf({
    level: 'month',
    start: at('2028-02-01T00:00:00Z'),
    origin: madeFrom({ '2028-02-29T00:00:00Z': 1 }),
  }),
  'two splits, one of them without a price': rollupOf({
    splits: [
      unpriced,
      splitOf({ idle: idleOf(0), unknown: [{ reason: 'silent', ...amountOf(900) }], overcounted: true }),
    ],
  }),
};

/** What every ledger does with hours, days and months. */
export const itKeepsRollups = (backend: () => LedgerBackend): void => {
  it.each(Object.entries(examples))('gives back %s as it was put', async (variant, rollup) => {
    const pool = poolOf({ variant });
    await backend().ledger.putRollup(pool, rollup, 0);
    const stored = await backend().ledger.readRollups(pool, rollup.level, rollup.start, muchLater);
    expect(stored).toEqual([{ version: 1, rollup }]);
  });

  it('refuses a roll-up on any version but the one that stands there', async () => {
    const pool = poolOf({ variant: 'rollup versions' });
    const { ledger } = backend();
    await ledger.putRollup(pool, rollupOf(), 0);
    for (const version of [0, 2]) {
      const put = ledger.putRollup(pool, rollupOf(), version);
      await expect(put).rejects.toMatchObject({ code: 'ledger.conflict' });
    }
    await ledger.putRollup(pool, rollupOf({ backfilled: true }), 1);
    expect(await ledger.readRollups(pool, 'hour', newYear, muchLater)).toMatchObject([
      { version: 2, rollup: { backfilled: true } },
    ]);
  });

  it('refuses a roll-up when any of its splits does not balance', async () => {
    const broken = rollupOf({ splits: [splitOf(), splitOf({ idle: idleOf(901) })] });
    const put = backend().ledger.putRollup(poolOf({ variant: 'unbalanced rollup' }), broken, 0);
    await expect(put).rejects.toMatchObject({ code: 'ledger.imbalance' });
  });

  it.each<[Level, string[], string, string, string[]]>([
    [
      'hour',
      ['2026-01-01T00:00:00Z', '2026-01-01T01:00:00Z', '2026-01-01T02:00:00Z'],
      '2026-01-01T00:00:01Z',
      '2026-01-01T02:00:00Z',
      ['2026-01-01T01:00:00Z'],
    ],
    [
      'day',
      ['2026-01-31T00:00:00Z', '2026-02-01T00:00:00Z', '2026-02-02T00:00:00Z'],
      '2026-01-31T12:00:00Z',
      '2026-02-02T00:00:00Z',
      ['2026-02-01T00:00:00Z'],
    ],
    [
      'month',
      ['2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z', '2026-03-01T00:00:00Z'],
      '2026-01-15T00:00:00Z',
      '2026-03-01T00:00:00Z',
      ['2026-02-01T00:00:00Z'],
    ],
    ['day', ['2026-01-01T00:00:00Z'], '2026-01-01T06:00:00Z', '2026-01-01T07:00:00Z', []],
  ])('reads of each %s only those that start in the range', async (level, starts, from, to, wanted) => {
    const pool = poolOf({ variant: `range of ${level} from ${from}` });
    const { ledger } = backend();
    for (const start of starts) {
      const origin = madeFrom({ [start]: 1 });
      await ledger.putRollup(pool, rollupOf({ level, start: at(start), origin }), 0);
    }
    const stored = await ledger.readRollups(pool, level, at(from), at(to));
    expect(stored.map(({ rollup }) => rollup.start)).toEqual(wanted.map(at));
  });

  it('keeps hours, days and months of one start apart', async () => {
    const pool = poolOf({ variant: 'apart' });
    const { ledger } = backend();
    for (const level of levels) {
      const origin = madeFrom({ '2026-01-01T00:00:00Z': 1 });
      await ledger.putRollup(pool, rollupOf({ level, origin }), 0);
    }
    for (const level of levels) {
      const stored = await ledger.readRollups(pool, level, newYear, muchLater);
      expect(stored.map(({ rollup }) => [rollup.level, rollup.start])).toEqual([[level, newYear]]);
    }
  });

  it('names the key of an item that is no roll-up, or whose rows do not add up', async () => {
    const { ledger, documents } = backend();
    if (documents === undefined) return;
    const pool = poolOf({ variant: 'spoilt rollup' });
    await ledger.putRollup(pool, rollupOf(), 0);
    const Key = { pk: poolKey(pool), sk: timedSortKey('hour', newYear) };
    const { Item } = await documents.send(new GetCommand({ TableName, Key }));
    for (const change of [
      { splits: [{ ...Item?.splits[0], idle: [['unplaced', null, 900, '1']] }] },
      { splits: 'x' },
      { origin: {} },
      { origin: { samples: new Uint8Array([1]) } },
      { version: 0 },
    ]) {
      await documents.send(new PutCommand({ TableName, Item: { ...Item, ...change } }));
      const read = ledger.readRollups(pool, 'hour', newYear, muchLater);
      await expect(read).rejects.toThrow(`${Key.pk} ${Key.sk}`);
    }
  });
};
