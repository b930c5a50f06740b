import { columnHead, partCell, partColumns, partTotal, toShares } from '#cli/costColumns.ts';
import { cent, dollars, hours } from '#cli/formatAmounts.ts';
import { labelCells } from '#cli/labelCells.ts';
import { parseUsd } from '#cli/parseUsd.ts';
import { renderTable, rule } from '#cli/renderTable.ts';
import type { CostsAnswer } from '#shared/api/costsOperation.ts';
import type { Aggregate } from '#shared/domain/aggregate.ts';
import { addMoney } from '#shared/domain/money.ts';
import { roundLines } from '#shared/domain/roundLines.ts';
import { stepCells } from './stepCells.ts';
import type { TableLine } from './tableLines.ts';

/** A column of the table: a cell for each line, and what stands below them. */
type Column = { name: string; cells: readonly string[]; foot: string };

const stepColumn = ({ rows, meta: { window } }: CostsAnswer, lines: readonly TableLine[]): Column[] => {
  if (rows.every(({ from, to }) => from === window.from && to === window.to)) return [];
  const froms = lines.flatMap(({ row }) => row?.from ?? []);
  return [{ name: 'from', cells: stepCells(froms, window.zone), foot: '' }];
};

const namesOf = ({ line, row }: TableLine, aggregate: readonly Aggregate[]): string[] => {
  if (row !== undefined && row.kind !== 'rest') return labelCells(line, aggregate);
  return [row === undefined ? '(on other pages)' : '(others)'];
};

const labelColumns = (lines: readonly TableLine[], aggregate: readonly Aggregate[]): Column[] => {
  const cells = lines.map((line) => namesOf(line, aggregate));
  return aggregate.map((name, index) => ({ name, cells: cells.map((own) => own[index] ?? ''), foot: '' }));
};

const hoursColumn = (
  name: string,
  lines: readonly TableLine[],
  of: 'gpuSeconds' | 'vcpuSeconds',
): Column => ({
  name,
  // What is charged more, or less, than it cost is of no capacity.
  cells: lines.map(({ line }) => (line.kind === 'variance' ? '' : hours(line[of]))),
  foot: hours(lines.reduce((sum, { line }) => sum + line[of], 0)),
});

/** Idle capacity has a column of its own where it was asked to be borne, or is. */
const bearsIdle = ({ meta, rows }: CostsAnswer): boolean =>
  ['share', 'even', 'weights'].includes(meta.idle.policy) ||
  rows.some(({ idleUsd }) => idleUsd !== undefined && parseUsd(idleUsd) !== 0n);

/** What lines cost, in cents that add up, what that is made of, and the share of each. */
const amountColumns = (answer: CostsAnswer, lines: readonly TableLine[]): Column[] => {
  const { meta } = answer;
  const { lines: rounded, total } = roundLines(
    lines.map(({ line }) => line),
    meta.costBasis,
    cent,
  );
  const priced = rounded.flatMap(({ line }) => line.cost ?? []);
  const shares = toShares(priced, addMoney(priced)).values();
  // Of what stands for others no part is known, and so no sum of parts.
  const isWhole = lines.every(({ row }) => row !== undefined && row.kind !== 'rest');
  const parts = partColumns(rounded, meta, bearsIdle(answer));
  return [
    ...parts.map((name) => ({
      name,
      cells: rounded.map((each) => partCell(each, name)),
      foot: isWhole ? partTotal(rounded, name) : '',
    })),
    {
      name: meta.rate,
      cells: rounded.map(({ cost }) => (cost === undefined ? 'unpriced' : dollars(cost))),
      foot: dollars(total),
    },
    {
      name: 'share',
      cells: rounded.map(({ cost }) => (cost === undefined ? '–' : (shares.next().value ?? ''))),
      foot: addMoney(priced) === 0n ? '–' : '100.0 %',
    },
  ];
};

/** The table of costs for people: in cents that add up to the rounded total of all rows, also of those on other pages. */
export const renderCosts = (
  answer: CostsAnswer,
  aggregate: readonly Aggregate[],
  lines: readonly TableLine[],
): string => {
  const names = [...stepColumn(answer, lines), ...labelColumns(lines, aggregate)];
  const hasVcpus = lines.some(({ line }) => line.vcpuSeconds > 0);
  const columns = [
    ...names,
    hoursColumn('GPU-hours', lines, 'gpuSeconds'),
    ...(hasVcpus ? [hoursColumn('VCPU-hours', lines, 'vcpuSeconds')] : []),
    ...amountColumns(answer, lines),
  ];
  const foot = columns.map((column, index) => (index === 0 ? 'total' : column.foot));
  return renderTable(
    columns.map(({ name }) => columnHead(name)),
    [...lines.map((_, index) => columns.map(({ cells }) => cells[index] ?? '')), rule, foot],
    names.length,
  );
};
