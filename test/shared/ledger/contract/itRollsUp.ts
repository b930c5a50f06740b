import { expect, it } from 'vitest';
import { formatInstant } from '#shared/domain/time.ts';
import { readRange } from '#shared/ledger/readRange.ts';
import { rollUpPool } from '#shared/ledger/rollUpPool.ts';
import { amountOf, bucketOf, idleOf, poolOf } from '#test/builders/bucket.ts';
import { at } from '#test/builders/samples.ts';
import type { LedgerBackend } from '#test/harness/ledgerBackends.ts';

/** What rolling up and reading a range come to on every ledger. */
export const itRollsUp = (backend: () => LedgerBackend): void => {
  it('rolls buckets up to a month, again after a late change, and reads a range of them all', async () => {
    const pool = poolOf({ variant: 'rolled up' });
    const { ledger } = backend();
    const range = { from: at('2026-01-30T23:00:00Z'), to: at('2026-02-01T00:00:00Z') };
    const run = () => rollUpPool(ledger, pool, { ...range, now: range.to });
    for (const time of ['2026-01-30T23:00:00Z', '2026-01-31T23:55:00Z', '2026-02-01T00:00:00Z']) {
      await ledger.putBucket(pool, bucketOf({ start: at(time) }), 0);
    }
    const none = { written: 0, unchanged: 0, sealed: 0 };
    expect(await run()).toEqual({
      hours: { ...none, written: 2 },
      days: { ...none, written: 2 },
      months: { ...none, written: 1 },
      conflicts: 0,
    });
    await ledger.putBucket(pool, bucketOf({ start: range.from, allocated: [], idle: idleOf(1_200) }), 1);
    const again = { ...none, written: 1, unchanged: 1 };
    expect(await run()).toMatchObject({ hours: again, days: again, months: { ...none, written: 1 } });
    const pieces = await readRange(ledger, pool, at('2026-01-01T00:00:00Z'), at('2026-02-01T00:05:00Z'));
    expect(pieces.map(({ grain, start }) => `${grain} ${formatInstant(start)}`)).toEqual([
      'month 2026-01-01T00:00:00Z',
      'bucket 2026-02-01T00:00:00Z',
    ]);
    expect(pieces[0]?.splits).toMatchObject([{ total: amountOf(2_400), idle: idleOf(2_100) }]);
    const detail = await ledger.readDetail(pool, at('2026-01-30T23:00:00Z'));
    expect(detail).toMatchObject({ revision: 2 });
  });
};
