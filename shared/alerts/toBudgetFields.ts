import type { Crossing, Recovery } from '#shared/domain/budgets/evaluateBudget.ts';
import type { Movement } from '#shared/domain/budgets/movement.ts';
import { shareSeen } from '#shared/domain/completeness.ts';
import type { Forecast, NoForecast } from '#shared/domain/forecast/forecast.ts';
import { formatDollars } from '#shared/domain/money.ts';
import { formatInstant } from '#shared/domain/time.ts';
import { budgetQuestion } from './budgetQuestion.ts';
import { explainLink, type Links } from './links.ts';
import { periodLabel } from './periodLabel.ts';
import type { Told } from './toldBudget.ts';
import { toMoverFields } from './toMoverFields.ts';
import { toReasonAmounts } from './toReasonAmounts.ts';

const toForecastFields = (forecast: Forecast | NoForecast) => {
  if (forecast.amount === undefined) return null;
  const { amount, low, high, confidence, because } = forecast;
  return {
    amountUsd: formatDollars(amount),
    lowUsd: formatDollars(low),
    highUsd: formatDollars(high),
    confidence,
    because,
  };
};

const toMovementFields = ({ quantity, idle, price, ownership, correction }: Movement) => ({
  quantityUsd: formatDollars(quantity),
  idleUsd: formatDollars(idle),
  priceUsd: formatDollars(price),
  ownershipUsd: formatDollars(ownership),
  correctionUsd: formatDollars(correction),
});

/** A budget in a period, as an event has it; without its thresholds. */
export const toBudgetFields = (told: Told<Crossing | Recovery>, links: Links) => {
  const { budget, period, amount, figures, cause, idleByReason } = told;
  const { actual, seenThrough, settled, completeness, hasUnpriced, movement } = figures;
  return {
    name: budget.name,
    scope: Object.fromEntries(budget.scope),
    period: {
      from: formatInstant(period.from),
      to: formatInstant(period.to),
      label: periodLabel(budget, period),
      timeZone: budget.zone,
    },
    amountUsd: formatDollars(amount),
    basis: budget.basis,
    rate: budget.rate,
    idle: budget.idle,
    spentUsd: formatDollars(actual),
    seenThrough: formatInstant(seenThrough),
    settledUsd: formatDollars(settled.amount),
    settledThrough: formatInstant(settled.through),
    completeness: shareSeen(completeness),
    hasUnpriced,
    forecast: toForecastFields(told.forecast),
    cause,
    movement: toMovementFields(movement),
    ...toMoverFields(told.movers),
    idleByReason: idleByReason === undefined ? null : toReasonAmounts(idleByReason),
    explain: explainLink(budgetQuestion(budget, period), links),
  };
};
