import { describe, expect, it } from 'vitest';
import { hostingPrices } from '#local/aws/priceList/hostingPrices.ts';
import { acceleratorsOf } from '#shared/domain/acceleratorCounts.ts';

const sold = [...hostingPrices.values()].flat();

describe('the number of accelerators on an instance', () => {
  it('is what the Price List says too, wherever both say one', () => {
    const both = sold.filter(
      ({ instanceName, gpu }) => gpu !== undefined && acceleratorsOf(instanceName) !== undefined,
    );
    expect(both.length).toBeGreaterThan(35);
    expect(both.map(({ instanceName }) => [instanceName, acceleratorsOf(instanceName)])).toEqual(
      both.map(({ instanceName, gpu }) => [instanceName, gpu]),
    );
  });

  it('is known of all that the Price List sells with GPUs', () => {
    const unknown = sold.filter(
      ({ instanceName, gpu }) => gpu !== undefined && acceleratorsOf(instanceName) === undefined,
    );
    expect(unknown).toEqual([]);
  });

  it.each([
    ['ml.inf2.24xlarge', 6],
    ['ml.inf2.48xlarge', 12],
    ['ml.trn1.32xlarge', 16],
  ])('is told of %s, which has no GPU and so none in the Price List', (instanceType, count) => {
    expect(sold.find(({ instanceName }) => instanceName === instanceType)?.gpu).toBeUndefined();
    expect(acceleratorsOf(instanceType)).toBe(count);
  });

  it.each(['ml.m5.xlarge', 'g6.12xlarge', 'ml.g6', 'ml.g6.toString', 'ml.constructor.xlarge'])(
    'is not known of %s',
    (instanceType) => {
      expect(acceleratorsOf(instanceType)).toBeUndefined();
    },
  );
});
