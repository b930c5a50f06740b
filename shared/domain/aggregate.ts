import type { CostRow } from './costRow.ts';

/** What costs can be added up by. */
export const aggregates = ['team', 'model', 'endpoint', 'component', 'costCentre', 'product'] as const;
export type Aggregate = (typeof aggregates)[number];

/** What a row is of; undefined for none. A component without a model, as a bare container is, stands for its own. */
export const labelOf = (row: CostRow, by: Aggregate): string | undefined =>
  by === 'model' ? (row.model ?? row.component) : row[by];

/** Tells rows of other labels apart. */
export const labelKey = (row: CostRow, by: readonly Aggregate[]): string =>
  JSON.stringify(by.map((each) => labelOf(row, each) ?? 0));
