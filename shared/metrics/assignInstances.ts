import type { Lifetime } from '#shared/domain/ownLife.ts';
import type { Instant } from '#shared/domain/time.ts';

/** A configuration of a variant and from when on its fleet can have started. */
export type FleetStart = { startedAt: Instant; publishFrequency: number; isOfPool: boolean };

/** What tells whose an instance is. */
export type FleetHistory = {
  /** Of the endpoint: another of its name may come before or after it. */
  life: Lifetime;
  /** The variant's, in order of `startedAt`. */
  fleets: readonly FleetStart[];
};

/** When an instance's first sample was, as near as is known: in [from, to). */
export type FirstSeen = { from: Instant; to: Instant };

/** Whether a fleet or the endpoint begins or ends within that time, so that it must be known better. */
export const isUnclear = ({ from, to }: FirstSeen, { life, fleets }: FleetHistory): boolean =>
  [life.createdAt, life.deletedBy, ...fleets.map(({ startedAt }) => startedAt)].some(
    (edge) => edge !== undefined && from < edge && edge < to,
  );

/** What an instance takes to start, at the least (seconds). */
const startSeconds = 60;

/**
 * The publish frequency of an instance if it is one of the pool's; undefined if it is another pool's, or of another life of
 * the endpoint.
 *
 * CloudWatch names no instance type and no frequency beside an instance. But an instance lives within the life of one
 * endpoint, and while that is updated no other instance is started, so that an instance's first sample tells its fleet: the
 * last one that had started by then. Instances take more than a minute to start, which settles it where only minutes are
 * known.
 */
export const assignInstance = (
  { life, fleets }: FleetHistory,
  { from, to }: FirstSeen,
): number | undefined => {
  if (to <= life.createdAt || (life.deletedBy !== undefined && from >= life.deletedBy)) return undefined;
  const lead = to - from < startSeconds ? 0 : startSeconds;
  const fleet = fleets.findLast(({ startedAt }, index) => index === 0 || startedAt + lead < to);
  return fleet?.isOfPool === true ? fleet.publishFrequency : undefined;
};
