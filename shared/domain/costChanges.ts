import { type Aggregate, labelKey } from './aggregate.ts';
import { type LineAmount, type LineLabels, labelOrder, labelsOf } from './aggregateCosts.ts';
import { compareKeys } from './compareKeys.ts';
import { kindOrder } from './costRow.ts';
import { addChanges, type CostChange, explainThing, noChange, sumPriced } from './explainThing.ts';
import { pairRows, type RowPair } from './pairRows.ts';
import { placeOf } from './placeOf.ts';
import type { SharedRow } from './shareIdle.ts';

/** The change of some rows by some labels. */
export type ChangeLine = LineLabels & CostChange;

/** What has in part no price. Its cost is that of the part that has one, undefined where none has. */
export type UnpricedChange = LineLabels & { before: LineAmount; after: LineAmount };

export type CostChanges = {
  lines: readonly ChangeLine[];
  /** The sum of the lines. */
  total: CostChange;
  /** What has no change, because some of it has no price in one of the periods: in no line, and not in the total. */
  unpriced: readonly UnpricedChange[];
};

const isPriced = ({ cost }: SharedRow): boolean => cost !== undefined;

/** Nothing costs nothing. */
const knownAmountOf = (rows: readonly SharedRow[]): LineAmount => {
  const sum = sumPriced(rows);
  return rows.length === 0 || rows.some(isPriced) ? sum : { ...sum, cost: undefined };
};

const toLabels = (row: SharedRow, by: readonly Aggregate[]): LineLabels => {
  const { kind, reason, blocker } = row;
  return { labels: labelsOf(row, by), kind, reason, blocker };
};

const lineKey = (row: SharedRow, by: readonly Aggregate[]): string =>
  JSON.stringify([labelKey(row, by), ...kindOrder(row)]);

const inOrder = <Line extends LineLabels>(lines: readonly Line[]): Line[] =>
  lines.toSorted((a, b) => compareKeys(labelOrder(a), labelOrder(b)));

const toLines = (things: readonly RowPair[], by: readonly Aggregate[]): ChangeLine[] => {
  const explained = Map.groupBy(things.flatMap(explainThing), ({ any }) => lineKey(any, by));
  const lines = [...explained.values()].flatMap((parts) =>
    parts.slice(0, 1).map(({ any }): ChangeLine => {
      return { ...toLabels(any, by), ...parts.map(({ change }) => change).reduce(addChanges) };
    }),
  );
  return inOrder(lines);
};

const toUnpriced = (things: readonly RowPair[], by: readonly Aggregate[]): UnpricedChange[] => {
  const before = things.flatMap((thing) => thing.before);
  const after = things.flatMap((thing) => thing.after);
  const pairs = pairRows({ before, after }, (row) => lineKey(row, by));
  const lines = pairs.map((pair): UnpricedChange => {
    const sides = { before: knownAmountOf(pair.before), after: knownAmountOf(pair.after) };
    return { ...toLabels(pair.any, by), ...sides };
  });
  return inOrder(lines);
};

/**
 * What costs changed by from one period to another, and why, added up by some labels to the lines that `aggregateCosts` has. For
 * what is held, and what is unknown, the change is split thing by thing (`placeOf`) into quantity, price and ownership by
 * price–volume–mix variance analysis with the old price as the base (`splitChange`). Idle capacity, by itself or borne, changes by
 * idle; variance by price.
 *
 * The periods are compared as they are: a month of 31 days holds more than one of 30, and that is quantity (or idle).
 *
 * Only the rows that are given are known. Whoever wants the changes of some teams chooses among the lines afterwards; if the
 * others' rows are left out before, what passes from or to them looks as if it began or ended, and is quantity.
 *
 * Laws: each line's parts add up to its change, and so do the total's; the lines by fewer labels are the sums of those by more;
 * ownership adds up to zero over all lines; order does not matter; where each holds as much as before nothing is quantity or
 * ownership, whatever prices do; lines and what is unpriced cost together what the rows do. Not a law: that periods swapped change
 * the sign; the base is then the other price.
 */
export const costChanges = (
  before: readonly SharedRow[],
  after: readonly SharedRow[],
  by: readonly Aggregate[],
): CostChanges => {
  const things = pairRows({ before, after }, placeOf);
  const isWhole = (thing: RowPair) => thing.before.every(isPriced) && thing.after.every(isPriced);
  const lines = toLines(things.filter(isWhole), by);
  return {
    lines,
    total: lines.reduce<CostChange>(addChanges, noChange),
    unpriced: toUnpriced(
      things.filter((thing) => !isWhole(thing)),
      by,
    ),
  };
};
