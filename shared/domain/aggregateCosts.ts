import { type Aggregate, labelKey, labelOf } from './aggregate.ts';
import { addAmounts } from './amount.ts';
import { compareKeys, type OrderKey } from './compareKeys.ts';
import { addRowUsage, type CostRow, kindOrder } from './costRow.ts';
import type { SharedRow } from './shareIdle.ts';

/** The sum of some rows: of its labels those that it is the sum by, the others undefined. */
export type CostLine = Omit<SharedRow, 'endpoint'> & { endpoint: string | undefined };

const lineOrder = (line: CostLine): OrderKey => {
  const { endpoint, component, model, team, costCentre, product } = line;
  const labels = [component, model, team, costCentre, product];
  return [endpoint, ...kindOrder(line), ...labels, line.cost === undefined ? 1 : 0];
};

const toLine = (row: SharedRow, by: readonly Aggregate[]): CostLine => {
  const of = (label: Aggregate) => (by.includes(label) ? labelOf(row, label) : undefined);
  return {
    ...row,
    endpoint: of('endpoint'),
    component: of('component'),
    model: of('model'),
    team: of('team'),
    costCentre: of('costCentre'),
    product: of('product'),
  };
};

const addLines = (sum: CostLine, line: CostLine): CostLine => ({
  ...sum,
  ...addAmounts(sum, line),
  idle: addAmounts(sum.idle, line.idle),
  usage: addRowUsage(sum.usage, line.usage),
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
