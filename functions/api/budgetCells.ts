import type { BudgetStanding } from '#shared/api/budgetFields.ts';
import type { Cells } from './respond.ts';

const keysIn = ({ thresholds }: BudgetStanding, state: 'crossed' | 'recovered'): string =>
  thresholds
    .filter((each) => each.state === state)
    .map(({ threshold }) => threshold)
    .join('; ');

const scopeText = ({ scope }: BudgetStanding): string => {
  const labels = Object.entries(scope).map(([label, text]) => `${label}:${text}`);
  return labels.length === 0 ? 'all' : labels.join('+');
};

const head = [
  ...['name', 'team', 'scope', 'zone', 'basis', 'rate', 'idle', 'archived', 'period', 'from', 'to'],
  ...[
    'amountUsd',
    'spentUsd',
    'percent',
    'completeness',
    'state',
    'settledThrough',
    'settledUsd',
    'hasUnpriced',
  ],
  ...['forecastUsd', 'forecastLowUsd', 'forecastHighUsd', 'forecastConfidence'],
  ...['crossed', 'recovered', 'snoozedUntil', 'evaluatedAt', 'notes'],
];

/** Budgets as a table. */
export const budgetCells = (budgets: readonly BudgetStanding[]): Cells => [
  head,
  ...budgets.map((budget) => {
    const { period, forecast, snooze } = budget;
    return [
      ...[
        budget.name,
        budget.team ?? '',
        scopeText(budget),
        budget.zone,
        budget.basis,
        budget.rate,
        budget.idle,
      ],
      ...[String(budget.archived), period?.name ?? '', period?.from ?? '', period?.to ?? ''],
      ...[budget.amountUsd ?? '', budget.spentUsd ?? '', budget.percent ?? '', budget.completeness ?? ''],
      ...[budget.state ?? '', budget.settledThrough ?? '', budget.settledUsd ?? ''],
      budget.hasUnpriced === null ? '' : String(budget.hasUnpriced),
      ...[
        forecast?.amountUsd ?? '',
        forecast?.lowUsd ?? '',
        forecast?.highUsd ?? '',
        forecast?.confidence ?? '',
      ],
      ...[keysIn(budget, 'crossed'), keysIn(budget, 'recovered'), snooze?.until ?? ''],
      ...[budget.evaluatedAt ?? '', budget.notes.join('; ')],
    ];
  }),
];
