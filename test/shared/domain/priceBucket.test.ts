import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Amount } from '#shared/domain/amount.ts';
import type { Attribution } from '#shared/domain/attribute.ts';
import { addMoney, costOf, type Money, money, rate } from '#shared/domain/money.ts';
import { unowned } from '#shared/domain/owner.ts';
import { priceBucket, priceShares } from '#shared/domain/priceBucket.ts';
import type { UnknownReason } from '#shared/domain/unknownReason.ts';

const hourly = rate(5_752_000_000n);
/** A second of one of four accelerators at 5.752 dollars an instance-hour. */
const second = 69_024_000_000n;

const figures = { unitSeconds: 300, used: 0, unmeasured: 300, invocations: 0, uncounted: 300 };
const held = { ...unowned, component: 'a', model: undefined, shared: undefined, ...figures };

const attributionOf = (changes: Partial<Attribution> = {}): Attribution => ({
  instanceSeconds: 300,
  unitSeconds: 1_200,
  allocated: new Map([['a', 300]]),
  usage: new Map([['a', { used: 150_000, unmeasured: 0 }]]),
  idle: [{ reason: 'stranded', blocker: 3, unitSeconds: 890 }],
  unknown: new Map<UnknownReason, number>([['hole', 10]]),
  overcounted: false,
  ...changes,
});

describe('priceBucket', () => {
  it('gives each row its accelerator-seconds at the price of one accelerator', () => {
    expect(priceBucket(attributionOf(), [held], hourly)).toEqual({
      total: { unitSeconds: 1_200, cost: money(1_200n * second) },
      allocated: [{ ...held, cost: money(300n * second) }],
      idle: [{ reason: 'stranded', blocker: 3, unitSeconds: 890, cost: money(890n * second) }],
      unknown: [{ reason: 'hole', unitSeconds: 10, cost: money(10n * second) }],
    });
  });

  it('has no cost, but every accelerator-second, without a price', () => {
    expect(priceBucket(attributionOf(), [held], undefined)).toEqual({
      total: { unitSeconds: 1_200, cost: undefined },
      allocated: [{ ...held, cost: undefined }],
      idle: [{ reason: 'stranded', blocker: 3, unitSeconds: 890, cost: undefined }],
      unknown: [{ reason: 'hole', unitSeconds: 10, cost: undefined }],
    });
  });

  it('costs nothing where there was nothing', () => {
    const none = attributionOf({
      instanceSeconds: 0,
      unitSeconds: 0,
      allocated: new Map(),
      idle: [],
      unknown: new Map(),
    });
    expect(priceBucket(none, [], hourly)).toEqual({
      total: { unitSeconds: 0, cost: money(0n) },
      allocated: [],
      idle: [],
      unknown: [],
    });
  });
});

describe('priceShares', () => {
  const rowsOf = fc.array(fc.nat(3_600), { minLength: 1, maxLength: 8 });
  const anyRate = fc.bigInt(0n, 200_000_000_000n).map(rate);
  const costs = (amounts: Amount[]): Money[] =>
    amounts.flatMap(({ cost }) => (cost === undefined ? [] : [cost]));

  it('adds up to what the instances cost, for any number of accelerators', () => {
    fc.assert(
      fc.property(rowsOf, fc.integer({ min: 1, max: 17 }), anyRate, (rows, accelerators, price) => {
        // The last row fills up to whole instances.
        const held = rows.reduce((a, b) => a + b, 0);
        const instanceSeconds = Math.ceil(held / accelerators) + 1;
        const all = [...rows, instanceSeconds * accelerators - held];
        const amounts = priceShares(instanceSeconds, all, price);
        expect(amounts.map(({ unitSeconds }) => unitSeconds)).toEqual(all);
        expect(addMoney(costs(amounts))).toBe(costOf(instanceSeconds, price));
        expect(costs(amounts).every((cost) => cost >= 0n)).toBe(true);
      }),
    );
  });

  it('is exact, without rounding, where the accelerators divide 48', () => {
    const shared = fc.constantFrom(1, 2, 3, 4, 6, 8, 12, 16, 24, 48);
    fc.assert(
      fc.property(fc.nat(300), shared, anyRate, (held, accelerators, price) => {
        const [first] = priceShares(300, [held, 300 * accelerators - held], price);
        expect(first?.cost).toBe((BigInt(held) * price * 48n) / BigInt(accelerators));
      }),
    );
  });
});
