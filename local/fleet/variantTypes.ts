import type { Trace } from './trace.ts';

/**
 * The instance types of a variant, by name, over the whole trace. More than one makes them instance pools: an
 * endpoint's configuration names its pools once, whether or not instances of each are running.
 */
export const createVariantTypes = (
  trace: Trace,
): ((endpoint: string, variant: string) => readonly string[]) => {
  const types = new Map<string, Set<string>>();
  for (const { endpoint, variant, instanceType } of trace.instances) {
    const key = `${endpoint}/${variant}`;
    types.set(key, (types.get(key) ?? new Set()).add(instanceType));
  }
  const sorted = new Map(Array.from(types, ([key, set]) => [key, [...set].sort()]));
  return (endpoint, variant) => sorted.get(`${endpoint}/${variant}`) ?? [];
};
