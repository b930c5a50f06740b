import type { UnknownReason } from './bucket.ts';
import type { Life, Lives } from './lives.ts';
import { after, bucketSeconds, type Instant } from './time.ts';

/** Series whose samples could not be read: by instance, and by `holdingKey` with the instance it is on. */
export type Unread = {
  instances: readonly string[];
  holdings: readonly { key: string; instance: string }[];
};

/** Keeps a life alive to `to`; one never seen before is presumed from `from` on. */
const presume = (life: Life | undefined, from: Instant, to: Instant, reason: UnknownReason): Life => ({
  kind: life?.kind,
  first: life?.first ?? from,
  last: to,
  width: life?.width ?? 1,
  presumed: { from: life === undefined ? from : after(life.last, 1), reason },
});

/**
 * Keeps alive to `to` what could not be read, so that it counts as unknown: a failed read is no sign of an end.
 * A series never seen before is presumed to be there for the newest bucket alone.
 */
export const presumeUnread = (lives: Lives, unread: Unread, to: Instant): Lives => {
  const newest = after(to, -bucketSeconds);
  const presumed = { instances: new Map(lives.instances), holdings: new Map(lives.holdings) };
  for (const key of unread.instances)
    presumed.instances.set(key, presume(lives.instances.get(key), newest, to, 'unread'));
  for (const { key, instance } of unread.holdings) {
    presumed.holdings.set(key, { ...presume(lives.holdings.get(key), newest, to, 'unread'), instance });
  }
  return presumed;
};

/** When the pool's last sample of an instance was; undefined when there never was one. */
export const lastSampleOf = (lives: Lives): Instant | undefined => {
  let last: Instant | undefined;
  for (const life of lives.instances.values()) if (last === undefined || life.last > last) last = life.last;
  return last;
};

/**
 * Keeps a silent pool's last known capacity to `to`: the instances that had a sample within a bucket of the pool's
 * last. A pool that never had one has the capacity that SageMaker describes, from `from` on.
 */
export const presumeSilent = (
  lives: Lives,
  described: { instances: number; from: Instant },
  to: Instant,
): Lives => {
  const last = lastSampleOf(lives);
  const instances = new Map(lives.instances);
  if (last === undefined) {
    for (let number = 1; number <= described.instances; number += 1)
      instances.set(`described-${number}`, presume(undefined, described.from, to, 'silent'));
  }
  for (const [key, life] of lives.instances) {
    if (last !== undefined && life.last >= last - bucketSeconds)
      instances.set(key, presume(life, life.first, to, 'silent'));
  }
  return { ...lives, instances };
};
