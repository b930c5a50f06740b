import { styleText } from 'node:util';
import { aggregateCosts, type CostLine } from '#shared/domain/aggregateCosts.ts';
import { compareKeys } from '#shared/domain/compareKeys.ts';
import { formatDollars, formatSteps, zeroMoney } from '#shared/domain/money.ts';
import { roundLines } from '#shared/domain/roundLines.ts';
import type { CapacityRow } from '#shared/domain/sumCosts.ts';
import { columnHead, partCell, partColumns, partTotal, toShares } from './costColumns.ts';
import type { CostReport } from './costReport.ts';
import type { CostView } from './costView.ts';
import { cent, dollars, duration, exactDollars, hours } from './formatAmounts.ts';
import { labelCells } from './labelCells.ts';
import { lineOrder } from './lineOrder.ts';
import { plainText } from './plainText.ts';
import { sharedRows } from './sharedRows.ts';

const emptyLine = (kind: CostLine['kind']): CostLine => {
  const none = { gpuSeconds: 0, vcpuSeconds: 0, cost: zeroMoney };
  return {
    kind,
    reason: undefined,
    blocker: undefined,
    labels: new Map(),
    ...none,
    idle: none,
    usage: undefined,
    traffic: undefined,
  };
};

/**
 * What somebody holds, then what is idle, what is unknown and, at the charge rate, the variance: always shown, so that nothing
 * unknown reads as such and not as forgotten.
 */
const toLines = (report: CostReport, view: CostView): CostLine[] => {
  const { aggregate, rate } = view;
  const lines = aggregateCosts(sharedRows(report, view), aggregate);
  const kinds = [...(['idle', 'unknown'] as const), ...(rate === 'charge' ? (['variance'] as const) : [])];
  const missing = kinds.filter((kind) => !lines.some((line) => line.kind === kind)).map(emptyLine);
  return [...lines, ...missing].toSorted((a, b) =>
    compareKeys(lineOrder(a, aggregate), lineOrder(b, aggregate)),
  );
};

const describeCapacity = ({ instanceType, perInstanceHour, instanceSeconds, cost }: CapacityRow): string => {
  const ran = `${duration(instanceSeconds)} of ${instanceType}`;
  if (perInstanceHour === undefined || cost === undefined) return `${ran} × no price known`;
  return `${ran} × ${exactDollars(formatSteps(perInstanceHour, 9))} = ${exactDollars(formatDollars(cost))}`;
};

const pad = (cells: readonly string[], widths: readonly number[], labels: number): string =>
  cells
    .map((cell, index) => {
      const width = widths[index] ?? 0;
      return index < labels ? cell.padEnd(width) : cell.padStart(width);
    })
    .join('  ')
    .trimEnd();

/**
 * The cost table for people: a row for each label or labels, idle and unknown by reason as rows of their own, in cents that
 * add up to the rounded total, and below it the same total as instances × price.
 */
export const renderCostTable = (summary: CostReport, view: CostView): string => {
  const { capacity, gpuSeconds, cost: total } = summary;
  const { aggregate } = view;
  const lines = toLines(summary, view);
  const rounded = roundLines(lines, view.costBasis, cent);
  const columns = partColumns(rounded.lines, view, view.idle.kind !== 'separate');
  const shares = toShares(
    lines.flatMap(({ cost }) => (cost === undefined ? [] : [cost])),
    total,
  ).values();
  const cells = rounded.lines.map((each) => [
    ...labelCells(each.line, aggregate).map(plainText),
    each.line.kind === 'variance' ? '' : hours(each.line.gpuSeconds),
    ...columns.map((name) => partCell(each, name)),
    each.cost === undefined ? 'unpriced' : dollars(each.cost),
    each.cost === undefined ? '–' : (shares.next().value ?? ''),
  ]);
  const names = [...aggregate, 'GPU-hours', ...columns, view.rate, 'share'];
  const head = names.map(columnHead);
  const foot = [
    ...aggregate.map((_, index) => (index === 0 ? 'total' : '')),
    hours(gpuSeconds),
    ...columns.map((name) => partTotal(rounded.lines, name)),
    dollars(rounded.total),
    total === 0n ? '–' : '100.0 %',
  ];
  const all = [head, ...cells, foot];
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const rule = '─'.repeat(widths.reduce((sum, width) => sum + width + 2, -2));
  return [
    styleText('bold', pad(head, widths, aggregate.length)),
    ...cells.map((row) => pad(row, widths, aggregate.length)),
    rule,
    styleText('bold', pad(foot, widths, aggregate.length)),
    ...capacity.map((row, index) => `${index === 0 ? '= ' : '+ '}${describeCapacity(row)}`),
  ].join('\n');
};
