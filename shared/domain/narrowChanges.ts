import type { Aggregate } from './aggregate.ts';
import { addLineAmounts, type LineLabels, labelOrder } from './aggregateCosts.ts';
import { compareKeys } from './compareKeys.ts';
import type { ChangeLine, CostChanges, UnpricedChange } from './costChanges.ts';
import { addChanges, type CostChange, noChange } from './explainThing.ts';

const toLabels = <Line extends LineLabels>(line: Line, by: readonly Aggregate[]): Line => ({
  ...line,
  labels: new Map(by.map((label) => [label, line.labels.get(label)] as const)),
});

const keyOf = (line: LineLabels): string => JSON.stringify(labelOrder(line).map((part) => part ?? 0));

const regroup = <Line extends LineLabels>(
  lines: readonly Line[],
  by: readonly Aggregate[],
  add: (sum: Line, line: Line) => Line,
): Line[] => {
  const sums = new Map<string, Line>();
  for (const line of lines.map((each) => toLabels(each, by))) {
    const key = keyOf(line);
    const known = sums.get(key);
    sums.set(key, known === undefined ? line : add(known, line));
  }
  return [...sums.values()].toSorted((a, b) => compareKeys(labelOrder(a), labelOrder(b)));
};

const addUnpriced = (sum: UnpricedChange, line: UnpricedChange): UnpricedChange => ({
  ...sum,
  before: addLineAmounts(sum.before, line.before),
  after: addLineAmounts(sum.after, line.after),
});

/**
 * Some of the changes, added up by fewer labels: so that whoever asks for some teams sees also what came from others.
 * @param by some of the labels that the changes are told by.
 * Law: chosen or not, lines are explained as if all were asked for.
 */
export const narrowChanges = (
  changes: CostChanges,
  by: readonly Aggregate[],
  isWanted: (line: LineLabels) => boolean,
): CostChanges => {
  const add = (sum: ChangeLine, line: ChangeLine): ChangeLine => ({ ...sum, ...addChanges(sum, line) });
  const lines = regroup(changes.lines.filter(isWanted), by, add);
  return {
    lines,
    total: lines.reduce<CostChange>(addChanges, noChange),
    unpriced: regroup(changes.unpriced.filter(isWanted), by, addUnpriced),
  };
};
