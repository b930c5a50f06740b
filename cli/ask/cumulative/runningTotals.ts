import { toCostLine } from '#cli/ask/costs/toCostLine.ts';
import { cent } from '#cli/formatAmounts.ts';
import { lineOrder } from '#cli/lineOrder.ts';
import type { CumulativeAnswer, CumulativeRow } from '#shared/api/cumulativeOperation.ts';
import type { Aggregate } from '#shared/domain/aggregate.ts';
import type { CostLine } from '#shared/domain/aggregateCosts.ts';
import { compareKeys } from '#shared/domain/compareKeys.ts';
import { type Running, roundSteadily } from './roundSteadily.ts';

/** What one line had come to, in cents; undefined without a price. */
export type RunningLine = { line: CostLine; cents: bigint | undefined };

/** What had been spent by a time, in cents that add up. */
export type RunningTotal = {
  at: string;
  /** Where it begins; undefined for the beginning of the ledger. */
  since: string | undefined;
  lines: readonly RunningLine[];
  /** Undefined where some of its lines stand on another page. */
  cents: bigint | undefined;
};

/** The same of a line at every time. */
export const lineKey = ({ kind, reason, blocker, labels, cost }: CostLine): string =>
  JSON.stringify([
    kind,
    reason,
    blocker,
    [...labels.values()].map((label) => label ?? null),
    cost === undefined,
  ]);

/** Lines in order of the columns, as costs are. */
export const inLineOrder = <Each extends { line: CostLine }>(
  lines: readonly Each[],
  aggregate: readonly Aggregate[],
): Each[] =>
  lines.toSorted((a, b) => compareKeys(lineOrder(a.line, aggregate), lineOrder(b.line, aggregate)));

const toTotal = (
  at: string,
  rows: readonly CumulativeRow[],
  aggregate: readonly Aggregate[],
  before: ReadonlyMap<string, Running>,
): { total: RunningTotal; rounded: ReadonlyMap<string, Running> } => {
  const lines = rows.map((row) => toCostLine(row, aggregate));
  const priced = lines.flatMap((line) =>
    line.cost === undefined ? [] : [[lineKey(line), line.cost] as const],
  );
  const { rows: rounded, total: cents } = roundSteadily(new Map(priced), before, cent);
  const own = lines.map((line) => ({ line, cents: rounded.get(lineKey(line))?.steps }));
  const since = rows[0]?.since ?? undefined;
  return { total: { at, since, lines: inLineOrder(own, aggregate), cents }, rounded };
};

/**
 * The totals that an answer tells of, in order of time.
 * @param isLater whether it is a later page: what stands first then may have begun on the one before.
 */
export const runningTotals = (
  answer: CumulativeAnswer,
  aggregate: readonly Aggregate[],
  isLater: boolean,
): RunningTotal[] => {
  const times = [...Map.groupBy(answer.rows, ({ at }) => at)];
  let before: ReadonlyMap<string, Running> = new Map();
  return times.map(([at, rows], index): RunningTotal => {
    const isCut = (isLater && index === 0) || (answer.next !== null && index === times.length - 1);
    const { total, rounded } = toTotal(at, rows, aggregate, before);
    before = rounded;
    return isCut ? { ...total, cents: undefined } : total;
  });
};
