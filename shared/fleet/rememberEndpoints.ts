import type { Instant } from '#shared/domain/time.ts';
import type { DescribeFleet } from './describeEndpoint.ts';
import type { EndpointRef, EndpointSnapshot } from './endpointSnapshot.ts';

/** How long a description may be used. */
const freshSeconds = 3_600;

type Remembered = {
  snapshot: EndpointSnapshot;
  ref: EndpointRef;
  describedAt: Instant;
  /** Components that were looked for and are not there: deleted ones, whose samples are still listed. */
  absent: ReadonlySet<string>;
};

/**
 * The endpoint as described within the last hour, since its last deployment, and since each of `components` was first seen: a
 * component that the description does not know means that it is out of date.
 */
export type DescribeRemembered = (
  ref: EndpointRef,
  components: ReadonlySet<string>,
  now: Instant,
) => Promise<{ snapshot: EndpointSnapshot; describedAt: Instant }>;

/**
 * Keeps descriptions between the runs of one Lambda sandbox, so that SageMaker is asked about once an hour.
 * @param standardSeconds how long one may be used of an endpoint without enhanced metrics, of which no listing names a new
 * component: long enough to be set beside what was counted after it, by a later run.
 */
export const rememberEndpoints = (
  describe: DescribeFleet['describeEndpoint'],
  standardSeconds = freshSeconds,
): DescribeRemembered => {
  const memory = new Map<string, Remembered>();
  const isFresh = (known: Remembered, ref: EndpointRef, components: ReadonlySet<string>, now: Instant) => {
    const names = new Set(known.snapshot.components.map(({ name }) => name));
    return (
      known.ref.createdAt === ref.createdAt &&
      known.ref.modifiedAt === ref.modifiedAt &&
      now - known.describedAt < (known.snapshot.config.isEnhanced ? freshSeconds : standardSeconds) &&
      components.difference(names).isSubsetOf(known.absent)
    );
  };
  return async (ref, components, now) => {
    const known = memory.get(ref.arn);
    if (known !== undefined && isFresh(known, ref, components, now)) return known;
    const snapshot = await describe(ref);
    const absent = components.difference(new Set(snapshot.components.map(({ name }) => name)));
    const fresh = { snapshot, ref, describedAt: now, absent };
    memory.set(ref.arn, fresh);
    return fresh;
  };
};
