import { columnHead } from '#cli/costColumns.ts';
import { plainText } from '#cli/plainText.ts';
import { renderTable } from '#cli/renderTable.ts';
import { metaSchema } from '#shared/api/figures.ts';
import { flattenRow, toCell } from './flattenRow.ts';
import { isObject } from './joinPages.ts';
import { metaNotes } from './metaNotes.ts';
import { toJsonText } from './toJsonText.ts';

/** Rows of any fields as a table: texts to the left, figures to the right, each in the order in which they first occur. */
export const renderRows = (rows: readonly unknown[]): string => {
  const flat = rows.map((row) => new Map(flattenRow(row)));
  const names = [...new Set(flat.flatMap((row) => [...row.keys()]))];
  const isText = (name: string) => flat.some((row) => row.get(name)?.isFigure === false);
  const columns = [...names.filter(isText), ...names.filter((name) => !isText(name))];
  return renderTable(
    columns.map(columnHead),
    flat.map((row) => columns.map((name) => row.get(name)?.text ?? '')),
    names.filter(isText).length,
  );
};

const isTable = (value: unknown): value is unknown[] =>
  Array.isArray(value) && value.some((each) => isObject(each));

/**
 * Any answer for people: its lists as tables, its other fields as lines below them, and what its figures are. Commands without a view
 * of their own show answers so.
 */
export const renderAnswer = (answer: unknown): string => {
  if (!isObject(answer)) return toJsonText(answer);
  const { meta, next: _, ...own } = answer;
  const tables = Object.entries(own).filter(([, value]) => isTable(value));
  const others = Object.entries(own).filter(([, value]) => !isTable(value));
  const lines = others.flatMap(([name, value]) =>
    isObject(value) ? flattenRow(value, name) : [[name, toCell(name, value)] as const],
  );
  const known = metaSchema.safeParse(meta);
  return [
    ...tables.map(([name, rows]) => {
      const table = renderRows(Array.isArray(rows) ? rows : []);
      return tables.length === 1 ? table : `${plainText(name)}:\n${table}`;
    }),
    [
      ...lines.map(([name, { text }]) => plainText(`${name}: ${text === '' ? '(none)' : text}`)),
      ...(known.success ? metaNotes(known.data).map(plainText) : []),
    ].join('\n'),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
};
