import { styleText } from 'node:util';
import {
  addMoney,
  formatDollars,
  formatSteps,
  type Money,
  money,
  roundTogether,
  unitsPerNanoDollar,
  zeroMoney,
} from '#shared/domain/money.ts';
import type { CapacityRow, CostRow, CostSummary } from '#shared/domain/sumCosts.ts';

/** Ledger units in a cent. */
const cent = unitsPerNanoDollar * 10_000_000n;

type Line = { team: string; model: string; gpuSeconds: number; cost: Money | undefined };

const labelOf = ({ kind, team, model, component }: CostRow): Pick<Line, 'team' | 'model'> =>
  kind === 'allocated'
    ? { team: team ?? '(unowned)', model: model ?? component ?? '' }
    : { team: kind, model: '' };

const rank = (team: string) => ['(unowned)', 'idle', 'unknown'].indexOf(team);

/** Always shown, so that nothing unknown reads as such and not as forgotten. */
const ownLines: readonly Line[] = ['idle', 'unknown'].map((team) => {
  return { team, model: '', gpuSeconds: 0, cost: zeroMoney };
});

/** A line for each team and model, then what has no owner, what is idle and what is unknown. */
const toLines = (rows: readonly CostRow[]): Line[] => {
  const missing = ownLines.filter(({ team }) => !rows.some(({ kind }) => kind === team));
  const byLabel = Map.groupBy(rows, (row) => {
    const { team, model } = labelOf(row);
    return JSON.stringify([rank(team), team, model, row.cost === undefined]);
  });
  const lines = [...byLabel.keys()].toSorted().flatMap((key): Line[] => {
    const group = byLabel.get(key) ?? [];
    const costs = group.flatMap(({ cost }) => (cost === undefined ? [] : [cost]));
    const gpuSeconds = group.reduce((sum, row) => sum + row.gpuSeconds, 0);
    const cost = costs.length === 0 ? undefined : addMoney(costs);
    return group.slice(0, 1).map((row) => ({ ...labelOf(row), gpuSeconds, cost }));
  });
  return [...lines, ...missing].toSorted((a, b) => rank(a.team) - rank(b.team));
};

const withCommas = (digits: string): string => digits.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
const dollars = (cents: bigint): string => {
  const [whole = '', fraction = ''] = formatSteps(cents, 2).split('.');
  return `$${withCommas(whole)}.${fraction}`;
};
const hours = (seconds: number): string => {
  const [whole = '', fraction = ''] = (seconds / 3_600).toFixed(2).split('.');
  return `${withCommas(whole)}.${fraction}`;
};

/** Percent of the total with one decimal, by largest remainder, so that what is shown adds up to 100.0. */
const toShares = (costs: readonly Money[], total: Money): string[] => {
  if (total === 0n) return costs.map(() => '–');
  const { rows } = roundTogether(
    costs.map((cost) => money(cost * 1_000n)),
    total,
  );
  return rows.map((tenths) => `${formatSteps(tenths, 1)} %`);
};

/** `$5.752`, `$1,506.64`, `$7.00`: all decimals that say something, and never fewer than two. */
const exactDollars = (decimal: string): string => {
  const [whole = '', fraction = ''] = decimal.split('.');
  return `$${withCommas(whole)}.${fraction.replace(/0+$/, '').padEnd(2, '0')}`;
};

/** `48 h`, `6 h 10 min`, `10 s` */
const duration = (seconds: number): string => {
  const parts = [
    [Math.floor(seconds / 3_600), 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ] as const;
  return parts
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${withCommas(`${count}`)} ${unit}`)
    .join(' ');
};

const describeCapacity = ({ instanceType, perInstanceHour, instanceSeconds, cost }: CapacityRow): string => {
  const ran = `${duration(instanceSeconds)} of ${instanceType}`;
  if (perInstanceHour === undefined || cost === undefined) return `${ran} × no price known`;
  return `${ran} × ${exactDollars(formatSteps(perInstanceHour, 9))} = ${exactDollars(formatDollars(cost))}`;
};

const pad = (cells: readonly string[], widths: readonly number[]): string =>
  cells
    .map((cell, index) => (index < 2 ? cell.padEnd(widths[index] ?? 0) : cell.padStart(widths[index] ?? 0)))
    .join('  ')
    .trimEnd();

/**
 * The cost table for people: a row for each team and model, idle and unknown as rows of their own, in cents that add
 * up to the rounded total, and below it the same total as instances × price.
 */
export const renderCostTable = ({ rows, capacity, gpuSeconds, cost: total }: CostSummary): string => {
  const lines = toLines(rows);
  const priced = lines.flatMap(({ cost }) => (cost === undefined ? [] : [cost]));
  const rounded = roundTogether(priced, cent);
  const cents = rounded.rows.values();
  const shares = toShares(priced, total).values();
  const cells = lines.map(({ team, model, gpuSeconds: seconds, cost }) => {
    const amount = cost === undefined ? 'unpriced' : dollars(cents.next().value ?? 0n);
    const share = cost === undefined ? '–' : (shares.next().value ?? '');
    return [team, model, hours(seconds), amount, share];
  });
  const head = ['TEAM', 'MODEL', 'GPU-HOURS', 'COST', 'SHARE'];
  const foot = ['total', '', hours(gpuSeconds), dollars(rounded.total), total === 0n ? '–' : '100.0 %'];
  const all = [head, ...cells, foot];
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const rule = '─'.repeat(widths.reduce((sum, width) => sum + width + 2, -2));
  return [
    styleText('bold', pad(head, widths)),
    ...cells.map((row) => pad(row, widths)),
    rule,
    styleText('bold', pad(foot, widths)),
    ...capacity.map((row, index) => `${index === 0 ? '= ' : '+ '}${describeCapacity(row)}`),
  ].join('\n');
};
