import type { CostsAnswer } from '#shared/api/costsOperation.ts';

type Row = Readonly<Record<string, unknown>>;

const isRow = (value: unknown): value is Row => typeof value === 'object' && value !== null;

/** What is in a column: a field, a tag, or of a change the amount of one of its periods (`beforeUsd` → `before.costUsd`). */
const fieldOf = (row: Row, column: string): unknown => {
  const [, side = '', rest = ''] = /^(before|after)(Usd|GpuSeconds)$/.exec(column) ?? [];
  const [, tag] = /^tag:(.*)$/.exec(column) ?? [];
  const [place, name] =
    side !== ''
      ? [row[side], rest === 'Usd' ? 'costUsd' : 'gpuSeconds']
      : tag !== undefined
        ? [row.tags, tag]
        : [row, column];
  return isRow(place) ? place[name] : undefined;
};

/** A JSON answer's rows as the cells of a table with such columns. */
export const expectedCells = (answer: unknown, columns: readonly string[]): string[][] => {
  const { rows } = answer as Pick<CostsAnswer, 'rows'>;
  return rows.map((row) => columns.map((column) => String(fieldOf(row, column) ?? '')));
};

/** A cell as it was before it was disarmed for spreadsheets. */
export const armed = (cell: string): string => cell.replace(/^'(?=[=+\-@\t\r])/, '');
