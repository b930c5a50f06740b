import { acceleratorsOf } from '#shared/domain/acceleratorCounts.ts';
import type { DatedRate } from '#shared/domain/rateHistory.ts';
import type { Instant } from '#shared/domain/time.ts';
import { type Unit, unitsPerVcpu } from '#shared/domain/unit.ts';
import type { ListPrice, PriceKey, ReadListPrice } from './readListPrice.ts';

/** How long a price may be used before it is read again. */
const freshSeconds = 86_400;

/** What is known of an instance type: its list price, and what it is divided in. */
export type TypeRate = { rate: DatedRate | undefined; unit: Unit | undefined };

type Known = { answer: TypeRate; readAt: Instant };

/**
 * Accelerators where it has some, else vCPUs, which only the Price List tells. The data file comes before the Price List, because
 * it counts Inferentia and Trainium devices too and was looked over; the Price List's `gpu` counts GPUs, and tells of types that
 * are newer than the file.
 */
const unitOf = (instanceType: string, price: ListPrice | undefined): Unit | undefined => {
  const accelerators = acceleratorsOf(instanceType) ?? price?.accelerators;
  if (accelerators !== undefined) return { kind: 'accelerator', perInstance: accelerators };
  const vcpus = price?.vcpus;
  return vcpus === undefined ? undefined : { kind: 'vcpu', perInstance: vcpus * unitsPerVcpu };
};

/**
 * Prices of instance types, read once a day and kept between the runs of one Lambda sandbox.
 *
 * A price that cannot be read now is the last one that was, or none: an outage of the Price List does not hold up
 * the collection of facts, and an unpriced bucket is priced as soon as a later run knows the price.
 * @param onOutage is told of each price that could not be read.
 */
export const createRateCard = (readListPrice: ReadListPrice, onOutage: (error: unknown) => void) => {
  const known = new Map<string, Known>();
  return async (asked: PriceKey, now: Instant): Promise<TypeRate> => {
    const { instanceType, region, component } = asked;
    const key = `${region} ${component} ${instanceType}`;
    const last = known.get(key);
    if (last !== undefined && now - last.readAt < freshSeconds) return last.answer;
    try {
      const price = await readListPrice(asked);
      const answer = { rate: price, unit: unitOf(instanceType, price) };
      known.set(key, { answer, readAt: now });
      return answer;
    } catch (error) {
      onOutage(error);
      return last?.answer ?? { rate: undefined, unit: unitOf(instanceType, undefined) };
    }
  };
};

export type RateCard = ReturnType<typeof createRateCard>;
