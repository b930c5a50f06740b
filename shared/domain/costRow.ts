import type { Amount } from './amount.ts';
import { type AllocatedRow, type Pool, type Split, wholeInstances } from './bucket.ts';
import type { OrderKey } from './compareKeys.ts';
import { type IdleReason, idleReasons } from './idleReason.ts';
import type { Money } from './money.ts';
import { type Owner, unowned } from './owner.ts';
import { type Shared, sharings } from './sharing.ts';
import { addTraffic, type Traffic } from './traffic.ts';
import { type UnitKind, unitKinds, unitsPerVcpu } from './unit.ts';
import { type UnknownReason, unknownReasons } from './unknownReason.ts';
import { addUsage, addUsageCost, costOfUsage, type Usage, type UsageCost } from './usage.ts';

/** What a component did with what it held, and what that cost; undefined when no price is known. */
export type RowUsage = Usage & { cost: UsageCost | undefined };

/**
 * One line of a cost report: a component's share, an endpoint's idle or unknown capacity, or the variance between what it costs and
 * what is charged.
 */
export type CostRow = Amount &
  Owner & {
    kind: 'allocated' | 'idle' | 'unknown' | 'variance';
    /** What its unit-seconds are of. */
    unit: UnitKind;
    endpoint: string;
    variant: string;
    instanceType: string;
    /** Why it is idle or unknown; undefined for the rest. */
    reason: IdleReason | UnknownReason | undefined;
    /** What stranded accelerators, or vCPUs, are too few for. */
    blocker: number | undefined;
    component: string | undefined;
    model: string | undefined;
    /** Where a component has adapters, or is one. */
    shared: Shared | undefined;
    /** Undefined for what is not allocated. */
    usage: RowUsage | undefined;
    /** Undefined for what is not allocated. */
    traffic: Traffic | undefined;
    /** Where it is, of what was divided so far. */
    instance?: string | undefined;
    /** The container, likewise. */
    copy?: string | undefined;
    /** The tags that were asked for, as they were at the time. */
    tags?: ReadonlyMap<string, string> | undefined;
  };

/** Accelerator-seconds of a row: none of what is divided otherwise. */
export const gpuSecondsOf = ({ unit, unitSeconds }: CostRow): number =>
  unit === 'accelerator' ? unitSeconds : 0;

const kinds: readonly CostRow['kind'][] = ['allocated', 'idle', 'unknown', 'variance'];
const reasons: readonly CostRow['reason'][] = [...idleReasons, ...unknownReasons];

/** Where a kind of row stands. */
export const kindOrder = ({
  kind,
  reason,
  blocker,
}: Pick<CostRow, 'kind' | 'reason' | 'blocker'>): OrderKey => [
  kinds.indexOf(kind),
  reasons.indexOf(reason),
  blocker ?? 0,
];

/**
 * By endpoint, kind and reason, component, model, owner, unit and way of sharing, variant, instance type, instance and copy; what
 * has no price last. Rows that are equal in it, and have the same tags, are added.
 */
export const rowOrder = (row: CostRow): OrderKey => [
  row.endpoint,
  ...kindOrder(row),
  row.component ?? '',
  row.model ?? '',
  row.team ?? '',
  row.costCentre ?? '',
  row.product ?? '',
  unitKinds.indexOf(row.unit),
  row.shared?.base ?? '',
  row.shared === undefined ? -1 : sharings.indexOf(row.shared.by),
  row.variant,
  row.instanceType,
  row.instance ?? '',
  row.copy ?? '',
  row.cost === undefined ? 1 : 0,
];

const usageOf = ({ used, unmeasured, unitSeconds, cost }: AllocatedRow): RowUsage => {
  const usage = { used, unmeasured };
  return { ...usage, cost: cost === undefined ? undefined : costOfUsage(unitSeconds, cost, usage) };
};

/** What no component holds has none of its labels. */
const unheld = {
  ...unowned,
  reason: undefined,
  blocker: undefined,
  component: undefined,
  model: undefined,
  shared: undefined,
  usage: undefined,
  traffic: undefined,
};

/** What an endpoint costs beyond what is charged. */
export const varianceRow = ({ endpoint, variant, instanceType }: Pool, cost: Money): CostRow => ({
  ...unheld,
  kind: 'variance',
  unit: 'instance',
  endpoint,
  variant,
  instanceType,
  unitSeconds: 0,
  cost,
});

/** The rows of a split, or of a part of it, at one price. */
export const costRowsOf = (
  { endpoint, variant, instanceType }: Pool,
  split: Pick<Split, 'unit' | 'allocated' | 'idle' | 'unknown'>,
): CostRow[] => {
  const unit = split.unit?.kind ?? 'accelerator';
  const none = { ...unheld, unit, endpoint, variant, instanceType };
  return [
    ...split.allocated.map((row): CostRow => {
      const { used: _, unmeasured: __, invocations, uncounted, component, ...held } = row;
      const named = component === wholeInstances ? undefined : component;
      const traffic = { invocations, uncounted };
      return { ...none, kind: 'allocated', component: named, ...held, usage: usageOf(row), traffic };
    }),
    ...split.idle.map((row): CostRow => {
      const blocker = unit === 'vcpu' && row.blocker !== undefined ? row.blocker / unitsPerVcpu : row.blocker;
      return { ...none, kind: 'idle', ...row, blocker };
    }),
    ...split.unknown.map((row): CostRow => ({ ...none, kind: 'unknown', ...row })),
  ];
};

export const addRowUsage = (a: RowUsage | undefined, b: RowUsage | undefined): RowUsage | undefined => {
  if (a === undefined || b === undefined) return a ?? b;
  return { ...addUsage(a, b), cost: a.cost && b.cost && addUsageCost(a.cost, b.cost) };
};

export const addRowTraffic = (a: Traffic | undefined, b: Traffic | undefined): Traffic | undefined =>
  a === undefined || b === undefined ? (a ?? b) : addTraffic(a, b);
