import type { Instant } from '#shared/domain/time.ts';
import type { DescribeFleet } from './describeEndpoint.ts';
import type { EndpointRef, EndpointSnapshot } from './endpointSnapshot.ts';

/** How long a description may be used: without enhanced metrics a new component is listed by nothing else. */
const freshSeconds = ({ config }: EndpointSnapshot): number => (config.isEnhanced ? 3_600 : 600);

type Remembered = {
  snapshot: EndpointSnapshot;
  ref: EndpointRef;
  describedAt: Instant;
  /** Components that were looked for and are not there: deleted ones, whose samples are still listed. */
  absent: ReadonlySet<string>;
};

/**
 * The endpoint as described within the last hour (without enhanced metrics ten minutes), since its last deployment, and since each of `components` was first
 * seen: a component that the description does not know means that it is out of date.
 */
export type DescribeRemembered = (
  ref: EndpointRef,
  components: ReadonlySet<string>,
  now: Instant,
) => Promise<{ snapshot: EndpointSnapshot; describedAt: Instant }>;

/** Keeps descriptions between the runs of one Lambda sandbox, so that SageMaker is asked about once an hour. */
export const rememberEndpoints = (describe: DescribeFleet['describeEndpoint']): DescribeRemembered => {
  const memory = new Map<string, Remembered>();
  const isFresh = (known: Remembered, ref: EndpointRef, components: ReadonlySet<string>, now: Instant) => {
    const names = new Set(known.snapshot.components.map(({ name }) => name));
    return (
      known.ref.createdAt === ref.createdAt &&
      known.ref.modifiedAt === ref.modifiedAt &&
      now - known.describedAt < freshSeconds(known.snapshot) &&
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
