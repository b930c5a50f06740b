import type { Aggregate } from '#shared/domain/aggregate.ts';
import type { UnitCost } from '#shared/domain/measure.ts';
import { formatSteps, type Money, roundTogether, unitsPerNanoDollar } from '#shared/domain/money.ts';
import {
  leastInvocations,
  leastTokens,
  type UnitCostLine,
  type UnitCosts,
} from '#shared/domain/unitCosts.ts';
import { absentLabel } from './absentLabels.ts';
import { dollars, exactDollars, withCommas } from './formatAmounts.ts';
import { renderTable } from './renderTable.ts';

/** Ledger units in a cent. */
const cent = unitsPerNanoDollar * 10_000_000n;
const toCents = (cost: Money): string => dollars(roundTogether([cost], cent).total);

/** Four decimals of a dollar; all nine of what is less than a tenth of a cent. */
const unitDollars = (nano: bigint): string => {
  if (nano > 0n && nano < 1_000_000n) return exactDollars(formatSteps(nano, 9));
  const [whole = '', fraction = ''] = formatSteps((nano + 50_000n) / 100_000n, 4).split('.');
  return `$${withCommas(whole)}.${fraction}`;
};

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
    [
      ...aggregate.map((name) => name.replace(/([a-z])([A-Z])/g, '$1 $2').toUpperCase()),
      ...shown.map(({ head }) => head),
    ],
    lines.map((line) => [
      ...aggregate.map((by) => line.labels.get(by) ?? absentLabel(by)),
      ...shown.map(({ cell }) => cell(line, side)),
    ]),
    aggregate.length,
  );

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
  const shown = hasTokens ? [...columns, ...tokenColumns] : columns;
  const figures = lines.flatMap(({ per1000Invocations, ...line }) => {
    return [per1000Invocations, line.perMillionTokensIn, line.perMillionTokensOut, line.perMillionTokens];
  });
  const parts = isIdleShared
    ? [
        'Unit costs with idle',
        toTable(lines, aggregate, shown, 'withIdle'),
        '',
        'Unit costs without idle',
        toTable(lines, aggregate, shown, 'own'),
      ]
    : ['Unit costs', toTable(lines, aggregate, shown, 'withIdle')];
  return [...parts, ...(figures.some(isSmall) ? [smallSampleNote] : [])].join('\n');
};
