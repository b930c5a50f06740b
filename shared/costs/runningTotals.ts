import { addLines, type CostLine, lineOrder } from '#shared/domain/aggregateCosts.ts';
import type { Instant } from '#shared/domain/time.ts';
import type { Range } from './costQuestion.ts';
import type { StepLine } from './tallyCosts.ts';

/** Part of the time that totals run over. */
export type Stretch = Range & {
  /** Totals begin at zero with it. */
  isReset: boolean;
  /** A total is told at its end. */
  isTold: boolean;
};

/**
 * The stretches that totals of some steps run over: from where they begin, cut where they begin again.
 * @param from where they begin, not after the first step.
 * @param resets where they begin again, in order.
 */
export const toStretches = (
  from: Instant,
  steps: readonly Range[],
  resets: readonly Instant[],
): Stretch[] => {
  const [first] = steps;
  if (first === undefined) return [];
  const lead = from < first.from ? [{ from, to: first.from, isReset: true, isTold: false }] : [];
  const parts = steps.flatMap((step) => {
    const cuts = [step.from, ...resets.filter((reset) => step.from < reset && reset < step.to), step.to];
    return cuts.slice(0, -1).map((start, index): Stretch => {
      const end = cuts[index + 1] ?? step.to;
      return { from: start, to: end, isReset: resets.includes(start), isTold: end === step.to };
    });
  });
  return [...lead, ...parts];
};

const keyOf = (line: CostLine): string => JSON.stringify(lineOrder(line).map((part) => part ?? 0));

/** A total, and the start of the stretch from which it runs. */
export type RunningTotal = { at: Instant; since: Instant; lines: CostLine[] };

/**
 * The totals at the end of each stretch that is told, of everything that there was since they began.
 * Law: the total at a time is the same whatever steps lead to it.
 */
export const runTotals = (lines: readonly StepLine[], stretches: readonly Stretch[]): RunningTotal[] => {
  const byStretch = Map.groupBy(lines, ({ step }) => step);
  const totals: RunningTotal[] = [];
  let sums = new Map<string, CostLine>();
  let since = stretches[0]?.from;
  for (const [index, { from, to, isReset, isTold }] of stretches.entries()) {
    if (isReset) {
      sums = new Map();
      since = from;
    }
    for (const { line } of byStretch.get(index) ?? []) {
      const key = keyOf(line);
      const known = sums.get(key);
      sums.set(key, known === undefined ? line : addLines(known, line));
    }
    if (isTold && since !== undefined) totals.push({ at: to, since, lines: [...sums.values()] });
  }
  return totals;
};
