import type { Described } from '#shared/domain/bucket.ts';
import type { Sampled } from '#shared/domain/sampledAt.ts';

/** One sighting of a pool beside what had samples just then. */
export type Comparison = { described: Described; sampled: Sampled };

/** The least that was described, where less was sampled every time. */
const leastLacking = (counts: readonly { described: number; sampled: number }[]): number =>
  counts.every(({ described, sampled }) => sampled < described)
    ? Math.min(...counts.map(({ described }) => described))
    : 0;

/**
 * What was described throughout and not sampled at any of the sightings: instances, and units by component, each
 * 0 or absent where the samples showed all of it at one of them. Undefined when nothing lacks. An instance or a copy that is
 * replaced between two sightings is no deficit, as both show it.
 */
export const findDeficit = (comparisons: readonly Comparison[]): Described | undefined => {
  if (comparisons.length === 0) return undefined;
  const instances = leastLacking(
    comparisons.map(({ described, sampled }) => ({
      described: described.instances,
      sampled: sampled.instances,
    })),
  );
  const names = new Set(comparisons.flatMap(({ described }) => [...described.units.keys()]));
  const units = [...names].toSorted().map((name): [string, number] => [
    name,
    leastLacking(
      comparisons.map(({ described, sampled }) => ({
        described: described.units.get(name) ?? 0,
        sampled: sampled.units.get(name) ?? 0,
      })),
    ),
  ]);
  const lacking = new Map(units.filter(([, count]) => count > 0));
  return instances === 0 && lacking.size === 0 ? undefined : { instances, units: lacking };
};
