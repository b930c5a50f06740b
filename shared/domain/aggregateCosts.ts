import { type Aggregate, aggregates, isTagLabel, labelOf } from './aggregate.ts';
import type { Amount } from './amount.ts';
import { compareKeys, type OrderKey } from './compareKeys.ts';
import { addRowTraffic, addRowUsage, type CostRow, kindOrder, type RowUsage } from './costRow.ts';
import { compareText } from './heldRows.ts';
import { addMoney, type Money } from './money.ts';
import type { SharedRow } from './shareIdle.ts';
import type { UnitKind } from './unit.ts';

/** Accelerator-seconds, vCPU-seconds (in thousandths), and what they cost with what is divided otherwise. */
export type LineAmount = { gpuSeconds: number; vcpuSeconds: number; cost: Money | undefined };

/** The labels that something is the sum by, in the order asked, each with its value; undefined for none. */
export type Labels = ReadonlyMap<Aggregate, string | undefined>;

/** What a line is the sum by, and what kind of capacity it is. */
export type LineLabels = Pick<CostRow, 'kind' | 'reason' | 'blocker'> & { labels: Labels };

/** What of a line is added up. */
export type LineFigures = Pick<CostRow, 'usage' | 'traffic'> & LineAmount & { idle: LineAmount };

/** The sum of some rows by some labels. */
export type CostLine = LineLabels & LineFigures;

export const labelsOf = (row: CostRow, by: readonly Aggregate[]): Labels =>
  new Map(by.map((label) => [label, labelOf(row, label)]));

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

/** By endpoint where that is a label, kind, and the labels in the order of `aggregates`, tags last; what has none of one last. */
export const labelOrder = (line: LineLabels): OrderKey => {
  const { labels } = line;
  const [, ...others] = aggregates;
  const tags = [...labels.keys()].filter(isTagLabel).toSorted(compareText);
  return [
    labels.get('endpoint'),
    ...kindOrder(line),
    ...[...others, ...tags].map((label) => labels.get(label)),
  ];
};

/** Likewise; what has no price after what has. */
export const lineOrder = (line: CostLine): OrderKey => [...labelOrder(line), line.cost === undefined ? 1 : 0];

const figuresOf = (row: SharedRow): LineFigures => ({
  ...toLineAmount(row.unit, row),
  idle: toLineAmount(row.unit, row.idle),
  usage: usageOf(row),
  traffic: row.traffic,
});

export const toLine = (row: SharedRow, by: readonly Aggregate[]): CostLine => ({
  kind: row.kind,
  reason: row.reason,
  blocker: row.blocker,
  labels: labelsOf(row, by),
  ...figuresOf(row),
});

export const addLines = (sum: CostLine, line: LineFigures): CostLine => ({
  ...sum,
  ...addLineAmounts(sum, line),
  idle: addLineAmounts(sum.idle, line.idle),
  usage: addRowUsage(sum.usage, line.usage),
  traffic: addRowTraffic(sum.traffic, line.traffic),
});

/** Rows that are equal in it are of one line. */
const lineKey = (row: CostRow, by: readonly Aggregate[]): string =>
  JSON.stringify([...by.map((each) => labelOf(row, each) ?? 0), ...kindOrder(row), row.cost === undefined]);

/** Adds a row to the line that it is of, or makes one of it. */
export const addToLines = (lines: Map<string, CostLine>, row: SharedRow, by: readonly Aggregate[]): void => {
  const key = lineKey(row, by);
  const known = lines.get(key);
  lines.set(key, known === undefined ? toLine(row, by) : addLines(known, figuresOf(row)));
};

/**
 * Adds up rows by some labels. Idle and unknown capacity, by reason, and what has no price or no owner stay lines of their
 * own; of their labels they have the endpoint, variant and instance type.
 *
 * Law: the lines' costs and accelerator-seconds, and what is used of them, add up to the rows'; the order is by endpoint,
 * kind, component, model and owner, what has none last.
 */
export const aggregateCosts = (rows: readonly SharedRow[], by: readonly Aggregate[]): CostLine[] => {
  const lines = new Map<string, CostLine>();
  for (const row of rows) addToLines(lines, row, by);
  return [...lines.values()].toSorted((a, b) => compareKeys(lineOrder(a), lineOrder(b)));
};
