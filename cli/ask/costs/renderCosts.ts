import { columnHead, partCell, partColumns, partTotal, toShares } from '#cli/costColumns.ts';
import { cent, dollars, hours } from '#cli/formatAmounts.ts';
import { labelCells } from '#cli/labelCells.ts';
import { parseUsd } from '#cli/parseUsd.ts';
import { renderTable, rule } from '#cli/renderTable.ts';
import type { CostAnswerRow, CostsAnswer } from '#shared/api/costsOperation.ts';
import type { Aggregate } from '#shared/domain/aggregate.ts';
import type { CostLine } from '#shared/domain/aggregateCosts.ts';
import { addMoney, money, zeroMoney } from '#shared/domain/money.ts';
import { type RoundedLine, roundLines } from '#shared/domain/roundLines.ts';
import { stepCells } from './stepCells.ts';
import { toCostLine } from './toCostLine.ts';

/** A line of the table: a row of the answer, or what stands on other pages. */
type Line = { line: CostLine; row: CostAnswerRow | undefined };

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** What of the total is in no row that is shown. */
const onOtherPages = ({ total }: CostsAnswer, lines: readonly CostLine[]): CostLine => {
  const shown = addMoney(lines.flatMap(({ cost }) => (cost === undefined ? [] : [cost])));
  const cost = money(parseUsd(total.costUsd ?? '0') - shown);
  const all = total.gpuSeconds + total.unpricedGpuSeconds;
  const gpuSeconds = Math.max(0, all - sum(lines.map((line) => line.gpuSeconds)));
  const vcpuSeconds = Math.max(0, (total.vcpuSeconds ?? 0) - sum(lines.map((line) => line.vcpuSeconds)));
  const none = { gpuSeconds: 0, vcpuSeconds: 0, cost: zeroMoney };
  const nothing = { reason: undefined, blocker: undefined, usage: undefined, traffic: undefined };
  return { ...nothing, kind: 'unknown', labels: new Map(), gpuSeconds, vcpuSeconds, cost, idle: none };
};

/** Idle capacity has a column of its own where it was asked to be borne, or is. */
const bearsIdle = ({ meta, rows }: CostsAnswer): boolean =>
  ['share', 'even', 'weights'].includes(meta.idle.policy) ||
  rows.some(({ idleUsd }) => idleUsd !== undefined && parseUsd(idleUsd) !== 0n);

const namesOf = ({ line, row }: Line, aggregate: readonly Aggregate[]): string[] => {
  const others = row === undefined ? '(on other pages)' : row.kind === 'rest' ? '(others)' : undefined;
  if (others === undefined) return labelCells(line, aggregate);
  return aggregate.map((_, index) => (index === 0 ? others : ''));
};

/** No part is known of what stands for others. */
const partOf = ({ row }: Line, rounded: RoundedLine, name: Parameters<typeof partCell>[1]): string =>
  row?.kind === 'allocated' ? partCell(rounded, name) : '';

/**
 * The table of costs for people: in cents that add up to the rounded total of all rows, those on other pages in one.
 * @param isPart whether there are other pages.
 */
export const renderCostRows = (
  answer: CostsAnswer,
  aggregate: readonly Aggregate[],
  isPart: boolean,
): string => {
  const { meta, rows, total } = answer;
  const own = rows.map((row): Line => ({ line: toCostLine(row, aggregate), row }));
  const others = onOtherPages(
    answer,
    own.map(({ line }) => line),
  );
  const lines = isPart ? [...own, { line: others, row: undefined }] : own;
  const rounded = roundLines(
    lines.map(({ line }) => line),
    meta.costBasis,
    cent,
  );
  const parts = partColumns(rounded.lines, meta, bearsIdle(answer));
  const steps = rows.some(({ from, to }) => from !== meta.window.from || to !== meta.window.to)
    ? stepCells(
        rows.map(({ from }) => from),
        meta.window.zone,
      )
    : undefined;
  // Of what stands for others no part is known, and so no sum of parts.
  const isWhole = lines.every(({ row }) => row !== undefined && row.kind !== 'rest');
  const hasVcpus = lines.some(({ line }) => line.vcpuSeconds > 0);
  const priced = rounded.lines.flatMap(({ line: { cost } }) => (cost === undefined ? [] : [cost]));
  const shares = toShares(priced, addMoney(priced)).values();
  const cells = rounded.lines.map((each, index) => {
    const line = lines[index] ?? { line: each.line, row: undefined };
    const isVariance = line.line.kind === 'variance';
    return [
      ...(steps === undefined ? [] : [steps[index] ?? '']),
      ...namesOf(line, aggregate),
      isVariance ? '' : hours(line.line.gpuSeconds),
      ...(hasVcpus ? [isVariance ? '' : hours(line.line.vcpuSeconds)] : []),
      ...parts.map((name) => partOf(line, each, name)),
      each.cost === undefined ? 'unpriced' : dollars(each.cost),
      each.cost === undefined ? '–' : (shares.next().value ?? ''),
    ];
  });
  const names = [...(steps === undefined ? [] : ['from']), ...aggregate];
  const figures = ['GPU-hours', ...(hasVcpus ? ['VCPU-hours'] : []), ...parts, meta.rate, 'share'];
  const foot = [
    ...names.map((_, index) => (index === 0 ? 'total' : '')),
    hours(total.gpuSeconds + total.unpricedGpuSeconds),
    ...(hasVcpus ? [hours(sum(lines.map(({ line }) => line.vcpuSeconds)))] : []),
    ...parts.map((name) => (isWhole ? partTotal(rounded.lines, name) : '')),
    dollars(rounded.total),
    addMoney(priced) === 0n ? '–' : '100.0 %',
  ];
  return renderTable([...names, ...figures].map(columnHead), [...cells, rule, foot], names.length);
};
