import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rate } from '#shared/domain/money.ts';
import type { PoolRate } from '#shared/domain/poolState.ts';
import type { RatesInForce } from '#shared/domain/rates.ts';
import { ratesOf } from '#shared/domain/ratesOf.ts';
import { instant } from '#shared/domain/time.ts';
import { ratesWith } from '#test/builders/rates.ts';
import { at } from '#test/builders/samples.ts';

const listed: PoolRate = { from: instant(0), perInstanceHour: rate(5_752_000_000n), source: 'list' };
const prod = { instanceType: 'ml.g6.12xlarge', endpoint: 'prod-chat' };
const may = '2026-05-10T00:00:00Z';

/** What is paid and charged, in nano-dollars. */
const pricesOf = (
  rates: RatesInForce,
  time = may,
  pool = prod,
  history: readonly PoolRate[] = [listed],
): (bigint | undefined)[] => {
  const { rate: cost, chargeRate } = ratesOf(rates, history, pool, at(time));
  return [cost?.perInstanceHour, chargeRate?.perInstanceHour];
};

const all = { instanceType: '*' };

describe('the rates of a pool', () => {
  it('are both the list price where no rule says otherwise', () => {
    const list = { perInstanceHour: rate(5_752_000_000n), source: 'list', revision: 1 };
    expect(ratesOf(ratesWith(3, []), [listed], prod, at(may))).toEqual({
      rate: list,
      chargeRate: list,
      ratesVersion: 3,
    });
  });

  it('are what is paid and what is charged, with how both came about', () => {
    const rates = ratesWith(1, [
      { name: 'plan', match: { instanceType: 'ml.g6.*' }, cost: { factor: '0.72' } },
      { name: 'platform', match: all, charge: { factor: '1.1', of: 'cost' } },
    ]);
    // 5.752 × 0.72 = 4.14144, and that × 1.1 = 4.555584.
    expect(ratesOf(rates, [listed], prod, at(may))).toEqual({
      rate: { perInstanceHour: 4_141_440_000n, source: 'list × 0.72, rates: plan', revision: 1 },
      chargeRate: {
        perInstanceHour: 4_555_584_000n,
        source: 'list × 0.72, rates: plan × 1.1, rates: platform',
        revision: 1,
      },
      ratesVersion: 1,
    });
  });

  it('change at midnight with the list price, and what is made from it with them', () => {
    const lowered = { from: at(may), perInstanceHour: rate(4_000_000_000n), source: 'list, lowered' };
    const rates = ratesWith(1, [{ match: all, cost: { factor: '0.5' }, charge: 'list' }]);
    const history = [listed, lowered];
    expect(pricesOf(rates, '2026-05-09T23:55:00Z', prod, history)).toEqual([2_876_000_000n, 5_752_000_000n]);
    expect(pricesOf(rates, may, prod, history)).toEqual([2_000_000_000n, 4_000_000_000n]);
  });

  it('are overridden for an endpoint between two dates, without touching what is paid', () => {
    const rates = ratesWith(1, [
      {
        from: '2026-05-10T00:00:00Z',
        to: '2026-05-10T00:10:00Z',
        match: { endpoint: 'prod-*' },
        charge: { dollarsPerHour: '7.5' },
      },
      { match: all, cost: { factor: '0.72' } },
    ]);
    const paid = 4_141_440_000n;
    expect(pricesOf(rates, '2026-05-09T23:55:00Z')).toEqual([paid, paid]);
    expect(pricesOf(rates, '2026-05-10T00:00:00Z')).toEqual([paid, 7_500_000_000n]);
    expect(pricesOf(rates, '2026-05-10T00:05:00Z')).toEqual([paid, 7_500_000_000n]);
    expect(pricesOf(rates, '2026-05-10T00:10:00Z')).toEqual([paid, paid]);
    expect(pricesOf(rates, may, { ...prod, endpoint: 'test-chat' })).toEqual([paid, paid]);
  });

  it('are not known where they are made from what is not', () => {
    const made = ratesWith(1, [
      { match: all, cost: { factor: '0.72' }, charge: { factor: '2', of: 'cost' } },
    ]);
    expect(pricesOf(made, may, prod, [])).toEqual([undefined, undefined]);
    const paid = ratesWith(1, [{ match: all, cost: { dollarsPerHour: '41.50' }, charge: 'list' }]);
    expect(pricesOf(paid, may, prod, [])).toEqual([41_500_000_000n, undefined]);
    const charged = ratesWith(1, [{ match: all, charge: { dollarsPerHour: '6' } }]);
    expect(pricesOf(charged, may, prod, [])).toEqual([undefined, 6_000_000_000n]);
  });

  it('are by the first rule in force that matches and says one, each', () => {
    const match = fc.constantFrom({ instanceType: '*' }, { instanceType: 'ml.g5.*' }, { endpoint: 'prod-*' });
    const validity = fc.constantFrom({}, { from: '2026-06-01T00:00:00Z' }, { to: '2026-06-01T00:00:00Z' });
    const fixed = fc.option(
      fc.integer({ min: 1, max: 9 }).map((dollars) => ({ dollarsPerHour: `${dollars}` })),
      { nil: undefined },
    );
    const rule = fc
      .record({ match, validity, cost: fixed, charge: fixed })
      .filter(({ cost, charge }) => cost !== undefined || charge !== undefined);
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 5 }), (rules) => {
        const rates = ratesWith(
          1,
          rules.map(({ validity: when, ...rest }) => ({ ...when, ...rest })),
        );
        const counting = rules.filter(
          ({ match: each, validity: when }) =>
            !('from' in when) && JSON.stringify(each) !== '{"instanceType":"ml.g5.*"}',
        );
        const nano = (given: { dollarsPerHour: string } | undefined) =>
          given && BigInt(given.dollarsPerHour) * 1_000_000_000n;
        const cost = nano(counting.find((each) => each.cost)?.cost) ?? 5_752_000_000n;
        expect(pricesOf(rates)).toEqual([cost, nano(counting.find((each) => each.charge)?.charge) ?? cost]);
      }),
    );
  });
});
