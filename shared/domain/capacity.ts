import type { Split } from './bucket.ts';
import type { IdleReason } from './idleReason.ts';
import { sumOf } from './sumOf.ts';
import type { UnitKind } from './unit.ts';
import type { UnknownReason } from './unknownReason.ts';

/**
 * What a pool had over some time, in seconds of its instances and in unit-seconds.
 * Law: allocated, idle and unknown add up to the total.
 */
export type Capacity = {
  unit: UnitKind;
  instanceSeconds: number;
  total: number;
  allocated: number;
  /** Reasons that occur. */
  idle: ReadonlyMap<IdleReason, number>;
  unknown: ReadonlyMap<UnknownReason, number>;
};

export const noCapacity = (unit: UnitKind): Capacity => ({
  unit,
  instanceSeconds: 0,
  total: 0,
  allocated: 0,
  idle: new Map(),
  unknown: new Map(),
});

const addByReason = <Reason>(
  ...parts: readonly Iterable<readonly [Reason, number]>[]
): ReadonlyMap<Reason, number> => {
  const sums = new Map<Reason, number>();
  for (const part of parts)
    for (const [reason, seconds] of part) sums.set(reason, (sums.get(reason) ?? 0) + seconds);
  return sums;
};

/** Stranded capacity is one reason, whatever it is too little for. */
export const capacityOf = ({ unit, instanceSeconds, total, allocated, idle, unknown }: Split): Capacity => ({
  unit: unit?.kind ?? 'accelerator',
  instanceSeconds,
  total: total.unitSeconds,
  allocated: sumOf(allocated.map(({ unitSeconds }) => unitSeconds)),
  idle: addByReason(idle.map(({ reason, unitSeconds }) => [reason, unitSeconds] as const)),
  unknown: addByReason(unknown.map(({ reason, unitSeconds }) => [reason, unitSeconds] as const)),
});

/** Both must be of one unit. Law: everything adds up. */
export const addCapacities = (a: Capacity, b: Capacity): Capacity => ({
  unit: a.unit,
  instanceSeconds: a.instanceSeconds + b.instanceSeconds,
  total: a.total + b.total,
  allocated: a.allocated + b.allocated,
  idle: addByReason(a.idle, b.idle),
  unknown: addByReason(a.unknown, b.unknown),
});
