import { acceleratorsOf } from '#shared/domain/acceleratorCounts.ts';
import type { Deployment } from './deployment.ts';
import type { Fleet } from './fleet.ts';
import { placeVariant } from './placeVariant.ts';
import type { Trace } from './trace.ts';
import { TraceError } from './traceError.ts';
import { splitByVariant, type VariantTimeline } from './variantTimeline.ts';

/** What an instance type that nobody knows may have; 0 is a type without accelerators. */
const assumableCounts = [0, 1, 2, 4, 8, 16];

/** Raises the smallest assumed counts among `types` to the next that can be assumed; false when there is none. */
const raiseAssumed = (assumed: Map<string, number>, types: readonly string[]): boolean => {
  const counts = types.flatMap((type) => assumed.get(type) ?? []);
  const least = Math.min(...counts);
  const next = assumableCounts.find((count) => count > least);
  if (next === undefined) return false;
  for (const type of types) if (assumed.get(type) === least) assumed.set(type, next);
  return counts.length > 0;
};

const placeRaising = (
  timeline: VariantTimeline,
  assumed: Map<string, number>,
  deployment: Deployment,
): Fleet => {
  for (;;) {
    try {
      return placeVariant(timeline, (type) => acceleratorsOf(type) ?? assumed.get(type) ?? 0, deployment);
    } catch (error) {
      if (!(error instanceof TraceError) || !raiseAssumed(assumed, timeline.instanceTypes)) throw error;
    }
  }
};

/**
 * Places a trace's copies on its instances, by these rules: at one instant all releases come before all
 * placements; a copy takes its accelerators on one instance of its variant, best fit (the fewest free that
 * still suffice; the oldest of equals), lowest free numbers first; each placement is a new container. When a
 * type's instances fall, the emptiest leave first (the newest of equals) and their copies are placed anew at the
 * same instant. When a component's copies fall, those placed last go first; a moved copy counts as placed when
 * it moved. What is placed at one instant is placed largest copy first, moved before new, then by name, so
 * that the order of rows does not matter.
 *
 * Instance types of unknown accelerator count are taken to have the smallest of 0, 1, 2, 4, 8, 16 with which
 * the trace can be placed, so that a fleet without a known price can be played too.
 * @param deploymentOf what an endpoint's instances are started for.
 * @throws TraceError naming the time, the component, its need and what was free, when a copy fits nowhere.
 */
export const placeFleet = (trace: Trace, deploymentOf: (endpoint: string) => Deployment): Fleet => {
  const timelines = splitByVariant(trace);
  const types = timelines.flatMap((timeline) => timeline.instanceTypes);
  const unknown = types.filter((type) => acceleratorsOf(type) === undefined);
  const assumed = new Map(unknown.map((type) => [type, 0]));
  for (;;) {
    const before = [...assumed.values()].join();
    const placed = timelines.map((timeline) =>
      placeRaising(timeline, assumed, deploymentOf(timeline.endpoint)),
    );
    // A count raised for one variant holds for the others that use the type: they are placed again with it.
    if ([...assumed.values()].join() === before)
      return {
        instances: placed.flatMap((fleet) => fleet.instances),
        placements: placed.flatMap((fleet) => fleet.placements),
      };
  }
};
