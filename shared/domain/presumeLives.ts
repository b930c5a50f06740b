import type { Life, Lives } from './lives.ts';
import { after, bucketSeconds, floorTo, type Instant } from './time.ts';
import type { UnknownReason } from './unknownReason.ts';

/** Series whose samples could not be read: by instance, and by `holdingKey` with the instance it is on. */
export type Unread = {
  instances: readonly string[];
  holdings: readonly { key: string; instance: string }[];
};

/** Keeps a life alive to `to`; one never seen before is presumed from `from` on. */
const presume = (life: Life | undefined, from: Instant, to: Instant, reason: UnknownReason): Life => ({
  kind: life?.kind,
  frequency: life?.frequency,
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

/** Adds so many instances that nobody has seen, there from `from` to `to`: what a silent pool keeps. */
export const presumeSilent = (
  lives: Lives,
  { from, instances }: { from: Instant; instances: number },
  to: Instant,
): Lives => {
  const first = after(floorTo(from, bucketSeconds), from % bucketSeconds === 0 ? 0 : bucketSeconds);
  const life: Life = {
    kind: undefined,
    frequency: undefined,
    first,
    last: to,
    width: 1,
    presumed: { from: first, reason: 'silent' },
  };
  const silent = Array.from({ length: instances }, (_, index) => [`silent ${index}`, life] as const);
  return { ...lives, instances: new Map([...lives.instances, ...silent]) };
};
