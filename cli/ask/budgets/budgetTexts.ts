import { parseUsd } from '#cli/parseUsd.ts';
import type { BudgetStanding, BudgetThreshold } from '#shared/api/budgetFields.ts';
import { dollarsText } from '#shared/domain/budgets/dollarsText.ts';

/** Cells that make a bar of all that may be spent. */
const barCells = 10;

/** What nobody knows is no amount. */
export const usdText = (usd: string | null): string => (usd === null ? '–' : dollarsText(parseUsd(usd)));

/** `█████░░░░░  52.3 %`; full from 100 per cent on. */
export const barText = (percent: number | null): string => {
  if (percent === null) return '–';
  const full = Math.max(0, Math.min(barCells, Math.floor((percent * barCells) / 100)));
  return `${'█'.repeat(full)}${'░'.repeat(barCells - full)} ${`${percent.toFixed(1)} %`.padStart(8)}`;
};

/** `search`, `search, endpoint chat`, `endpoint chat`, `all` */
export const whoseText = ({ team, scope }: Pick<BudgetStanding, 'team' | 'scope'>): string => {
  const others = Object.entries(scope).flatMap(([label, text]) =>
    label === 'team' ? [] : [`${label} ${text}`],
  );
  const parts = [...(team === null ? [] : [team]), ...others];
  return parts.length === 0 ? 'all' : parts.join(', ');
};

/** Those that are crossed now; what was not told of them because of a snooze is said. */
export const crossedText = (thresholds: readonly BudgetThreshold[]): string =>
  thresholds
    .filter(({ state }) => state === 'crossed')
    .map(({ threshold, isTold }) => `${threshold}${isTold === false ? ' (not told)' : ''}`)
    .join(', ');
