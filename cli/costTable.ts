import { styleText } from 'node:util';
import type { Aggregate } from '#shared/domain/aggregate.ts';
import { aggregateCosts, type CostLine } from '#shared/domain/aggregateCosts.ts';
import { compareKeys } from '#shared/domain/compareKeys.ts';
import { kindOrder } from '#shared/domain/costRow.ts';
import {
  formatDollars,
  formatSteps,
  type Money,
  money,
  roundTogether,
  zeroMoney,
} from '#shared/domain/money.ts';
import { unowned } from '#shared/domain/owner.ts';
import { type PartName, type RoundedLine, roundLines } from '#shared/domain/roundLines.ts';
import type { CapacityRow } from '#shared/domain/sumCosts.ts';
import { absentLabels } from './absentLabels.ts';
import type { CostReport } from './costReport.ts';
import type { CostView } from './costView.ts';
import { cent, dollars, duration, exactDollars, hours } from './formatAmounts.ts';
import { sharedRows } from './sharedRows.ts';

/** `stranded, a copy needs 3` */
const describeReason = ({ reason, blocker }: CostLine): string =>
  `${reason ?? ''}${blocker === undefined ? '' : `, a copy needs ${blocker}`}`;

/** Cells of what nobody holds and a team pays for: what it is stands in the first column that has no label, or beside the team. */
const paidCells = (line: CostLine, aggregate: readonly Aggregate[], what: string): string[] => {
  const free = aggregate.find((by) => line[by] === undefined);
  return aggregate.map((by) => {
    if (by === free) return what;
    return free === undefined && by === 'team' ? `${line[by]}, ${what}` : (line[by] ?? '');
  });
};

/**
 * The labels' cells. What is idle or unknown says so, and why, in the columns that are not its endpoint's: in two, or in one
 * as `idle: empty`.
 */
const labelCells = (line: CostLine, aggregate: readonly Aggregate[]): string[] => {
  if (line.kind === 'allocated') return aggregate.map((by) => line[by] ?? absentLabels[by]);
  const texts = [line.kind, describeReason(line)].filter((text) => text !== '');
  if (line.team !== undefined && aggregate.includes('team'))
    return paidCells(line, aggregate, texts.join(': '));
  const places = aggregate.filter((by) => by !== 'endpoint').length;
  const cells = places > 1 ? texts.values() : [texts.join(': ')].values();
  return aggregate.map((by) => {
    if (by !== 'endpoint') return cells.next().value ?? '';
    const { endpoint = '' } = line;
    return places === 0 ? [endpoint, ...cells].filter((text) => text !== '').join('  ') : endpoint;
  });
};

const emptyLine = (kind: CostLine['kind']): CostLine => {
  const none = { gpuSeconds: 0, vcpuSeconds: 0, cost: zeroMoney };
  const labels = { ...unowned, endpoint: undefined, component: undefined, model: undefined };
  return {
    kind,
    reason: undefined,
    blocker: undefined,
    ...labels,
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
  const orderOf = (line: CostLine) => {
    const [first, ...labels] = aggregate.map((by) => line[by]);
    // An endpoint's own idle and unknown capacity stand with it.
    return aggregate[0] === 'endpoint'
      ? [first, ...kindOrder(line), ...labels]
      : [...kindOrder(line), first, ...labels];
  };
  return [...lines, ...missing].toSorted((a, b) => compareKeys(orderOf(a), orderOf(b)));
};

/** Percent of the total with one decimal, by largest remainder, so that what is shown adds up to 100.0. */
const toShares = (costs: readonly Money[], total: Money): string[] => {
  if (total === 0n) return costs.map(() => '–');
  const { rows } = roundTogether(
    costs.map((cost) => money(cost * 1_000n)),
    total,
  );
  return rows.map((tenths) => `${formatSteps(tenths, 1).replace('-', '−')} %`);
};

const describeCapacity = ({ instanceType, perInstanceHour, instanceSeconds, cost }: CapacityRow): string => {
  const ran = `${duration(instanceSeconds)} of ${instanceType}`;
  if (perInstanceHour === undefined || cost === undefined) return `${ran} × no price known`;
  return `${ran} × ${exactDollars(formatSteps(perInstanceHour, 9))} = ${exactDollars(formatDollars(cost))}`;
};

/** The columns between GPU-hours and cost: what the cost is made of, where that is more than one thing. */
const partColumns = (lines: readonly RoundedLine[], { costBasis, idle }: CostView): PartName[] => {
  const borne: PartName[] = idle.kind === 'separate' ? [] : ['idle'];
  if (costBasis === 'allocation') return borne.length === 0 ? [] : ['held', ...borne];
  const isUnmeasured = lines.some(({ line }) => (line.usage?.unmeasured ?? 0) > 0);
  return ['used', 'waste', ...(isUnmeasured ? (['unmeasured'] as const) : []), ...borne];
};

/** Only what is held is made of parts: the rest stands under cost alone. */
const partCell = (each: RoundedLine, name: PartName): string => {
  if (each.line.kind !== 'allocated') return '';
  return each.cost === undefined ? '–' : dollars(each.parts[name] ?? 0n);
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
  const columns = partColumns(rounded.lines, view);
  const shares = toShares(
    lines.flatMap(({ cost }) => (cost === undefined ? [] : [cost])),
    total,
  ).values();
  const cells = rounded.lines.map((each) => [
    ...labelCells(each.line, aggregate),
    each.line.kind === 'variance' ? '' : hours(each.line.gpuSeconds),
    ...columns.map((name) => partCell(each, name)),
    each.cost === undefined ? 'unpriced' : dollars(each.cost),
    each.cost === undefined ? '–' : (shares.next().value ?? ''),
  ]);
  const names = [...aggregate, 'GPU-hours', ...columns, view.rate, 'share'];
  const head = names.map((name) => name.replace(/([a-z])([A-Z])/g, '$1 $2').toUpperCase());
  const foot = [
    ...aggregate.map((_, index) => (index === 0 ? 'total' : '')),
    hours(gpuSeconds),
    ...columns.map((name) =>
      dollars(rounded.lines.reduce((sum, each) => sum + (each.parts[name] ?? 0n), 0n)),
    ),
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
