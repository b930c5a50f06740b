import { type Amount, addAmounts } from './amount.ts';
import type { BucketRate, IdleRow, Split } from './bucket.ts';
import { compareHeld, compareText, heldKey } from './heldRows.ts';
import { idleReasons } from './idleReason.ts';
import { addTraffic } from './traffic.ts';
import { unknownReasons } from './unknownReason.ts';
import { addUsage } from './usage.ts';

/** Adds the rows that have a key in common. */
const addRows = <Row extends Amount>(
  rows: Iterable<Row>,
  keyOf: (row: Row) => string,
  addRow = (known: Row, row: Row): Row => ({ ...row, ...addAmounts(known, row) }),
): Map<string, Row> => {
  const sums = new Map<string, Row>();
  for (const row of rows) {
    const key = keyOf(row);
    const known = sums.get(key);
    sums.set(key, known === undefined ? row : addRow(known, row));
  }
  return sums;
};

const compareIdle = (a: IdleRow, b: IdleRow): number =>
  idleReasons.indexOf(a.reason) - idleReasons.indexOf(b.reason) || (a.blocker ?? 0) - (b.blocker ?? 0);

const rateKey = (rate: BucketRate | undefined) => [
  rate?.revision ?? 0,
  rate?.perInstanceHour.toString() ?? '',
  rate?.source ?? '',
];

/** What must be equal for splits to be added: the unit, both documents and rates, and whether there is a price. */
const groupKey = ({ unit, ownersVersion, ratesVersion, rate, chargeRate, total }: Split): string =>
  JSON.stringify([
    unit?.kind ?? 0,
    unit?.perInstance ?? 0,
    ownersVersion,
    ...rateKey(rate),
    total.cost === undefined,
    ratesVersion,
    ...rateKey(chargeRate),
  ]);

const compareSplits = (a: Split, b: Split): number =>
  (a.rate?.revision ?? 0) - (b.rate?.revision ?? 0) ||
  (a.unit?.perInstance ?? 0) - (b.unit?.perInstance ?? 0) ||
  a.ownersVersion - b.ownersVersion ||
  a.ratesVersion - b.ratesVersion ||
  compareText(groupKey(a), groupKey(b));

const sumGroup = (first: Split, others: readonly Split[]): Split => {
  const all = [first, ...others];
  const allocated = addRows(
    all.flatMap((split) => split.allocated),
    heldKey,
    (known, row) => ({
      ...row,
      ...addAmounts(known, row),
      ...addUsage(known, row),
      ...addTraffic(known, row),
    }),
  );
  const idle = addRows(
    all.flatMap((split) => split.idle),
    ({ reason, blocker }) => `${reason} ${blocker}`,
  );
  const unknown = addRows(
    all.flatMap((split) => split.unknown),
    ({ reason }) => reason,
  );
  return {
    unit: first.unit,
    instanceSeconds: all.reduce((sum, { instanceSeconds }) => sum + instanceSeconds, 0),
    rate: first.rate,
    chargeRate: first.chargeRate,
    ratesVersion: first.ratesVersion,
    total: others.reduce((sum, { total }) => addAmounts(sum, total), first.total),
    allocated: [...allocated.values()].toSorted(compareHeld),
    ownersVersion: first.ownersVersion,
    idle: [...idle.values()].toSorted(compareIdle),
    unknown: unknownReasons.flatMap((reason) => unknown.get(reason) ?? []),
    overcounted: all.some(({ overcounted }) => overcounted),
  };
};

const sumGroups = (splits: readonly Split[]): Split[] =>
  [...Map.groupBy(splits, groupKey).values()]
    .flatMap(([first, ...others]) => (first === undefined ? [] : [sumGroup(first, others)]))
    .toSorted(compareSplits);

/** What a split has as such, without what else it may bear. */
const splitAlone = (split: Split): Split => {
  const { unit, instanceSeconds, rate, chargeRate, ratesVersion, total, ownersVersion, overcounted } = split;
  const { allocated, idle, unknown } = split;
  return {
    unit,
    instanceSeconds,
    rate,
    chargeRate,
    ratesVersion,
    total,
    allocated,
    ownersVersion,
    idle,
    unknown,
    overcounted,
  };
};

/**
 * Adds up splits of one pool: one for each unit, version of owners and of rates, and pair of rates (with their place in the
 * price history and their sources), in order of the price history, what has no price first. Rows are added by component, model
 * and owner, and by reason (stranded ones by blocker); so money stays exact, and what changed owner or price keeps each.
 *
 * Laws: instance-seconds, unit-seconds and costs add up; splits that balance give splits that balance; neither
 * order nor grouping matters: the sum of sums is the sum.
 */
export const sumSplits = (splits: readonly Split[]): Split[] => {
  const [only, ...rest] = splits;
  return only !== undefined && rest.length === 0 ? [splitAlone(only)] : sumGroups(splits);
};
