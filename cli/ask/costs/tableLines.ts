import { lineOrder } from '#cli/lineOrder.ts';
import { parseUsd } from '#cli/parseUsd.ts';
import type { CostAnswerRow, CostsAnswer } from '#shared/api/costsOperation.ts';
import type { Aggregate } from '#shared/domain/aggregate.ts';
import type { CostLine } from '#shared/domain/aggregateCosts.ts';
import { compareKeys } from '#shared/domain/compareKeys.ts';
import { addMoney, money, zeroMoney } from '#shared/domain/money.ts';
import { toCostLine } from './toCostLine.ts';

/** A line of the table: a row of the answer, or what stands on other pages. */
export type TableLine = { line: CostLine; row: CostAnswerRow | undefined };

const sum = (lines: readonly CostLine[], name: 'gpuSeconds' | 'vcpuSeconds'): number =>
  lines.reduce((seconds, line) => seconds + line[name], 0);

/** What of the total is in no row that is shown. */
const onOtherPages = ({ total }: CostsAnswer, shown: readonly CostLine[]): CostLine => {
  const cost = addMoney(shown.flatMap((line) => line.cost ?? []));
  const none = { gpuSeconds: 0, vcpuSeconds: 0, cost: zeroMoney };
  return {
    kind: 'unknown',
    reason: undefined,
    blocker: undefined,
    labels: new Map(),
    gpuSeconds: Math.max(0, total.gpuSeconds + total.unpricedGpuSeconds - sum(shown, 'gpuSeconds')),
    vcpuSeconds: Math.max(0, (total.vcpuSeconds ?? 0) - sum(shown, 'vcpuSeconds')),
    cost: money(parseUsd(total.costUsd ?? '0') - cost),
    idle: none,
    usage: undefined,
    traffic: undefined,
  };
};

/** In order of the columns, step by step; the API's own order of labels is another, the same whatever is asked. */
const inOrder = (lines: readonly TableLine[], aggregate: readonly Aggregate[]): TableLine[] => {
  const orderOf = ({ line, row }: TableLine) => [
    row?.from,
    Number(row?.kind === 'rest'),
    ...lineOrder(line, aggregate),
  ];
  return lines.toSorted((a, b) => compareKeys(orderOf(a), orderOf(b)));
};

/**
 * The lines that an answer makes.
 * @param isPart whether there are other pages: they are one line at the end.
 * @param isByLabels whether they are in order of labels, and not of an amount.
 */
export const tableLines = (
  answer: CostsAnswer,
  aggregate: readonly Aggregate[],
  { isPart, isByLabels }: { isPart: boolean; isByLabels: boolean },
): TableLine[] => {
  const given = answer.rows.map((row): TableLine => ({ line: toCostLine(row, aggregate), row }));
  const own = isByLabels ? inOrder(given, aggregate) : given;
  if (!isPart) return own;
  const shown = own.map(({ line }) => line);
  return [...own, { line: onOtherPages(answer, shown), row: undefined }];
};
