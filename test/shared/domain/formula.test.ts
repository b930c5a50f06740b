import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countText, priceText, unitSecondsText, usdText } from '#shared/domain/amountText.ts';
import { formulaOf, varianceFormulaOf } from '#shared/domain/formula.ts';
import { costOf, rate, roundTogether } from '#shared/domain/money.ts';
import type { Unit } from '#shared/domain/unit.ts';
import { gpus } from '#test/builders/unit.ts';

const priceOf = (perInstanceHour: bigint) => ({
  perInstanceHour: rate(perInstanceHour),
  source: 'list',
  revision: 1,
});
const list = priceOf(5_752_000_000n);

describe('amounts as text', () => {
  it('has thousands apart, nine places for money, and two at least for a price', () => {
    expect(countText(36_000)).toBe('36,000');
    expect(countText(1_234_567.25)).toBe('1,234,567.25');
    expect(countText(999)).toBe('999');
    expect(usdText(14_380_000_000n)).toBe('$14.380000000');
    expect(usdText(-1n)).toBe('-$0.000000001');
    expect(usdText(-1_234_567_014_380_000_000n)).toBe('-$1,234,567,014.380000000');
    expect(priceText(1_063_296_000_000n)).toBe('$1,063.296');
    expect(priceText(5_752_000_000n)).toBe('$5.752');
    expect(priceText(5_000_000_000n)).toBe('$5.00');
    expect(priceText(1_500_000_000n)).toBe('$1.50');
    expect(priceText(1n)).toBe('$0.000000001');
  });

  it('counts vCPUs whole, though they are kept in thousandths', () => {
    expect(unitSecondsText('vcpu', 1_000)).toBe('1 vCPU-second');
    expect(unitSecondsText('vcpu', 7_200_500)).toBe('7,200.5 vCPU-seconds');
    expect(unitSecondsText('instance', 300)).toBe('300 instance-seconds');
  });
});

describe('formulaOf', () => {
  it('is the calculation with its numbers', () => {
    expect(formulaOf({ unit: gpus(4), unitSeconds: 36_000, rate: list }, 14_380_000_000n)).toBe(
      '36,000 GPU-seconds ÷ 3,600 × $5.752 per instance-hour ÷ 4 GPUs = $14.380000000',
    );
  });

  it('does not divide by one', () => {
    const instance: Unit = { kind: 'instance', perInstance: 1 };
    expect(formulaOf({ unit: instance, unitSeconds: 300, rate: priceOf(1_200_000_000n) }, 100_000_000n)).toBe(
      '300 instance-seconds ÷ 3,600 × $1.20 per instance-hour = $0.100000000',
    );
    expect(
      formulaOf({ unit: gpus(1), unitSeconds: 3_600, rate: priceOf(1_006_000_000n) }, 1_006_000_000n),
    ).toBe('3,600 GPU-seconds ÷ 3,600 × $1.006 per instance-hour = $1.006000000');
  });

  it('tells vCPUs as they are counted', () => {
    const unit: Unit = { kind: 'vcpu', perInstance: 4_000 };
    expect(formulaOf({ unit, unitSeconds: 600_000, rate: priceOf(240_000_000n) }, 10_000_000n)).toBe(
      '600 vCPU-seconds ÷ 3,600 × $0.24 per instance-hour ÷ 4 vCPUs = $0.010000000',
    );
  });

  it('goes on beyond nine places where the amount does, and says how it was rounded', () => {
    const ten = { unit: gpus(4), unitSeconds: 10, rate: list };
    const begun = '10 GPU-seconds ÷ 3,600 × $5.752 per instance-hour ÷ 4 GPUs = $0.003994444444…';
    expect(formulaOf(ten, 3_994_444n)).toBe(`${begun} → $0.003994444, rounded`);
    expect(formulaOf(ten, 3_994_445n)).toBe(
      `${begun} → $0.003994445, rounded up so that all amounts add up (largest remainder)`,
    );
  });

  it('says that there is no price, and never a cost of nothing', () => {
    expect(formulaOf({ unit: gpus(4), unitSeconds: 300, rate: undefined }, undefined)).toBe(
      '300 GPU-seconds: no price is known, so there is no cost',
    );
  });

  it('says rounded up or down just where the amount is not the nearest', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(1, 2, 4, 8, 12, 16),
        fc.nat(100_000),
        fc.bigInt(0n, 90_000_000_000n),
        (perInstance, unitSeconds, hourly) => {
          const exact = (costOf(1, rate(hourly)) * BigInt(unitSeconds)) / BigInt(perInstance);
          const nearest = roundTogether([exact as never]).total;
          const text = (printed: bigint) =>
            formulaOf({ unit: gpus(perInstance), unitSeconds, rate: priceOf(hourly) }, printed);
          expect(text(nearest)).not.toMatch(/rounded (up|down)/);
          expect(text(nearest + 1n)).toMatch(/rounded up/);
          expect(text(nearest - 1n)).toMatch(/rounded down/);
        },
      ),
    );
  });
});

describe('varianceFormulaOf', () => {
  it('is what is paid less what is charged, for the instances', () => {
    const charged = priceOf(6_000_000_000n);
    expect(varianceFormulaOf({ instanceSeconds: 36_000, paid: list, charged }, -2_480_000_000n)).toBe(
      '36,000 instance-seconds ÷ 3,600 × ($5.752 paid − $6.00 charged) per instance-hour = -$2.480000000',
    );
    expect(
      varianceFormulaOf({ instanceSeconds: 3_600, paid: list, charged: undefined }, 5_752_000_000n),
    ).toBe(
      '3,600 instance-seconds ÷ 3,600 × ($5.752 paid − nothing known to be charged) per instance-hour = $5.752000000',
    );
  });
});
