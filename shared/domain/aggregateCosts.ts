import { type Aggregate, labelKey, labelsOf } from './aggregate.ts';
import type { Amount } from './amount.ts';
import { compareKeys, type OrderKey } from './compareKeys.ts';
import { addRowTraffic, addRowUsage, type CostRow, kindOrder, type RowUsage } from './costRow.ts';
import { addMoney, type Money } from './money.ts';
import type { SharedRow } from './shareIdle.ts';
import type { UnitKind } from './unit.ts';

/** Accelerator-seconds, vCPU-seconds (in thousandths), and what they cost with what is divided otherwise. */
export type LineAmount = { gpuSeconds: number; vcpuSeconds: number; cost: Money | undefined };

/** What a line is the sum by, and what kind of capacity it is. */
export type LineLabels = Record<Aggregate, string | undefined> & Pick<CostRow, 'kind' | 'reason' | 'blocker'>;

/** The sum of some rows: of its labels those that it is the sum by, the others undefined. */
export type CostLine = Omit<SharedRow, 'endpoint' | 'unit' | 'idle' | 'shared' | keyof Amount> &
  LineAmount & { endpoint: string | undefined; idle: LineAmount };

/** The same with its seconds under the name of what they are of; those of whole instances are left out. */
export const toLineAmount = (unit: UnitKind, { unitSeconds, cost }: Amount): LineAmount => ({
  gpuSeconds: unit === 'accelerator' ? unitSeconds : 0,
  vcpuSeconds: unit === 'vcpu' ? unitSeconds : 0,
  cost,
});

/** Of no known cost when either has none. */
export const addLineAmounts = (a: LineAmount, b: LineAmount): LineAmount => ({
  gpuSeconds: a.gpuSeconds + b.gpuSeconds,
  vcpuSeconds: a.vcpuSeconds + b.vcpuSeconds,
  cost: a.cost === undefined || b.cost === undefined ? undefined : addMoney([a.cost, b.cost]),
});

/** What accelerators did; of what is divided otherwise only what it cost. */
const usageOf = ({ unit, usage }: SharedRow): RowUsage | undefined =>
  usage === undefined || unit === 'accelerator' ? usage : { ...usage, used: 0, unmeasured: 0 };

/** By endpoint, kind, component, model and owner, what has none last. */
export const labelOrder = (line: LineLabels): OrderKey => {
  const { endpoint, component, model, team, costCentre, product } = line;
  return [endpoint, ...kindOrder(line), component, model, team, costCentre, product];
};

const lineOrder = (line: CostLine): OrderKey => [...labelOrder(line), line.cost === undefined ? 1 : 0];

const toLine = (row: SharedRow, by: readonly Aggregate[]): CostLine => {
  const { unit, unitSeconds: _, shared: __, ...rest } = row;
  return {
    ...rest,
    ...labelsOf(row, by),
    ...toLineAmount(unit, row),
    idle: toLineAmount(unit, row.idle),
    usage: usageOf(row),
  };
};

const addLines = (sum: CostLine, line: CostLine): CostLine => ({
  ...sum,
  ...addLineAmounts(sum, line),
  idle: addLineAmounts(sum.idle, line.idle),
  usage: addRowUsage(sum.usage, line.usage),
  traffic: addRowTraffic(sum.traffic, line.traffic),
});

const keyOf = (row: CostRow, by: readonly Aggregate[]): string =>
  JSON.stringify([labelKey(row, by), ...kindOrder(row), row.cost === undefined]);

/**
 * Adds up rows by some labels. Idle and unknown capacity, by reason, and what has no price or no owner stay lines of their
 * own; of their labels they have the endpoint.
 *
 * Law: the lines' costs and accelerator-seconds, and what is used of them, add up to the rows'; the order is by endpoint,
 * kind, component, model and owner, what has none last.
 */
export const aggregateCosts = (rows: readonly SharedRow[], by: readonly Aggregate[]): CostLine[] => {
  const groups = Map.groupBy(rows, (row) => keyOf(row, by));
  return [...groups.values()]
    .flatMap(([first, ...others]) =>
      first === undefined ? [] : [others.map((row) => toLine(row, by)).reduce(addLines, toLine(first, by))],
    )
    .toSorted((a, b) => compareKeys(lineOrder(a), lineOrder(b)));
};
