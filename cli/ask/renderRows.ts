import { renderTable } from '#cli/renderTable.ts';
import { dollarCells } from './dollarCells.ts';
import { type Cell, flattenRow } from './flattenRow.ts';
import { isObject } from './joinPages.ts';
import { renderFields } from './renderFields.ts';
import { wordsOf } from './wordsOf.ts';

/** A longer text would tear a table apart. */
const longestCell = 80;

const headOf = (name: string): string => name.split('.').map(wordsOf).join(' ').toUpperCase();

/** The texts of a column: dollars with as many decimals in all of them. */
const textsOf = (column: readonly (Cell | undefined)[]): string[] => {
  const dollars = dollarCells(column.flatMap((cell) => cell?.nano ?? [])).values();
  return column.map((cell) => (cell?.nano === undefined ? (cell?.text ?? '') : (dollars.next().value ?? '')));
};

/**
 * Rows of any fields as a table: texts to the left, figures to the right, each in the order in which they first occur. What is too long
 * for one stands row by row, a field a line.
 */
export const renderRows = (rows: readonly unknown[]): string => {
  const flat = rows.map((row) => new Map(flattenRow(row)));
  if (flat.some((row) => [...row.values()].some(({ text }) => text.length > longestCell)))
    return rows.map((row) => renderFields(isObject(row) ? row : { value: row }).join('\n')).join('\n\n');
  const names = [...new Set(flat.flatMap((row) => [...row.keys()]))];
  const isText = (name: string) => flat.some((row) => row.get(name)?.isFigure === false);
  const columns = [...names.filter(isText), ...names.filter((name) => !isText(name))];
  const texts = columns.map((name) => textsOf(flat.map((row) => row.get(name))));
  return renderTable(
    columns.map(headOf),
    flat.map((_, index) => texts.map((column) => column[index] ?? '')),
    names.filter(isText).length,
  );
};
