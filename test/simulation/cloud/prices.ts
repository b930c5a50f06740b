import { acceleratorsOf } from '#shared/domain/acceleratorCounts.ts';
import { rate } from '#shared/domain/money.ts';
import { instant } from '#shared/domain/time.ts';
import type { PriceKey, ReadListPrice } from '#shared/rates/readListPrice.ts';
import { hashText, type Random } from '../random.ts';

/** A type's price from a time on, and when the Price List first tells of it (epoch seconds). */
export type PriceStep = { from: number; listedAt: number; nanoDollarsPerHour: bigint };

/** What a price is of. */
export type Priced = Pick<PriceKey, 'instanceType' | 'component'>;

/** Prices of a run: each type has one for each component, and some get another on the way. */
export type Prices = {
  stepsOf(priced: Priced): readonly PriceStep[];
  /** What the Price List says at a time. */
  listed(priced: Priced, time: number): Awaited<ReturnType<ReadListPrice>>;
};

/** @param change when prices change, and when that is listed; undefined when they do not. */
export const createPrices = (
  random: Random,
  change: Pick<PriceStep, 'from' | 'listedAt'> | undefined,
): Prices => {
  const seed = random.whole(0, 1e9);
  const priceOf = (name: string, step: number): bigint =>
    BigInt(100_000_000 + (hashText(`${name} ${step}`, seed) % 2_000_000_000) * 10);
  const stepsOf = ({ instanceType, component }: Priced): PriceStep[] => {
    const name = `${component} ${instanceType}`;
    return [
      { from: 0, listedAt: 0, nanoDollarsPerHour: priceOf(name, 0) },
      ...(change === undefined || hashText(name, seed) % 2 === 0
        ? []
        : [{ ...change, nanoDollarsPerHour: priceOf(name, 1) }]),
    ];
  };
  return {
    stepsOf,
    listed: (priced, time) => {
      const step = stepsOf(priced).findLast(({ listedAt }) => listedAt <= time);
      return (
        step && {
          region: 'us-east-1',
          perInstanceHour: rate(step.nanoDollarsPerHour),
          source: `simulated Price List of ${step.from}`,
          effectiveFrom: instant(step.from),
          accelerators: acceleratorsOf(priced.instanceType),
          vcpus: undefined,
        }
      );
    },
  };
};
