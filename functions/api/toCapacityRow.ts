import type { CapacityAnswerRow } from '#shared/api/capacityOperation.ts';
import type { CapacityLine } from '#shared/costs/readCapacity.ts';
import type { OrderKey } from '#shared/domain/compareKeys.ts';
import { idleReasons } from '#shared/domain/idleReason.ts';
import { sumOf } from '#shared/domain/sumOf.ts';
import { formatInstant } from '#shared/domain/time.ts';
import { unitKinds, unitsPerVcpu } from '#shared/domain/unit.ts';
import { unknownReasons } from '#shared/domain/unknownReason.ts';
import type { Window } from '#shared/domain/window.ts';
import type { Cells } from './respond.ts';

/** Where a line stands: its step, then its pool. */
export const capacityPlace = ({ step, variant, instanceType, capacity }: CapacityLine): OrderKey => [
  step,
  variant,
  instanceType,
  unitKinds.indexOf(capacity.unit),
];

/** What a step had in the mean. */
export const toCapacityRow = (
  { variant, instanceType, seconds, capacity }: CapacityLine,
  { from, to }: Window,
): CapacityAnswerRow => {
  const { unit, instanceSeconds, total, allocated, idle, unknown } = capacity;
  const each = seconds * (unit === 'vcpu' ? unitsPerVcpu : 1);
  const meanBy = <Reason extends string>(sums: ReadonlyMap<Reason, number>) =>
    Object.fromEntries([...sums].map(([reason, sum]) => [reason, sum / each])) as Partial<
      Record<Reason, number>
    >;
  return {
    from: formatInstant(from),
    to: formatInstant(to),
    seconds,
    variant,
    instanceType,
    unit,
    instances: instanceSeconds / seconds,
    total: total / each,
    allocated: allocated / each,
    idle: sumOf(idle.values()) / each,
    idleBy: meanBy(idle),
    unknown: sumOf(unknown.values()) / each,
    unknownBy: meanBy(unknown),
  };
};

const columns = [
  'from',
  'to',
  'seconds',
  'variant',
  'instanceType',
  'unit',
  'instances',
  'total',
  'allocated',
  'idle',
  'unknown',
] as const;

/** Rows as a table: a column for each reason, `idle:empty`, whether it occurs or not. */
export const capacityCells = (rows: readonly CapacityAnswerRow[]): Cells => [
  [
    ...columns,
    ...idleReasons.map((reason) => `idle:${reason}`),
    ...unknownReasons.map((reason) => `unknown:${reason}`),
  ],
  ...rows.map((row) => [
    ...columns.map((name) => row[name]),
    ...idleReasons.map((reason) => row.idleBy[reason] ?? 0),
    ...unknownReasons.map((reason) => row.unknownBy[reason] ?? 0),
  ]),
];
