import { toLineLabels } from '#cli/ask/toLineLabels.ts';
import { columnHead } from '#cli/costColumns.ts';
import { dollars, signedDollars } from '#cli/formatAmounts.ts';
import { labelCells } from '#cli/labelCells.ts';
import { lineOrder } from '#cli/lineOrder.ts';
import { renderTable, rule } from '#cli/renderTable.ts';
import type { ChangeRow } from '#shared/api/changesOperation.ts';
import type { Aggregate } from '#shared/domain/aggregate.ts';
import { compareKeys } from '#shared/domain/compareKeys.ts';
import { type ChangeCents, toChangeCents } from './toChangeCents.ts';

const periods = ['before', 'after'] as const;
const differences = ['change', 'quantity', 'price', 'ownership', 'idle'] as const;

const figureCells = (cents: ChangeCents): string[] => [
  ...periods.map((name) => dollars(cents[name])),
  ...differences.map((name) => signedDollars(cents[name])),
];

/** In order of the columns, as costs are. */
const inOrder = (rows: readonly ChangeRow[], aggregate: readonly Aggregate[]): ChangeRow[] => {
  const orderOf = (row: ChangeRow) => lineOrder(toLineLabels(row, aggregate), aggregate);
  return rows.toSorted((a, b) => compareKeys(orderOf(a), orderOf(b)));
};

/** The table of changes for people: a row for each label or labels, in cents that add up in every row and column. */
export const renderChanges = (given: readonly ChangeRow[], aggregate: readonly Aggregate[]): string => {
  const rows = inOrder(given, aggregate);
  const { lines, total } = toChangeCents(rows);
  const cells = rows.map((row, index) => {
    const cents = lines[index];
    return [...labelCells(toLineLabels(row, aggregate), aggregate), ...(cents ? figureCells(cents) : [])];
  });
  const foot = [...aggregate.map((_, index) => (index === 0 ? 'total' : '')), ...figureCells(total)];
  return renderTable(
    [...aggregate, ...periods, ...differences].map(columnHead),
    [...cells, rule, foot],
    aggregate.length,
  );
};
