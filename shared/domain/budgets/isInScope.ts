import { isAggregate, labelOf } from '#shared/domain/aggregate.ts';
import type { CostRow } from '#shared/domain/costRow.ts';
import type { Budget } from './budget.ts';

/** What a row's label is that a scope may name; undefined for none. */
export const scopeLabelOf = (row: CostRow, label: string): string | undefined =>
  isAggregate(label) ? labelOf(row, label) : undefined;

/** Whether a row counts for a scope: whether each of its labels is exactly the row's. */
export const isInScope = (row: CostRow, { scope }: Pick<Budget, 'scope'>): boolean =>
  [...scope].every(([label, text]) => scopeLabelOf(row, label) === text);
