import type { Instance, Interval, Placement } from '#local/fleet/fleet.ts';
import type { LostSamples, World, WorldEndpoint } from '#local/fleet/world.ts';

/** What a pool's bucket must hold, in accelerator-seconds. */
export type Expected = {
  instanceSeconds: number;
  capacity: number;
  allocated: Map<string, number>;
  unknown: number;
};

/** One pool of one life of an endpoint, with its buckets by start (epoch seconds); none where it was not there. */
export type ExpectedPool = {
  endpoint: string;
  createdAt: number;
  deletedAt: number;
  variant: string;
  instanceType: string;
  accelerators: number;
  isAsync: boolean;
  buckets: Map<number, Expected>;
};

const bucketSeconds = 300;

type Series = { from: number; to: number; count: number; component: string; lost: readonly Interval[] };

const isLost = (lost: readonly Interval[], time: number): boolean =>
  lost.some(({ from, to }) => from <= time && time < to);

/** The first and the last sample that a series has; undefined when it has none. */
const spanOf = ({ from, to, lost }: Omit<Series, 'count' | 'component'>, frequency: number, end: number) => {
  let first: number | undefined;
  let last: number | undefined;
  for (let time = Math.ceil(from / frequency) * frequency; time < Math.min(to, end); time += frequency) {
    if (isLost(lost, time)) continue;
    first ??= time;
    last = time;
  }
  return first === undefined || last === undefined ? undefined : { first, last };
};

const addTo = <Key>(sums: Map<Key, number>, key: Key, amount: number): void => {
  if (amount > 0) sums.set(key, (sums.get(key) ?? 0) + amount);
};

/** Calls `add` with the part of [from, from + seconds) that lies in each bucket. */
const cutByBucket = (from: number, seconds: number, add: (bucket: number, seconds: number) => void): void => {
  for (let at = from; at < from + seconds; ) {
    const bucket = Math.floor(at / bucketSeconds) * bucketSeconds;
    const end = Math.min(bucket + bucketSeconds, from + seconds);
    add(bucket, end - at);
    at = end;
  }
};

/**
 * Adds one instance, sample by sample. There is a sample at each multiple of the publish frequency in its life, and each
 * stands for one interval. Where the instance's own sample is missing inside its life, or beside an accelerator's, all
 * that no accelerator's sample claims is unknown; where its own is there, an accelerator inside a hole of its series is.
 */
const addInstance = (
  buckets: Map<number, Expected>,
  instance: Instance,
  placements: readonly Placement[],
  lostOf: (containerId?: string) => readonly Interval[],
  end: number,
): void => {
  const { accelerators, deployment } = instance;
  const frequency = deployment.publishFrequency;
  const own = { from: instance.from, to: instance.to, lost: lostOf() };
  const life = spanOf(own, frequency, end);
  const held = placements.map(({ component, containerId, accelerators: numbers, from, to }) => {
    const series = { from, to, count: numbers.length, component, lost: lostOf(containerId) };
    return { ...series, life: spanOf(series, frequency, end) };
  });
  const firsts = [life, ...held.map((series) => series.life)].flatMap((span) => span?.first ?? []);
  const lasts = [life, ...held.map((series) => series.life)].flatMap((span) => span?.last ?? []);
  if (firsts.length === 0) return;
  for (let time = Math.min(...firsts); time <= Math.max(...lasts); time += frequency) {
    const hasOwn = own.from <= time && time < own.to && time < end && !isLost(own.lost, time);
    const seen = new Map<string, number>();
    let claimed = 0;
    let holes = 0;
    for (const { from, to, count, component, lost, life: span } of held) {
      if (time < from || time >= to || span === undefined) continue;
      if (!isLost(lost, time)) {
        claimed += count;
        addTo(seen, component, count);
      } else if (span.first < time && time < span.last) holes += count;
    }
    const isInside = life !== undefined && life.first <= time && time <= life.last;
    if (!hasOwn && !isInside && claimed === 0) continue;
    const missing = hasOwn ? holes : accelerators - claimed;
    cutByBucket(time, frequency, (bucket, seconds) => {
      const none = { instanceSeconds: 0, capacity: 0, allocated: new Map<string, number>(), unknown: 0 };
      const sums = buckets.get(bucket) ?? none;
      buckets.set(bucket, sums);
      sums.instanceSeconds += seconds;
      sums.capacity += seconds * accelerators;
      sums.unknown += seconds * missing;
      for (const [component, count] of seen) addTo(sums.allocated, component, seconds * count);
    });
  }
};

const lostBy = (lost: readonly LostSamples[]) => {
  const groups = Map.groupBy(lost, ({ instanceId, containerId = '' }) => `${instanceId}/${containerId}`);
  return (instanceId: string) =>
    (containerId = ''): readonly Interval[] =>
      groups.get(`${instanceId}/${containerId}`) ?? [];
};

/** `endpoint created variant type`: names a pool in messages and maps. */
export const poolName = (
  pool: Pick<ExpectedPool, 'endpoint' | 'createdAt' | 'variant' | 'instanceType'>,
): string =>
  `${pool.endpoint} ${new Date(pool.createdAt * 1000).toISOString().slice(0, 19)}Z ${pool.variant} ${pool.instanceType}`;

const lifeOf = (world: World, { deployment }: Instance): WorldEndpoint | undefined =>
  world.endpoints.find(({ deployments }) => deployments.includes(deployment));

/**
 * What the ledger must hold of a world at `end`, straight from its step functions: an account of its own, that shares
 * nothing with the code that it judges.
 */
export const expectWorld = (world: World, end: number): Map<string, ExpectedPool> => {
  const pools = new Map<string, ExpectedPool>();
  const placements = Map.groupBy(world.placements, ({ instance }) => instance);
  const lostOf = lostBy(world.lost ?? []);
  for (const instance of world.instances) {
    const life = lifeOf(world, instance);
    if (life === undefined) throw new RangeError(`${instance.instanceId} is of no endpoint's life`);
    const { endpoint, createdAt, deletedAt } = life;
    const { variant, instanceType, accelerators } = instance;
    const key = poolName({ endpoint, createdAt, variant, instanceType });
    const known = pools.get(key);
    const pool = known ?? {
      endpoint,
      createdAt,
      deletedAt,
      variant,
      instanceType,
      accelerators,
      isAsync: instance.deployment.isAsync === true,
      buckets: new Map(),
    };
    pools.set(key, pool);
    addInstance(pool.buckets, instance, placements.get(instance) ?? [], lostOf(instance.instanceId), end);
  }
  return pools;
};
