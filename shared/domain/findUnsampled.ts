import type { Described } from './bucket.ts';
import { sumOf } from './sumOf.ts';

/** What samples show of some time. */
export type Seen = {
  instanceSeconds: number;
  /** Unit-seconds by component. */
  held: ReadonlyMap<string, number>;
  /** Unit-seconds. */
  unknown: number;
  idle: number;
};

/** What SageMaker described and no sample shows. */
export type Unsampled = {
  /** Instance-seconds that are there beyond what was seen. */
  instanceSeconds: number;
  /** Unit-seconds of what was seen to be free that copies hold; nothing tells where. */
  taken: number;
};

/** What of described capacity and copies has no sample: a copy may be on an instance that is unknown already. */
export const findUnsampled = (
  seen: Seen,
  { instances, units }: Described,
  seconds: number,
  unitsPerInstance: number,
): Unsampled => {
  const instanceSeconds = Math.max(0, instances * seconds - seen.instanceSeconds);
  const known = seen.unknown + instanceSeconds * unitsPerInstance;
  const unseen = [...units].map(([component, count]) =>
    Math.max(0, count * seconds - (seen.held.get(component) ?? 0)),
  );
  return { instanceSeconds, taken: Math.min(seen.idle, Math.max(0, sumOf(unseen) - known)) };
};
