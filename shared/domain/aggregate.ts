import type { CostRow } from './costRow.ts';

/** What costs can be added up by. */
export const aggregates = ['team', 'model', 'endpoint', 'component', 'costCentre', 'product'] as const;
export type Aggregate = (typeof aggregates)[number];

/** What a row is of; undefined for none. A component without a model, as a bare container is, stands for its own. */
export const labelOf = (row: CostRow, by: Aggregate): string | undefined =>
  by === 'model' ? (row.model ?? row.component) : row[by];

/** What a row is of by some labels; the others undefined. */
export const labelsOf = (row: CostRow, by: readonly Aggregate[]): Record<Aggregate, string | undefined> => {
  const of = (label: Aggregate) => (by.includes(label) ? labelOf(row, label) : undefined);
  return {
    team: of('team'),
    model: of('model'),
    endpoint: of('endpoint'),
    component: of('component'),
    costCentre: of('costCentre'),
    product: of('product'),
  };
};

/** Tells rows of other labels apart. */
export const labelKey = (row: CostRow, by: readonly Aggregate[]): string =>
  JSON.stringify(by.map((each) => labelOf(row, each) ?? 0));
