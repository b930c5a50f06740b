import { bucketSeconds, type Instant } from '#shared/domain/time.ts';
import type { EndpointRecord } from './endpointRecord.ts';
import { livesIn } from './trafficFacts.ts';

/**
 * Accelerators of one copy of a component in some time, from what is recorded of endpoints; undefined where that is not known,
 * or not the same for all lives of the name.
 */
export const createUnitsPerCopy = (
  records: readonly EndpointRecord[],
  { from, to }: { from: Instant; to: Instant },
): ((endpoint: string, component: string) => number | undefined) => {
  const period = { start: from, seconds: Math.max(to - from, bucketSeconds) };
  const lives = records.flatMap(({ name: endpoint, components }) =>
    components.filter((each) => livesIn(each, period)).map((each) => ({ ...each, endpoint })),
  );
  const byName = Map.groupBy(lives, ({ endpoint, name }) => JSON.stringify([endpoint, name]));
  return (endpoint, component) => {
    const own = byName.get(JSON.stringify([endpoint, component])) ?? [];
    const [count, ...others] = new Set(own.map(({ acceleratorsPerCopy }) => acceleratorsPerCopy));
    return others.length === 0 && Number.isInteger(count) ? count : undefined;
  };
};
