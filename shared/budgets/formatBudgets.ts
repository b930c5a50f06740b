import type { Budget, BudgetAmount } from '#shared/domain/budgets/budget.ts';
import type { BudgetPeriod } from '#shared/domain/budgets/budgetPeriod.ts';
import type { BudgetsDocument } from '#shared/domain/budgets/budgetsDocument.ts';
import type { Threshold } from '#shared/domain/budgets/threshold.ts';
import { formatDollars, type Money } from '#shared/domain/money.ts';
import { formatStep } from '#shared/domain/step.ts';
import { toWatchFields } from '#shared/watches/toWatchFields.ts';

/** `1000.00`, with more places where it has them. */
const amountText = (amount: Money): string => formatDollars(amount).replace(/(\.\d\d\d*?)0+$/, '$1');

const toPeriod = (period: BudgetPeriod) => {
  switch (period.kind) {
    case 'week':
      return { week: period.firstDay };
    case 'custom':
      return { from: period.from, to: period.to };
    default:
      return period.kind;
  }
};

const toThreshold = (threshold: Threshold) => {
  if (threshold.on === 'burnRate') {
    const { on, lookBack, percent } = threshold;
    return { on, lookBack: formatStep({ kind: 'fixed', seconds: lookBack }), percent };
  }
  const { on, level } = threshold;
  return level.kind === 'percent' ? { on, percent: level.percent } : { on, amount: amountText(level.amount) };
};

const toAmount = ({ from, amount }: BudgetAmount) => ({
  ...(from === undefined ? {} : { from }),
  amount: amountText(amount),
});

const toAmounts = (amounts: readonly BudgetAmount[]) => {
  const [first, ...others] = amounts.map(toAmount);
  return first !== undefined && others.length === 0 && first.from === undefined
    ? first
    : { amounts: amounts.map(toAmount) };
};

/** A budget as the file has it, with every field. Law: `parseBudgets` reads it back as the same. */
export const toBudgetFields = (budget: Budget) => {
  const { name, scope, period, zone, amounts, basis, rate, idle, thresholds, recipients, archived } = budget;
  return {
    name,
    scope: scope.size === 0 ? ('all' as const) : Object.fromEntries(scope),
    period: toPeriod(period),
    timeZone: zone,
    ...toAmounts(amounts),
    basis,
    rate,
    idle,
    thresholds: thresholds.map(toThreshold),
    recipients,
    archived,
  };
};

/** A document's JSON. */
export const formatBudgets = ({ finance, budgets, watches }: BudgetsDocument): string =>
  `${JSON.stringify({ finance, budgets: budgets.map(toBudgetFields), watches: watches.map(toWatchFields) }, undefined, 2)}\n`;
