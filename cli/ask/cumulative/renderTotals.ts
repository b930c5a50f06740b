import { timeCells } from '#cli/ask/costs/stepCells.ts';
import { columnHead } from '#cli/costColumns.ts';
import { dollars, hours } from '#cli/formatAmounts.ts';
import { labelCells } from '#cli/labelCells.ts';
import { renderTable, rule } from '#cli/renderTable.ts';
import { widthOf } from '#cli/widthOf.ts';
import { wrapText } from '#cli/wrapText.ts';
import type { Aggregate } from '#shared/domain/aggregate.ts';
import { inLineOrder, lineKey, type RunningLine, type RunningTotal } from './runningTotals.ts';

/** What is wider, or has more lines, stands line below line. */
const widest = 120;
const mostColumns = 6;
const widestHead = 16;

const centsCell = (cents: bigint | undefined): string => (cents === undefined ? 'unpriced' : dollars(cents));

/** When totals are of, and from when on they count where that is not the same of all. */
const timeColumns = (totals: readonly RunningTotal[], zone: string): Map<string, string[]> => {
  const at = timeCells(
    totals.map((total) => total.at),
    zone,
  );
  const sinces = totals.map(({ since }) => since);
  if (new Set(sinces).size === 1) return new Map([['at', at]]);
  const since = sinces.map((time) =>
    time === undefined ? 'the beginning' : (timeCells([time], zone)[0] ?? ''),
  );
  return new Map([
    ['at', at],
    ['since', since],
  ]);
};

/** A label a line, and in several what is long of itself. */
const headOf = ({ line, cents }: RunningLine, aggregate: readonly Aggregate[]): string[] => [
  ...labelCells(line, aggregate)
    .filter((cell) => cell !== '')
    .flatMap((cell) => wrapText(cell, widestHead)),
  ...(cents === undefined ? ['(unpriced)'] : []),
];

/** Times down and lines across. */
const renderMatrix = (
  totals: readonly RunningTotal[],
  columns: readonly RunningLine[],
  aggregate: readonly Aggregate[],
  zone: string,
): string => {
  const times = timeColumns(totals, zone);
  const rows = totals.map(({ lines, cents }, index) => {
    const own = new Map(lines.map((each) => [lineKey(each.line), each]));
    return [
      ...[...times.values()].map((cells) => cells[index] ?? ''),
      ...columns.map(({ line }) => {
        const each = own.get(lineKey(line));
        // Nothing had been spent on what is not there yet.
        return centsCell(each === undefined ? 0n : each.cents);
      }),
      centsCell(cents),
    ];
  });
  const heads = columns.map((each) => headOf(each, aggregate));
  return renderTable([...[...times.keys()].map(columnHead), ...heads, 'TOTAL'], rows, times.size);
};

const renderList = (
  totals: readonly RunningTotal[],
  aggregate: readonly Aggregate[],
  zone: string,
): string => {
  const times = timeColumns(totals, zone);
  const rows = totals.flatMap(({ lines, cents }, index) => {
    const time = [...times.values()].map((cells) => cells[index] ?? '');
    const own = lines.map(({ line, cents: each }) => [
      ...time,
      ...labelCells(line, aggregate),
      hours(line.gpuSeconds),
      centsCell(each),
    ]);
    const seconds = lines.reduce((sum, { line }) => sum + line.gpuSeconds, 0);
    const labels = aggregate.map((_, place) => (place === 0 ? 'total' : ''));
    const foot = cents === undefined ? [] : [[...time, ...labels, hours(seconds), dollars(cents)]];
    return [...(index === 0 ? [] : ([rule] as const)), ...own, ...(lines.length > 1 ? foot : [])];
  });
  const names = [...times.keys(), ...aggregate];
  return renderTable([...names, 'GPU-hours', 'cost'].map(columnHead), rows, names.length);
};

/** Running totals for people, in cents: lines across where there are few of them, and else time by time. */
export const renderTotals = (
  totals: readonly RunningTotal[],
  aggregate: readonly Aggregate[],
  zone: string,
): string => {
  const lines = new Map(totals.flatMap((total) => total.lines).map((each) => [lineKey(each.line), each]));
  const isWhole = totals.every(({ cents }) => cents !== undefined);
  if (!isWhole || lines.size > mostColumns) return renderList(totals, aggregate, zone);
  const matrix = renderMatrix(totals, inLineOrder([...lines.values()], aggregate), aggregate, zone);
  return widthOf(matrix) > widest ? renderList(totals, aggregate, zone) : matrix;
};
