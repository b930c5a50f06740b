import type { Held } from '#shared/domain/splitChange.ts';
import type { MovementBase, Spent } from './movement.ts';

/**
 * What the time of a base costs as the base's owners would have it, where another document of owners has come since: a component
 * whose part in it is what it was is told as it is now, so that its price may have changed; any other is told as it was then, and
 * what it differs by is ownership. Late samples of such a component, in the few minutes between, are taken for ownership, too.
 */
export const underFormerOwners = (region: Spent, { spent }: MovementBase): Spent => {
  const held = new Map<string, Held>();
  for (const [key, old] of spent.held) {
    const now = region.held.get(key);
    held.set(key, now?.unitSeconds === old.unitSeconds ? now : old);
  }
  return { held, idle: region.idle };
};
