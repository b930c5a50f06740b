import type { Aggregate } from '#shared/domain/aggregate.ts';
import { withCommas } from '#shared/domain/amountText.ts';
import type { UnitCost } from '#shared/domain/measure.ts';
import { type Money, roundTogether } from '#shared/domain/money.ts';
import {
  leastInvocations,
  leastTokens,
  type UnitCostLine,
  type UnitCosts,
} from '#shared/domain/unitCosts.ts';
import { absentLabel } from './absentLabels.ts';
import { columnHead } from './costColumns.ts';
import { cent, dollars, unitDollars } from './formatAmounts.ts';
import { renderTable } from './renderTable.ts';
import { widthOf } from './widthOf.ts';

const toCents = (cost: Money): string => dollars(roundTogether([cost], cent).total);

/** With the idle capacity that is borne, or without. */
type Side = 'own' | 'withIdle';

const unitCell = (each: UnitCost, side: Side): string => {
  switch (each.kind) {
    case 'cost':
      return `${each.isSmallSample ? '* ' : ''}${unitDollars(each[side])}`;
    case 'no traffic':
      return `no traffic, ${toCents(each[side])} spent`;
    case 'unknown':
      return each.gap === 'no tokens' ? '–' : `– (${each.gap})`;
  }
};

type Column = { head: string; cell(line: UnitCostLine, side: Side): string };

const unitColumn = (head: string, name: keyof UnitCosts): Column => ({
  head,
  cell: (line, side) => unitCell(line[name], side),
});

const tokensCell = (count: bigint | undefined): string =>
  count === undefined ? '–' : withCommas(count.toString());

const columns: readonly Column[] = [
  { head: 'INVOCATIONS', cell: ({ traffic }) => withCommas(traffic.invocations.toString()) },
  unitColumn('PER 1,000', 'per1000Invocations'),
  unitColumn('COPY-HOUR', 'perCopyHour'),
  unitColumn('GPU-HOUR', 'perGpuHour'),
];

const tokenColumns: readonly Column[] = [
  { head: 'TOKENS IN', cell: ({ tokens }) => tokensCell(tokens?.in) },
  { head: 'TOKENS OUT', cell: ({ tokens }) => tokensCell(tokens?.out) },
  unitColumn('1M IN', 'perMillionTokensIn'),
  unitColumn('1M OUT', 'perMillionTokensOut'),
  unitColumn('1M BOTH', 'perMillionTokens'),
];

const toTable = (
  lines: readonly UnitCostLine[],
  aggregate: readonly Aggregate[],
  shown: readonly Column[],
  side: Side,
): string =>
  renderTable(
    [...aggregate.map(columnHead), ...shown.map(({ head }) => head)],
    lines.map((line) => [
      ...aggregate.map((by) => line.labels.get(by) ?? absentLabel(by)),
      ...shown.map(({ cell }) => cell(line, side)),
    ]),
    aggregate.length,
  );

/** What is wider stands in two tables, the second of what has tokens alone. */
const widest = 120;

const toTables = (
  lines: readonly UnitCostLine[],
  aggregate: readonly Aggregate[],
  hasTokens: boolean,
  side: Side,
): string => {
  if (!hasTokens) return toTable(lines, aggregate, columns, side);
  const whole = toTable(lines, aggregate, [...columns, ...tokenColumns], side);
  if (widthOf(whole) <= widest) return whole;
  const counted = lines.filter(({ tokens }) => tokens !== undefined);
  const tokens = counted.length === 0 ? [] : [toTable(counted, aggregate, tokenColumns, side)];
  return [toTable(lines, aggregate, columns, side), ...tokens].join('\n\n');
};

const smallSampleNote =
  `* small sample: fewer than ${leastInvocations} invocations, ` +
  `or ${withCommas(leastTokens.toString())} tokens`;

const isSmall = (each: UnitCost): boolean => each.kind === 'cost' && each.isSmallSample;

/**
 * The unit costs for people: a row for each label or labels, in dollars a unit; where idle capacity is borne, with it and then
 * without. What had no traffic says what was spent on it; what is not known says why.
 */
export const renderUnitCosts = (
  lines: readonly UnitCostLine[],
  aggregate: readonly Aggregate[],
  { hasTokens, isIdleShared }: { hasTokens: boolean; isIdleShared: boolean },
): string => {
  const figures = lines.flatMap(({ per1000Invocations, ...line }) => {
    return [per1000Invocations, line.perMillionTokensIn, line.perMillionTokensOut, line.perMillionTokens];
  });
  const parts = isIdleShared
    ? [
        'Unit costs with idle',
        toTables(lines, aggregate, hasTokens, 'withIdle'),
        '',
        'Unit costs without idle',
        toTables(lines, aggregate, hasTokens, 'own'),
      ]
    : ['Unit costs', toTables(lines, aggregate, hasTokens, 'withIdle')];
  return [...parts, ...(figures.some(isSmall) ? [smallSampleNote] : [])].join('\n');
};
