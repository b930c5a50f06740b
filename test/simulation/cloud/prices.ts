import { acceleratorsOf } from '#shared/domain/acceleratorCounts.ts';
import { rate } from '#shared/domain/money.ts';
import { instant } from '#shared/domain/time.ts';
import type { ReadListPrice } from '#shared/rates/readListPrice.ts';
import { hashText, type Random } from '../random.ts';

/** A type's price from a time on, and when the Price List first tells of it (epoch seconds). */
export type PriceStep = { from: number; listedAt: number; nanoDollarsPerHour: bigint };

/** Prices of a run: each type has one, and some get another on the way. */
export type Prices = {
  stepsOf(instanceType: string): readonly PriceStep[];
  /** What the Price List says at a time. */
  listed(instanceType: string, time: number): Awaited<ReturnType<ReadListPrice>>;
};

/** @param change when prices change, and when that is listed; undefined when they do not. */
export const createPrices = (
  random: Random,
  change: Pick<PriceStep, 'from' | 'listedAt'> | undefined,
): Prices => {
  const seed = random.whole(0, 1e9);
  const priceOf = (type: string, step: number): bigint =>
    BigInt(100_000_000 + (hashText(`${type} ${step}`, seed) % 2_000_000_000) * 10);
  const stepsOf = (type: string): PriceStep[] => [
    { from: 0, listedAt: 0, nanoDollarsPerHour: priceOf(type, 0) },
    ...(change === undefined || hashText(type, seed) % 2 === 0
      ? []
      : [{ ...change, nanoDollarsPerHour: priceOf(type, 1) }]),
  ];
  return {
    stepsOf,
    listed: (type, time) => {
      const step = stepsOf(type).findLast(({ listedAt }) => listedAt <= time);
      return (
        step && {
          perInstanceHour: rate(step.nanoDollarsPerHour),
          source: `simulated Price List of ${step.from}`,
          effectiveFrom: instant(step.from),
          accelerators: acceleratorsOf(type),
          vcpus: undefined,
        }
      );
    },
  };
};
