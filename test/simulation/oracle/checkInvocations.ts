import type { World, WorldComponent, WorldEndpoint } from '#local/fleet/world.ts';
import type { Bucket } from '#shared/domain/bucket.ts';
import type { MemoryLedger } from '#test/fakes/memoryLedger.ts';
import { timeText } from '../timeText.ts';

const bucketSeconds = 300;

const bucketOf = (time: number): number => Math.floor(time / bucketSeconds) * bucketSeconds;

const homeOf = ({ endpoints }: World, { endpoint, createdAt }: WorldComponent): WorldEndpoint | undefined =>
  endpoints.find(
    (each) => each.endpoint === endpoint && each.createdAt <= createdAt && createdAt < each.deletedAt,
  );

/** A request is published under the start of the publish interval that it comes in. */
const stampOf = ({ deployments }: WorldEndpoint, time: number): number => {
  const inForce = deployments.findLast(({ finishedAt }, index) => index === 0 || finishedAt <= time);
  const frequency = inForce?.publishFrequency ?? 60;
  return Math.floor(time / frequency) * frequency;
};

type Called = { home: WorldEndpoint; life: WorldComponent; bucket: number; invocations: number };

/** What each life of a component was called in each bucket, straight from the world. */
const callsOf = (world: World): Map<string, Called> => {
  const calls = new Map<string, Called>();
  for (const life of world.components) {
    const home = homeOf(world, life);
    if (home === undefined) continue;
    for (const { time, component, invocations } of world.invocations) {
      if (component !== life.component || time < life.createdAt || time >= life.deletedAt) continue;
      const bucket = bucketOf(stampOf(home, time));
      const key = `${home.endpoint} ${home.createdAt} ${component} ${bucket}`;
      const known = calls.get(key)?.invocations ?? 0;
      calls.set(key, { home, life, bucket, invocations: known + invocations });
    }
  }
  return calls;
};

/** Whether one name alone is told by the count: of two lives of an endpoint that meet in a bucket nothing tells them apart. */
const isAlone = (world: World, { home, life, bucket }: Called): boolean =>
  world.components
    .filter(({ component }) => component === life.component)
    .filter((each) => homeOf(world, each) !== home)
    .every(
      (each) => each.deletedAt <= bucket - bucketSeconds || each.createdAt >= bucket + 2 * bucketSeconds,
    );

/** Whether its variant never has instance pools: of those only requests that found a copy are told by type. */
const isPlain = ({ home, life }: Called): boolean =>
  home.deployments.every(({ variants }) =>
    variants.every(({ variant, instanceTypes }) => variant !== life.variant || instanceTypes.length === 1),
  );

/**
 * How the invocations that the ledger counts differ from those that there were: never more; and where they are known, no
 * fewer, but in variants with instance pools.
 */
export function* checkInvocations(
  world: World,
  ledger: Pick<MemoryLedger, 'all'>,
  { from, until }: { from: number; until: number },
): Generator<string> {
  const calls = callsOf(world);
  const buckets = Map.groupBy(ledger.all(), ({ pool, bucket }) => {
    return `${pool.endpoint} ${pool.endpointCreatedAt} ${bucket.start}`;
  });
  const rowsOf = (component: string, stored: readonly { bucket: Bucket }[]) =>
    stored.flatMap(({ bucket }) => bucket.allocated.filter((row) => row.component === component));
  for (const called of calls.values()) {
    const { home, life, bucket, invocations } = called;
    const isCut = bucket + bucketSeconds <= life.createdAt;
    if (bucket < from || bucket >= until || isCut || !isAlone(world, called)) continue;
    const stored = buckets.get(`${home.endpoint} ${home.createdAt} ${bucket}`) ?? [];
    const rows = rowsOf(life.component, stored);
    const counted = rows.reduce((sum, row) => sum + row.invocations, 0);
    const isKnown = rows.length > 0 && rows.every(({ uncounted }) => uncounted === 0);
    const isWrong = counted > invocations || (isKnown && isPlain(called) && counted < invocations);
    if (isWrong)
      yield `${life.component}, bucket ${timeText(bucket)} in the end: ${counted} invocations instead of ${invocations}`;
  }
}
