import type { Pool } from '#shared/domain/bucket.ts';
import type { Period } from '#shared/domain/slots.ts';
import type { Instant } from '#shared/domain/time.ts';
import type { EndpointRecord, RecordedComponent } from './endpointRecord.ts';

/** What says whose a pool's invocations are. */
export type TrafficFacts = {
  /** The adapters that a base had at some moment of a period, in order of name. */
  adaptersOf(base: string, period: Period): readonly string[];
  /** Whether a bucket's invocations are counted in this pool: CloudWatch has them by component and not by pool. */
  isCounting(start: Instant): boolean;
};

/** Whether a component was there at some moment of a period, as far as is known. */
export const livesIn = (
  { createdAt, deletedBy }: Pick<RecordedComponent, 'createdAt' | 'deletedBy'>,
  { start, seconds }: Period,
): boolean =>
  (createdAt === undefined || createdAt < start + seconds) && (deletedBy === undefined || deletedBy > start);

/**
 * What the record of an endpoint says of a pool's invocations. While a variant is updated from one instance type to another
 * both have copies of a component; what it is called then is counted in the pool of the deployment that was called for last.
 */
export const createTrafficFacts = (
  { components, deployments }: EndpointRecord,
  { variant, instanceType }: Pool,
): TrafficFacts => {
  const adapters = components.filter((each) => each.variant === variant && each.base !== undefined);
  const fleets = deployments.flatMap(({ startedAt, variants }) => {
    const own = variants.find((each) => each.variant === variant);
    return own === undefined ? [] : [{ startedAt, isOfPool: own.instanceTypes.includes(instanceType) }];
  });
  return {
    adaptersOf: (base, period) => {
      const own = adapters.filter((each) => each.base === base && livesIn(each, period));
      return [...new Set(own.map(({ name }) => name))].toSorted();
    },
    isCounting: (start) =>
      fleets.findLast(({ startedAt }, index) => index === 0 || startedAt <= start)?.isOfPool ?? true,
  };
};
