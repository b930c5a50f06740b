import { describe, expect, it } from 'vitest';
import type { RatesCheck } from '#shared/domain/checkRates.ts';
import { formatDollars, rate } from '#shared/domain/money.ts';
import { bucketsOf, instant } from '#shared/domain/time.ts';
import { rollUpPool } from '#shared/ledger/rollUpPool.ts';
import { checkRates } from '#shared/rates/checkRates.ts';
import { bucketOf, poolOf } from '#test/builders/bucket.ts';
import { settledState } from '#test/builders/poolState.ts';
import { ratesWith } from '#test/builders/rates.ts';
import { at } from '#test/builders/samples.ts';
import { createMemoryLedger } from '#test/fakes/memoryLedger.ts';

const pool = poolOf();
const midnight = at('2026-01-01T00:00:00Z');
const three = at('2026-01-01T03:00:00Z');
const listed = { from: instant(0), perInstanceHour: rate(5_752_000_000n), source: 'list' };

/** Three hours of one ml.g6.12xlarge at $5.752, rolled up. */
const check = async (rules: object[], isExpired = false): Promise<RatesCheck> => {
  const ledger = createMemoryLedger();
  await ledger.changePool(pool, () => settledState({ from: midnight, to: three }, [listed]));
  for (const start of bucketsOf(midnight, three)) await ledger.putBucket(pool, bucketOf({ start }), 0);
  await rollUpPool(ledger, pool, { from: midnight, to: three, now: three });
  if (isExpired) ledger.sweep(at('2026-05-01T00:00:00Z'));
  const rates = ratesWith(1, rules).document;
  return checkRates({ from: midnight, to: three, account: '123456789012#us-east-1', rates }, ledger);
};
const figuresOf = ({ types }: RatesCheck) =>
  types.map(({ instanceType, instanceSeconds, before, after }) => [
    instanceType,
    instanceSeconds,
    ...[before.cost, after.cost, before.charge, after.charge].map(({ amount }) => formatDollars(amount, 4)),
  ]);
const half = { match: { instanceType: 'ml.g6.*' }, cost: { factor: '0.5' }, charge: 'list' };

describe('checking a rates document on the ledger', () => {
  it('tells what each type costs and is charged at, now and then', async () => {
    expect(figuresOf(await check([half]))).toEqual([
      ['ml.g6.12xlarge', 10_800, '17.2560', '8.6280', '17.2560', '17.2560'],
    ]);
  });

  it('changes rates at the edges of rules, within hours that are rolled up', async () => {
    const { types } = await check([{ ...half, from: '2026-01-01T00:30:00Z' }]);
    // Half an hour at $5.752, and two and a half at $2.876.
    expect(types.map(({ after }) => formatDollars(after.cost.amount, 4))).toEqual(['10.0660']);
  });

  it('gives an hour whose buckets have expired the rates of its start', async () => {
    const { types } = await check([{ ...half, from: '2026-01-01T00:30:00Z' }], true);
    expect(types.map(({ after }) => formatDollars(after.cost.amount, 4))).toEqual(['11.5040']);
  });

  it('names rules that match nothing of that time', async () => {
    const none = [
      { name: 'another type', match: { instanceType: 'ml.p5.*' }, charge: 'list' },
      { name: 'another year', from: '2027-01-01T00:00:00Z', match: { instanceType: '*' }, charge: 'list' },
    ];
    expect((await check([half, ...none])).idleRules).toEqual(['another type', 'another year']);
  });
});
