import { acceleratorsOf } from '#shared/domain/acceleratorCounts.ts';
import type { DatedRate } from '#shared/domain/rateHistory.ts';
import type { Instant } from '#shared/domain/time.ts';
import type { ReadListPrice } from './readListPrice.ts';

/** How long a price may be used before it is read again. */
const freshSeconds = 86_400;

/** What is known of an instance type: its price, and how many accelerators share it. */
export type TypeRate = { rate: DatedRate | undefined; accelerators: number | undefined };

type Known = { answer: TypeRate; readAt: Instant };

/**
 * Prices of instance types, read once a day and kept between the runs of one Lambda sandbox.
 *
 * A price that cannot be read now is the last one that was, or none: an outage of the Price List does not hold up
 * the collection of facts, and an unpriced bucket is priced as soon as a later run knows the price.
 * @param onOutage is told of each price that could not be read.
 */
export const createRateCard = (readListPrice: ReadListPrice, onOutage: (error: unknown) => void) => {
  const known = new Map<string, Known>();
  return async (instanceType: string, region: string, now: Instant): Promise<TypeRate> => {
    const key = `${region} ${instanceType}`;
    const last = known.get(key);
    if (last !== undefined && now - last.readAt < freshSeconds) return last.answer;
    try {
      const price = await readListPrice(instanceType, region);
      const answer = { rate: price, accelerators: acceleratorsOf(instanceType) ?? price?.accelerators };
      known.set(key, { answer, readAt: now });
      return answer;
    } catch (error) {
      onOutage(error);
      return last?.answer ?? { rate: undefined, accelerators: acceleratorsOf(instanceType) };
    }
  };
};

export type RateCard = ReturnType<typeof createRateCard>;
